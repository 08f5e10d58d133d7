"""Which reviews wait for somebody, which wait for others, and which are done (P27)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from assessments.reviews.models import ReviewOutcome, ReviewPart
from assessments.reviews.shown import title_of
from people.models import Person
from programs.preceptorships.models import Review

# Each of the two lists of what is open holds so many, the oldest first.
MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that somebody has still to sign."""

    outcome: ReviewOutcome
    # Whose signature is missing, in words.
    missing: str

    @property
    def review(self) -> Review:
        return self.outcome.review


def waiting_for(person: Person, *, on: date, most: int = MOST) -> list[Waiting]:
    """Return what waits for the person's signature, the oldest first. Queries: two."""
    return _waiting(ReviewOutcome.objects.waiting_for(person, on=on), most)


def waiting_for_others(person: Person, *, on: date) -> list[Waiting]:
    """Return what the person takes part in and others have to sign first. Queries: two."""
    mine = ReviewOutcome.objects.waiting_for(person, on=on).order_by().values("pk")
    rows = ReviewOutcome.objects.unsigned().taken_part_in_by(person, on=on)
    return _waiting(rows.exclude(pk__in=mine), MOST)


def done(person: Person, *, on: date) -> QuerySet:
    """Records that everybody has signed, without those corrected since."""
    rows = ReviewOutcome.objects.complete().taken_part_in_by(person, on=on)
    return rows.filter(Q(correction=None) | Q(correction__completed_at=None)).with_people()


def _waiting(rows, most):
    rows = rows.with_people().order_by("review__held_on", "pk").prefetch_related("parts")
    return [Waiting(outcome, _missing(outcome)) for outcome in rows[:most]]


def _missing(outcome):
    unsigned = {part.role for part in outcome.parts.all() if not part.is_signed}
    return ", ".join(title_of(role, outcome) for role in ReviewPart.Role if role in unsigned)
