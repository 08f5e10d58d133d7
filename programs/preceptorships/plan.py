"""How the plan of a preceptorship reads: what is over, what is now, what is to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from programs.cohorts.models import PreceptorshipRules
from programs.preceptorships.models import Phase, Review


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
    hours = [
        (_("Supernumerary"), rules.supernumerary_hours),
        (_("Hours to log"), rules.logged_hours_required),
        (_("Preceptor's protected time a year"), rules.protected_hours_per_year),
    ]
    return [(label, count) for label, count in hours if count]


def phase_states(phases: Iterable[Phase], *, today: date) -> list[tuple[Phase, State]]:
    return [(phase, _phase_state(phase, today)) for phase in phases]


def review_states(
    reviews: Iterable[Review], *, today: date, is_paused: bool
) -> list[tuple[Review, State]]:
    return [(review, _review_state(review, today, is_paused)) for review in reviews]


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
    return DUE if (review.due_on - today).days <= DUE_DAYS else AHEAD
