"""What Today shows of pairs to those who run them: how many, and who may need a hand."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from common.compiled import compiled_once
from common.expressions import length_of
from people.models import Person
from people.registry import TodayItem, TodayPanel
from programs.cohorts.models import Program
from programs.mentoring.care.need import awake, in_need_of_care, queued_in
from programs.mentoring.mentorships.models import Mentorship

MOST_PROGRAMS = 6
MOST_LOST = 10
# Counted up to here: what is longer than a screen is read in the queue.
MOST_IN_NEED = 20


def today(
    person: Person, at: datetime, flags: Mapping[str, Any]
) -> Iterable[TodayItem | TodayPanel]:
    """Of each mentoring program one runs: how many pairs, and how many may need a hand.

    A pair of which one has left comes first: nobody but the coordinator can end it.
    """
    if not flags["runs_mentoring"]:
        return
    yield from (_lost_item(pair) for pair in _lost_pairs_of(person))
    programs = [
        (row, row.pair_count, min(row.in_need, MOST_IN_NEED), row.in_need > MOST_IN_NEED)
        for row in _mentoring_programs_of(person, at, timezone.localdate(at))
    ]
    if programs:
        template = "programs/mentoring/care/_today_programs.html"
        is_due = any(in_need for _row, _pairs, in_need, _more in programs)
        yield TodayPanel(template, {"programs": programs}, order=72, is_due=is_due)


def _lost_pairs_of(coordinator):
    lost = Mentorship.objects.begun().without_partner()
    lost = lost.filter(program__coordinators__person=coordinator).order_by("pk")
    # Nearly always none, which is found out sooner than who they would be.
    found = list(lost.values_list("pk", flat=True)[:MOST_LOST])
    if not found:
        return []
    return Mentorship.objects.filter(pk__in=found).with_both().select_related("program")


def _lost_item(pair):
    gone = [person.name for person in pair.both if not person.is_active]
    stays = [person.name for person in pair.both if person.is_active]
    title = _("%(name)s left, and a mentorship is still open")
    return TodayItem(
        section=_("Needs you"),
        title=title % {"name": get_text_list(gone, _("and"))},
        detail=" · ".join([pair.program.name, *stays]),
        url=reverse("programs:mentorship-end-gone", args=[pair.pk]),
        act=_("End the mentorship"),
        urgency=0,
        tone="plum",
        icon="person-exclamation",
    )


@compiled_once
def _mentoring_programs_of(coordinator: Person, at: datetime, day: date):
    pairs = Mentorship.objects.filter(program=OuterRef("pk"))
    in_need = awake(in_need_of_care(queued_in(OuterRef("pk")), at=at), today=day).order_by()
    counted = pairs.open().begun().order_by().values("program").annotate(rows=Count("pk"))
    proposed = pairs.open().proposed().order_by().values("program")
    suggested = proposed.annotate(rows=Count("pk"))
    programs = Program.objects.open().filter(
        kind=Program.Kind.MENTORSHIP, coordinators__person=coordinator
    )
    return programs.annotate(
        pair_count=Coalesce(Subquery(counted.values("rows")), 0),
        suggested=Coalesce(Subquery(suggested.values("rows")), 0),
        in_need=length_of(in_need.values("pk")[: MOST_IN_NEED + 1]),
    ).order_by("sort_name", "pk")[:MOST_PROGRAMS]
