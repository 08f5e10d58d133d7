"""Reminding those who have not signed a review (P27)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_remind_signers
from assessments.reviews import notices
from assessments.reviews.models import ReviewLink, ReviewOutcome, ReviewPart
from assessments.reviews.services.review_outcome import ReviewError
from assessments.reviews.signers import signers_of, to_remind, was_reminded
from people.models import Person
from programs.preceptorships.models import Review

Role, Status = ReviewPart.Role, ReviewLink.Status


@transaction.atomic
def remind_signers(*, review: Review, by: Person, at: datetime, today: date) -> None:
    """Remind learner and preceptor where they have not signed, once a day.

    A third signer who signed by link is mailed once more to confirm it.

    :raises ReviewError: if ``by`` may not, nobody else is missing, or they were reminded today.
    """
    lock_record(review.preceptorship)
    if not can_remind_signers(by, review):
        raise ReviewError(_("Only a coordinator of the program can send reminders."))
    outcome = ReviewOutcome.objects.latest().unsigned().filter(review=review).first()
    roles = _missing(outcome) if outcome and not review.cancelled_at else []
    people = [
        (person, role)
        for role in roles
        for person in signers_of(outcome, role, on=today)
        if person != by
    ]
    if not people and Role.THIRD not in roles:
        raise ReviewError(_("There's nobody to remind: no other signature is missing now."))
    if was_reminded(outcome, today=today):
        raise ReviewError(_("They were already reminded today. You can remind them tomorrow."))
    outcome.reminded_at = at
    outcome.save(update_fields=["reminded_at"])
    if Role.THIRD in roles:
        outcome.links.filter(status=Status.SIGNED).update(sent_at=None, failures=0)
    notices.remind(outcome, people, at=at)


def _missing(outcome):
    unsigned = outcome.parts.filter(signed_at=None).values_list("role", flat=True)
    return to_remind(set(unsigned), is_mailed=outcome.links.mailed().exists())
