"""Rows of the worklist: days without anybody, and courses of which nobody writes (P25, P26)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.dated import dated
from common.together import part
from programs.registry import WorklistRow
from programs.shifts.models import Shift
from programs.shifts.uncovered import Gap, gaps, span

COVER, QUESTIONED = "cover", "hours_questioned"
KINDS = {COVER: gettext_lazy("Shifts to cover"), QUESTIONED: gettext_lazy("Hours in question")}
MOST = 100
# Of the days of a row as many are named.
MOST_FACTS = 3


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    """Hours in question, from when they would have counted: the coordinator settles them (P26)."""
    mine = Shift.objects.filter(preceptorship__program__in=programs)
    late = mine.questioned().filter(settles_at__lte=at)
    yield part(
        late.order_by("questioned_at")[:MOST],
        QUESTIONED,
        of="preceptorship",
        day="day",
        questioned_at="questioned_at",
        name="questioned_by__name",
    )


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    """Days that have nobody; put together by their cause, which a query of all cannot do."""
    for gap in gaps(Shift.objects.filter(preceptorship__program__in=programs), at):
        yield _cover_row(gap, at)


def _cover_row(gap, at):
    """One for each cause: all days that an absence takes from a learner are given away at once."""
    preceptorship = gap.first.preceptorship
    person = preceptorship.learner.person
    return WorklistRow(
        key=gap.key,
        program=preceptorship.program_id,
        cohort=preceptorship.cohort_id,
        unit=person.unit_id,
        person=person,
        kind=COVER,
        title=gap_words(gap),
        since=gap.since(at),
        facts=tuple(_cover_facts(gap)),
        act=_("Name someone"),
        url=reverse("programs:shift-cover", args=[gap.first.pk]),
        urgency=0,
    )


def gap_words(gap: Gap) -> str:
    """Why how many days of a learner have nobody."""
    shift, count = gap.first, len(gap.shifts)
    if count == 1 and not gap.away:
        return _("Needs someone on %(when)s") % {"when": _begins(shift)}
    program = shift.preceptorship.program
    words = {
        "name": shift.preceptor.person.name,
        "count": count,
        "shifts": program.shift_label if count == 1 else program.shifts_label,
    }
    if not gap.away:
        return _("%(name)s isn't available: %(count)d %(shifts)s have nobody") % words
    words["days"] = span(gap.away.valid_from, gap.away.valid_to)
    return (
        ngettext(
            "%(name)s is away %(days)s: %(count)d %(shifts)s has nobody",
            "%(name)s is away %(days)s: %(count)d %(shifts)s have nobody",
            count,
        )
        % words
    )


def _cover_facts(gap):
    if len(gap.shifts) == 1 and not gap.away:
        name = {"name": gap.first.preceptor.person.name}
        yield _("%(name)s isn't available") % name, _page(gap.first.pk)
        return
    for shift in gap.shifts[:MOST_FACTS]:
        yield _begins(shift, "D j M, H:i"), _page(shift.pk)
    if len(gap.shifts) > MOST_FACTS:
        yield _("%(count)d more") % {"count": len(gap.shifts) - MOST_FACTS}, ""


def _begins(shift, form="l j F, H:i"):
    return dated(timezone.localtime(shift.starts_at), form)


def _question_rows(found, at):
    for shift in found:
        words = {"name": shift.told["name"], "day": dated(shift.day("day"))}
        yield shift.row(
            title=_("Hours for %(day)s aren't agreed yet") % words,
            since=timezone.localdate(shift.moment("questioned_at")),
            facts=((_("%(name)s questions them") % words, _page(shift.key)),),
            act=_("Settle it"),
            url=reverse("programs:shift-hours", args=[shift.key]),
            urgency=2,
        )


def _page(pk):
    return reverse("programs:shift-detail", args=[pk])


WORDS = {QUESTIONED: _question_rows}
