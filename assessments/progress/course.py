"""How the course of several learners stands, beside their skills, in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from programs.preceptorships.models import PreceptorAssignment, Review
from programs.shifts.hours import minutes_and_last_days


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
    reviews = Review.objects.planned().filter(**of_these).order_by().values_list("preceptorship")
    due = dict(reviews.annotate(due=Min("due_on")))
    worked = minutes_and_last_days(preceptorships, at)
    return {
        pk: Course(preceptors.get(pk, ""), due.get(pk), *worked.get(pk, (0, None)))
        for pk in preceptorships
    }
