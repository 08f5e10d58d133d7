"""Rows of the worklist: days without anybody, and courses of which nobody writes (P25, P26)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.dated import dated
from programs.registry import WorklistRow
from programs.shifts.models import Shift
from programs.shifts.uncovered import Gap, gaps, span

COVER, QUESTIONED = "cover", "hours_questioned"
KINDS = {COVER: gettext_lazy("Shifts to cover"), QUESTIONED: gettext_lazy("Hours in question")}
MOST = 100
# Of the days of a row as many are named.
MOST_FACTS = 3


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    mine = Shift.objects.filter(preceptorship__program__in=programs)
    for gap in gaps(mine, at):
        yield _cover_row(gap, at)
    # When they would have counted: from then on the coordinator settles it (P26).
    late = mine.with_people().questioned().filter(settles_at__lte=at)
    for shift in late.select_related("questioned_by").order_by("questioned_at")[:MOST]:
        yield _question_row(shift)


def _cover_row(gap, at):
    """One for each cause: all days that an absence takes from a learner are given away at once."""
    return _row(
        gap.first,
        key=gap.key,
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
        yield _("%(name)s isn't available") % name, _page(gap.first)
        return
    for shift in gap.shifts[:MOST_FACTS]:
        yield _begins(shift, "D j M, H:i"), _page(shift)
    if len(gap.shifts) > MOST_FACTS:
        yield _("%(count)d more") % {"count": len(gap.shifts) - MOST_FACTS}, ""


def _begins(shift, form="l j F, H:i"):
    return dated(timezone.localtime(shift.starts_at), form)


def _question_row(shift):
    words = {"name": shift.questioned_by.name, "day": dated(shift.day)}
    return _row(
        shift,
        kind=QUESTIONED,
        title=_("Hours for %(day)s aren't agreed yet") % words,
        since=timezone.localdate(shift.questioned_at),
        facts=((_("%(name)s questions them") % words, _page(shift)),),
        act=_("Settle it"),
        url=reverse("programs:shift-hours", args=[shift.pk]),
        urgency=2,
    )


def _row(shift, *, key="", **fields):
    person = shift.preceptorship.learner.person
    return WorklistRow(
        key=key or str(shift.pk),
        program=shift.preceptorship.program_id,
        cohort=shift.preceptorship.cohort_id,
        unit=person.unit_id,
        person=person,
        **fields,
    )


def _page(shift):
    return reverse("programs:shift-detail", args=[shift.pk])
