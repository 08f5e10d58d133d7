"""Which reviews wait for somebody, which wait for others, and which are done (P27)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from assessments.reviews.models import ReviewOutcome, ReviewPart, is_coordinators_turn
from assessments.reviews.shown import title_of
from people.models import Person
from programs.preceptorships.models import Review

Role = ReviewPart.Role
# Each of the two lists of what is open holds so many, the oldest first.
MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that somebody has still to sign, as one of those who sign it sees it."""

    outcome: ReviewOutcome
    is_mine: bool
    # Whose signature is missing, in words.
    missing: str

    @property
    def review(self) -> Review:
        return self.outcome.review


def waiting(person: Person, *, on: date, most: int = MOST) -> list[Waiting]:
    """Return what waits for the person or for others in what they take part in, oldest first."""
    rows = ReviewOutcome.objects.unsigned().taken_part_in_by(person, on=on).with_people()
    rows = rows.order_by("review__held_on", "pk").prefetch_related("parts")
    return [_waiting(outcome, person) for outcome in rows[:most]]


def done(person: Person, *, on: date) -> QuerySet:
    """Records that everybody has signed, without those corrected since."""
    rows = ReviewOutcome.objects.complete().taken_part_in_by(person, on=on)
    return rows.filter(Q(correction=None) | Q(correction__completed_at=None)).with_people()


def _waiting(outcome, person):
    unsigned = [part.role for part in outcome.parts.all() if not part.is_signed]
    role = _role_of(outcome, person)
    is_mine = role in unsigned
    if role == Role.COORDINATOR:
        is_mine = is_coordinators_turn(unsigned)
    missing = [title_of(role, outcome) for role in Role if role in unsigned]
    return Waiting(outcome, is_mine, ", ".join(missing))


def _role_of(outcome, person):
    """The same as ``part_in_review`` says, asked of what the query brought along."""
    if outcome.review.preceptorship.learner.person_id == person.pk:
        return Role.LEARNER
    return Role.PRECEPTOR if outcome.precepts else Role.COORDINATOR


def mine(rows: Iterable[Waiting]) -> list[Waiting]:
    return [row for row in rows if row.is_mine]
