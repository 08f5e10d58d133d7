"""Which reviews wait for somebody, which wait for others, and which are done (P27)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from assessments.reviews.models import ReviewOutcome, ReviewPart
from assessments.reviews.shown import title_of
from people.models import Person
from programs.preceptorships.models import PreceptorAssignment, Preceptorship, Review

# Each of the two lists of what is open holds so many, the oldest first.
MOST = 100
# What comes up: so many days before it is due or booked.
AHEAD = timedelta(days=14)
# By the day on which they took place, the newest first.
DONE_ORDER = ("-review__held_on", "-completed_at", "-id")


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


def coming_up(person: Person, *, on: date) -> QuerySet:
    """Reviews to come in the next days that the person takes part in, as learner or preceptor."""
    assigned = PreceptorAssignment.objects.on(on).filter(preceptor__person=person)
    learnt = Preceptorship.objects.open().of_learner(person).order_by().values("pk")
    ids = learnt.union(assigned.order_by().values("preceptorship"), all=True)
    soon = Review.objects.waiting().filter(preceptorship__in=ids)
    soon = soon.filter(Q(due_on__lte=on + AHEAD) | Q(meets_at__date__lte=on + AHEAD))
    people = ("preceptorship__learner__person", "preceptorship__program")
    return soon.select_related(*people).order_by("due_on", "pk")[:MOST]


def done(person: Person, *, on: date) -> QuerySet:
    """Records that everybody has signed, without those corrected since.

    In the order of ``DONE_ORDER``: by the day that each row names.
    """
    rows = ReviewOutcome.objects.complete().taken_part_in_by(person, on=on)
    return rows.filter(Q(correction=None) | Q(correction__completed_at=None)).with_people()


def _waiting(rows, most):
    rows = rows.with_people().order_by("review__held_on", "pk").prefetch_related("parts")
    return [Waiting(outcome, _missing(outcome)) for outcome in rows[:most]]


def _missing(outcome):
    unsigned = {part.role for part in outcome.parts.all() if not part.is_signed}
    return ", ".join(title_of(role, outcome) for role in ReviewPart.Role if role in unsigned)
