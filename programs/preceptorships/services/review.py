"""Reviews in the calendar of a preceptorship: arranged, and held (P1)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs import registry
from programs.preceptorships import notices as preceptorship_notices
from programs.preceptorships.models import Preceptorship, Review
from programs.preceptorships.services.preceptorship import lock_preceptorship


class ReviewError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def hold_review(*, review: Review, held_on: date, by: Person, at: datetime, today: date) -> None:
    """Note that a review took place; its reminders are taken back, and its record is opened.

    :raises ReviewError: if it was held or cancelled before, the preceptorship has ended or
        not begun, or the day is not in it.
    """
    preceptorship = _lock(review)
    if preceptorship.status == Preceptorship.Status.PLANNED:
        raise ReviewError(_("This preceptorship has not begun."))
    if held_on > today:
        raise ReviewError(_("You can mark a review as done once it has taken place."))
    if held_on < preceptorship.starts_on:
        raise ReviewError(_("That day is before the preceptorship began."))

    waiting = Review.objects.planned().filter(pk=review.pk)
    if not waiting.update(held_on=held_on, held_by=by):
        raise ReviewError(_("This review is already marked as done."))
    preceptorship_notices.reviews_done([review], at=at)
    review.refresh_from_db(fields=["held_on", "held_by"])
    for hook in registry.review_held:
        hook(review, by, at)


def move_review(*, review: Review, due_on: date, at: datetime) -> None:
    """Let a planned review be due on another day, as those who reviewed agreed (P27).

    The caller holds the lock of the preceptorship. One that was held or cancelled meanwhile, and
    the final one, which goes with the end, stay where they are.
    """
    planned = Review.objects.planned().exclude(kind=Review.Kind.FINAL).filter(pk=review.pk)
    if planned.exclude(due_on=due_on).update(due_on=due_on):
        preceptorship_notices.review_dates_moved(review.preceptorship, at=at)


@transaction.atomic
def arrange_review(*, review: Review, meets_at: datetime, by: Person, at: datetime) -> None:
    """Say when a review will take place and tell the others; its due date stays.

    :raises ReviewError: if it was held or cancelled, the preceptorship has ended, or the
        time has passed.
    """
    _lock(review)
    if meets_at <= at:
        raise ReviewError(_("Choose a time in the future."))
    waiting = Review.objects.planned().filter(pk=review.pk)
    if not waiting.update(meets_at=meets_at):
        raise ReviewError(_("This review is already marked as done."))

    review.refresh_from_db(fields=["meets_at"])
    preceptorship_notices.review_arranged(review, by=by, at=at)


def _lock(review):
    preceptorship = lock_preceptorship(review.preceptorship)
    if not preceptorship.is_open:
        raise ReviewError(_("This preceptorship has already ended."))
    return preceptorship
