"""A signed review that was wrong: a record of its own, signed anew by all (P27)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_correct_review, part_in_review
from assessments.reviews import notices
from assessments.reviews.models import ReviewOutcome
from assessments.reviews.services.review_outcome import ReviewError, add_parts, open_outcome
from assessments.reviews.stated import words_in
from people.models import Person
from programs.preceptorships.models import Review


@transaction.atomic
def correct_review(
    *, review: Review, reason: str, by: Person, at: datetime, today: date
) -> ReviewOutcome:
    """Open a record beside the one that was signed, with what that says; that stands meanwhile.

    :raises ReviewError: if it is not signed by all, is being corrected, no reason is given, or
        ``by`` may not.
    """
    lock_record(review.preceptorship)
    if not can_correct_review(part_in_review(by, review, on=today)):
        raise ReviewError(_("Only those who review can correct it."))
    if not reason.strip():
        raise ReviewError(_("Please give a reason. It stays with the record."))
    before = open_outcome(review, at=at)
    if not before.is_complete:
        raise ReviewError(_("Not everyone has signed yet, so you can still change it."))
    outcome = ReviewOutcome.objects.create(
        review=review,
        corrects=before,
        reason=reason.strip(),
        third_signer=before.third_signer,
        outcome=before.outcome,
        next_on=before.next_on,
        changed_by=by,
        opened_at=at,
    )
    add_parts(outcome)
    _copy(before, outcome)
    notices.ask_to_sign(outcome, at=at)
    return outcome


@transaction.atomic
def discard_correction(*, review: Review, by: Person, at: datetime, today: date) -> None:
    """Throw away a correction that not everybody has signed; what was signed before stands.

    :raises ReviewError: if none is being written, or ``by`` may not.
    """
    lock_record(review.preceptorship)
    if not can_correct_review(part_in_review(by, review, on=today)):
        raise ReviewError(_("Only those who review can correct it."))
    outcome = open_outcome(review, at=at)
    if outcome.is_complete or outcome.corrects_id is None:
        raise ReviewError(_("No correction is being written."))
    notices.take_back_asking(outcome, at=at)
    outcome.delete()


def _copy(before, outcome):
    """Begin with what was signed; where it was erased, with nothing."""
    words = words_in(before)
    for part in outcome.parts.all():
        told = words and words["parts"].get(part.role)
        if told:
            part.text, part.ahead = told["text"], told["ahead"]
            part.save(update_fields=["text", "ahead"])
