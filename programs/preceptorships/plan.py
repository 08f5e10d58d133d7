"""How the plan of a preceptorship reads: what is over, what is now, what is to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from operator import attrgetter

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Preceptor
from programs.cohorts.models import PreceptorshipRules
from programs.preceptorships.models import (
    Phase,
    PreceptorAssignment,
    PreceptorshipChange,
    Review,
)


@dataclass(frozen=True, slots=True)
class State:
    """A word with its colour and icon, never the one without the others."""

    tone: str
    word: str
    icon: str


OVER = State("neutral", _("over"), icon="check2")
NOW = State("teal", _("now"), icon="arrow-right")
AHEAD = State("neutral", _("to come"), icon="calendar")
HELD = State("teal", _("done"), icon="check2")
OVERDUE = State("red", _("overdue"), icon="exclamation-octagon")
ARRANGED = State("teal", _("booked"), icon="calendar-check")
DUE = State("amber", _("due"), icon="exclamation-triangle")
CANCELLED = State("neutral", _("cancelled"), icon="x-circle")
STANDING_STILL = State("neutral", _("paused"), icon="pause-circle")

# A review is called due when its date is this near.
DUE_DAYS = 14


def hours_of(rules: PreceptorshipRules) -> list[tuple[str, int]]:
    """What the program asks for in hours, each with its label; none where it asks for none."""
    guide = {"guide": rules.program.guide_label}
    hours = [
        (_("Supernumerary"), rules.supernumerary_hours),
        (_("Hours to log"), rules.logged_hours_required),
        (_("Protected time for the %(guide)s each year") % guide, rules.protected_hours_per_year),
    ]
    return [(label, count) for label, count in hours if count]


def phase_states(phases: Iterable[Phase], *, today: date) -> list[tuple[Phase, State]]:
    return [(phase, _phase_state(phase, today)) for phase in phases]


def review_states(
    reviews: Iterable[Review], *, today: date, is_paused: bool
) -> list[tuple[Review, State]]:
    return [(review, _review_state(review, today, is_paused)) for review in reviews]


@dataclass(frozen=True, slots=True)
class PreceptorChange:
    """One primary preceptor following another: one line among what happened."""

    assignment: PreceptorAssignment
    former: Preceptor

    @property
    def from_on(self) -> date:
        return self.assignment.valid_from

    @property
    def changed_at(self) -> datetime:
        return self.assignment.assigned_at


def preceptor_changes(assignments: Iterable[PreceptorAssignment]) -> list[PreceptorChange]:
    """Return each change of the primary preceptor, in the order in which they were made."""
    primary = [row for row in assignments if row.role == PreceptorAssignment.Role.PRIMARY]
    primary.sort(key=lambda row: row.assigned_at)
    return [PreceptorChange(row, before.preceptor) for before, row in pairwise(primary)]


def happened(
    steps: Iterable[PreceptorshipChange], changes: Iterable[PreceptorChange], *, today: date
) -> list[PreceptorshipChange | PreceptorChange]:
    """Return all that happened in the order of time; what is ahead did not happen yet."""
    begun = [change for change in changes if change.from_on <= today]
    return sorted([*steps, *begun], key=attrgetter("changed_at"))


def is_near(review: Review, *, today: date) -> bool:
    """Whether a review can be marked as done: its date is near, or they have met for it."""
    if review.meets_at and timezone.localdate(review.meets_at) <= today:
        return True
    return (review.due_on - today).days <= DUE_DAYS


def _phase_state(phase, today):
    if phase.ends_on < today:
        return OVER
    return NOW if phase.starts_on <= today else AHEAD


def _review_state(review, today, is_paused):
    if review.held_on:
        return HELD
    if review.cancelled_at:
        return CANCELLED
    if is_paused:
        return STANDING_STILL
    if review.due_on < today:
        return OVERDUE
    if review.meets_at:
        return ARRANGED
    return DUE if is_near(review, today=today) else AHEAD
