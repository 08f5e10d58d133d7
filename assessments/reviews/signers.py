"""Whose signature each part of a review waits for, by name, and who can be reminded (P27)."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

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


def to_remind(unsigned: Collection[str], *, is_mailed: bool) -> list[str]:
    """Return which of those who have not signed a coordinator may remind.

    Learner and preceptor, and a third signer who signed by link and has not confirmed it: until
    then nobody knows where they can be reached. ``is_mailed`` says whether such a link is there.
    """
    roles = [role for role in (Role.LEARNER, Role.PRECEPTOR) if role in unsigned]
    return [*roles, Role.THIRD] if Role.THIRD in unsigned and is_mailed else roles


def was_reminded(outcome: ReviewOutcome, *, today: date) -> bool:
    """Whether they were reminded today: once a day is enough."""
    at = outcome.reminded_at
    return at is not None and timezone.localdate(at) >= today
