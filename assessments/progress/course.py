"""How the course of several learners stands, beside their skills, in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import Person
from programs.preceptorships.models import PreceptorAssignment, Review
from programs.shifts.hours import minutes_and_last_days
from programs.shifts.models import Shift


@dataclass(frozen=True, slots=True)
class Course:
    """Who precepts, when the next review is due, the minutes that count, the last note's day."""

    preceptor: str = ""
    review_on: date | None = None
    minutes: int = 0
    noted_on: date | None = None

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 2)


def courses_of(preceptorships: Collection[UUID], *, at: datetime) -> dict[UUID, Course]:
    """Return the course of each, in three queries."""
    of_these = {"preceptorship__in": preceptorships}
    held = PreceptorAssignment.objects.on(timezone.localdate(at)).primary().filter(**of_these)
    # Of two on the day of a change, whoever came last.
    named = held.order_by("valid_from", "assigned_at")
    preceptors = dict(named.values_list("preceptorship", "preceptor__person__name"))
    # Of one that pauses, no day holds: it moves by as long as the pause takes (P15).
    reviews = Review.objects.waiting().filter(**of_these).order_by().values_list("preceptorship")
    due = dict(reviews.annotate(due=Min("due_on")))
    worked = minutes_and_last_days(preceptorships, at)
    return {
        pk: Course(preceptors.get(pk, ""), due.get(pk), *worked.get(pk, (0, None)))
        for pk in preceptorships
    }


def sortable(rows: QuerySet, column: str, at: datetime) -> QuerySet:
    """Annotate progress with what sorting it by a column of the course needs, and with no more.

    Nothing of it is ever null, so that pages can be told apart; what is empty comes last.
    """
    if column not in SORTED:
        return rows
    return SORTED[column](rows, at)


def with_preceptor_named(rows: QuerySet, words: str, at: datetime) -> QuerySet:
    """Those whose primary preceptor of today is somebody these words may mean."""
    people = Person.objects.matching(words).order_by().values("pk")
    return rows.filter(Exists(_held(at).filter(preceptor__person__in=people)))


def _held(at):
    held = PreceptorAssignment.objects.on(timezone.localdate(at)).primary()
    return held.filter(preceptorship=OuterRef("preceptorship"))


def _by_preceptor(rows, at):
    names = _held(at).order_by("-valid_from", "-assigned_at").values("preceptor__person__sort_name")
    return _by_name(rows, Subquery(names[:1]))


def _by_unit(rows, _at):
    return _by_name(rows, F("preceptorship__learner__person__unit__name"))


def _by_name(rows, name):
    rows = rows.annotate(named=Coalesce(name, Value(""), output_field=TextField()))
    return rows.annotate(is_empty=Case(When(named="", then=1), default=0))


def _by_review(rows, _at):
    planned = Review.objects.waiting().filter(preceptorship=OuterRef("preceptorship"))
    return _by_day(rows, planned.order_by("due_on").values("due_on"))


def _by_note(rows, at):
    noted = Shift.objects.over(at).filter(
        notes__isnull=False, preceptorship=OuterRef("preceptorship")
    )
    return _by_day(rows, noted.order_by("-day").values("day"))


def _by_day(rows, days):
    never = Value(date.max, output_field=DateField())
    return rows.annotate(on_day=Coalesce(Subquery(days[:1]), never))


def _by_hours(rows, at):
    counted = Shift.objects.counted(at).filter(preceptorship=OuterRef("preceptorship"))
    added = counted.order_by().values("preceptorship").annotate(sum=Sum("minutes"))
    return rows.annotate(worked=Coalesce(Subquery(added.values("sum")), 0))


SORTED = {
    "preceptor": _by_preceptor,
    "unit": _by_unit,
    "review": _by_review,
    "hours": _by_hours,
    "note": _by_note,
}
