"""Whose signature each part of a review waits for, by name (P27)."""

from datetime import date

from assessments.reviews.models import ReviewOutcome, ReviewPart
from people.models import Person
from programs.cohorts.escalation import escalation_recipients

Role = ReviewPart.Role


def signers_of(outcome: ReviewOutcome, role: str, *, on: date) -> list[Person]:
    """Return whose turn a part is on a day: those of a role who can be told.

    Nobody for the third signer, who has nothing but the link.
    """
    review = outcome.review
    preceptorship = review.preceptorship
    learner = preceptorship.learner.person
    if role == Role.LEARNER:
        return [learner]
    if role == Role.COORDINATOR:
        return escalation_recipients(preceptorship.program, about=learner)
    if role == Role.THIRD:
        return []
    days = (on, review.held_on or on)
    primary = next(filter(None, (preceptorship.primary_on(day) for day in days)), None)
    return [primary.person] if primary else []
