"""Rows of the worklist: days without anybody, and courses of which nobody writes (P25, P26)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dated import dated
from common.together import part
from programs.shifts.models import Shift

COVER, QUESTIONED = "cover", "hours_questioned"
KINDS = {COVER: gettext_lazy("Shifts to cover"), QUESTIONED: gettext_lazy("Hours in question")}
MOST = 100


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    mine = Shift.objects.filter(preceptorship__program__in=programs)
    yield part(
        mine.uncovered(at).order_by("starts_at")[:MOST],
        COVER,
        of="preceptorship",
        starts_at="starts_at",
        asked_at="cover_asked_at",
        name="preceptor__person__name",
    )
    # When they would have counted: from then on the coordinator settles it (P26).
    late = mine.questioned().filter(settles_at__lte=at)
    yield part(
        late.order_by("questioned_at")[:MOST],
        QUESTIONED,
        of="preceptorship",
        day="day",
        questioned_at="questioned_at",
        name="questioned_by__name",
    )


def _cover_rows(found, at):
    for shift in found:
        when = dated(timezone.localtime(shift.moment("starts_at")), "l j F, H:i")
        yield shift.row(
            title=_("Needs someone on %(when)s") % {"when": when},
            since=timezone.localdate(shift.moment("asked_at") or at),
            facts=((_("%(name)s isn't available") % shift.told, _page(shift)),),
            act=_("Name someone"),
            url=reverse("programs:shift-cover", args=[shift.key]),
            urgency=0,
        )


def _question_rows(found, at):
    for shift in found:
        words = {"name": shift.told["name"], "day": dated(shift.day("day"))}
        yield shift.row(
            title=_("Hours for %(day)s aren't agreed yet") % words,
            since=timezone.localdate(shift.moment("questioned_at")),
            facts=((_("%(name)s questions them") % words, _page(shift)),),
            act=_("Settle it"),
            url=reverse("programs:shift-hours", args=[shift.key]),
            urgency=2,
        )


def _page(shift):
    return reverse("programs:shift-detail", args=[shift.key])


WORDS = {COVER: _cover_rows, QUESTIONED: _question_rows}
