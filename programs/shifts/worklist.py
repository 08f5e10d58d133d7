"""Rows of the worklist: days without anybody, and courses of which nobody writes (P25, P26)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dated import dated
from programs.registry import WorklistRow
from programs.shifts.models import Shift

COVER, QUESTIONED = "cover", "hours_questioned"
KINDS = {COVER: gettext_lazy("Shifts to cover"), QUESTIONED: gettext_lazy("Hours in question")}
MOST = 100


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    mine = Shift.objects.with_people().filter(preceptorship__program__in=programs)
    for shift in mine.uncovered(at).order_by("starts_at")[:MOST]:
        yield _cover_row(shift, at)
    # When they would have counted: from then on the coordinator settles it (P26).
    late = mine.questioned().filter(settles_at__lte=at).select_related("questioned_by")
    for shift in late.order_by("questioned_at")[:MOST]:
        yield _question_row(shift)


def _cover_row(shift, at):
    when = dated(timezone.localtime(shift.starts_at), "l j F, H:i")
    name = {"name": shift.preceptor.person.name}
    return _row(
        shift,
        kind=COVER,
        title=_("Needs someone on %(when)s") % {"when": when},
        since=timezone.localdate(shift.cover_asked_at or at),
        facts=((_("%(name)s isn't available") % name, _page(shift)),),
        act=_("Name someone"),
        url=reverse("programs:shift-cover", args=[shift.pk]),
        urgency=0,
    )


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


def _row(shift, **fields):
    person = shift.preceptorship.learner.person
    return WorklistRow(
        key=str(shift.pk),
        program=shift.preceptorship.program_id,
        cohort=shift.preceptorship.cohort_id,
        unit=person.unit_id,
        person=person,
        **fields,
    )


def _page(shift):
    return reverse("programs:shift-detail", args=[shift.pk])
