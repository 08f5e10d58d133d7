"""What those who sign a review write, and what they agree on, until all have signed (P27)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext as _

from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_say_outcome, part_in_review
from assessments.reviews import notices
from assessments.reviews.models import ReviewLink, ReviewOutcome, ReviewPart
from common.refusal import Refusal
from people.models import Person
from programs.preceptorships.models import Preceptorship, Review

Role = ReviewPart.Role
Result = ReviewOutcome.Result


class ReviewError(Refusal):
    """A rule refused the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one of them wrote; outcome and next date only of who may say them."""

    text: str
    ahead: str = ""
    outcome: str = ""
    next_on: date | None = None


def note_held(review: Review, by: Person, at: datetime) -> None:
    """Open the record of a review that took place, and ask for the signatures.

    Run under the lock of whoever marks it as done.
    """
    outcome = open_outcome(review, at=at)
    notices.ask_to_sign(outcome, at=at)


def open_outcome(review: Review, *, at: datetime) -> ReviewOutcome:
    """Return the last record of a review, a new one where there is none.

    The caller holds the lock on the preceptorship.
    """
    latest = ReviewOutcome.objects.latest().filter(review=review).first()
    if latest:
        latest.review = review
        return latest
    rules = review.preceptorship.program.preceptorship_rules
    outcome = ReviewOutcome.objects.create(
        review=review, third_signer=rules.review_third_signer, opened_at=at
    )
    add_parts(outcome)
    return outcome


def add_parts(outcome: ReviewOutcome) -> None:
    """Make room for what each of those who sign it writes."""
    ReviewPart.objects.bulk_create(ReviewPart(outcome=outcome, role=role) for role in outcome.roles)


@transaction.atomic
def write_part(
    *, review: Review, written: Written, by: Person, at: datetime, today: date
) -> ReviewPart:
    """Keep what one of those who sign a review wrote. Nobody is told until it is signed.

    A signature of theirs falls with what it stood under; with another outcome or next date
    everybody's does, and they are asked again.

    :raises ReviewError: if ``by`` has no part in it, it is signed by all, cancelled, or the
        outcome or the next date is none for it.
    """
    part = hold_part(review, by, at=at, today=today)
    keep_written(part, written, by=by, at=at)
    return part


def hold_part(review: Review, by: Person, *, at: datetime, today: date) -> ReviewPart:
    """Lock the record, and return the part that this person may write now.

    What another has signed is theirs: it falls only with what all agreed on.

    :raises ReviewError: if there is none, or another signed it.
    """
    lock_record(review.preceptorship)
    review.refresh_from_db(fields=["held_on", "cancelled_at"])
    role = part_in_review(by, review, on=today)
    if not role:
        raise ReviewError(_("Only those who sign this review can write here."))
    if review.cancelled_at:
        raise ReviewError(_("This review no longer takes place."))
    outcome = open_outcome(review, at=at)
    if outcome.is_complete:
        raise ReviewError(
            _("Everyone has signed this review. What was signed stays; you can correct it.")
        )
    part = outcome.parts.select_related("signed_by").get(role=role)
    if part.is_signed and part.signed_by != by:
        raise ReviewError(
            _("%(name)s has already signed this part, so only they can change it.")
            % {"name": part.signed_by}
        )
    return part


def keep_written(part: ReviewPart, written: Written, *, by: Person | None, at: datetime) -> None:
    """Store what is new in it, under the caller's lock."""
    outcome = part.outcome
    is_agreed_anew = can_say_outcome(part.role) and _agree(outcome, written)
    text, ahead = written.text.strip(), written.ahead.strip()
    is_rewritten = (part.text, part.ahead) != (text, ahead)
    if is_rewritten:
        if part.is_signed:
            notices.signature_fell(outcome, at=at)
        part.text, part.ahead = text, ahead
        part.written_by, part.written_at = by, at
        part.signed_by, part.signed_at, part.signed_as = None, None, ""
        part.save()
    if is_rewritten or is_agreed_anew:
        outcome.version += 1
        outcome.changed_by = by
        outcome.save(update_fields=["version", "changed_by", "outcome", "next_on"])
    if is_agreed_anew:
        ask_again(outcome, but=by, at=at)
        part.refresh_from_db(fields=["signed_by", "signed_at", "signed_as"])


def _agree(outcome, written):
    """Take over outcome and next date, and say whether either is another than before."""
    before = (outcome.outcome, outcome.next_on)
    if (written.outcome, written.next_on) == before:
        return False
    _check_agreed(outcome, written)
    outcome.outcome, outcome.next_on = written.outcome, written.next_on
    return True


def _check_agreed(outcome, written):
    review = outcome.review
    if written.outcome and written.outcome not in results_for(review):
        raise ReviewError(_("Choose one of the outcomes on the page."))
    if written.next_on in (None, outcome.next_on):
        return
    if next_review(review) is None:
        raise ReviewError(_("No other review is planned, so there's no next date to agree on."))
    last = review.preceptorship.ends_on
    if not (review.held_on or review.due_on) < written.next_on <= last:
        raise ReviewError(_("Choose a day after this review and before the end."))


def something_written(preceptorship: Preceptorship) -> list[str]:
    """Why a preceptorship cannot be taken back: somebody wrote in a review (P27)."""
    if ReviewOutcome.objects.filter(review__preceptorship=preceptorship).exists():
        return [_("Someone has written in a review: end it early instead.")]
    return []


def results_for(review: Review) -> list[ReviewOutcome.Result]:
    """How a review can end: only the final one says whether all of it was achieved."""
    if review.kind == Review.Kind.FINAL:
        return [Result.ACHIEVED, Result.SUPPORT_NEEDED, Result.NOT_ACHIEVED]
    return [Result.ON_TRACK, Result.SUPPORT_NEEDED]


def next_review(review: Review) -> Review | None:
    """The next one in the calendar whose day can be agreed on; the final one goes with the end.

    None where a later one has taken place: then it is no longer this review that says when.
    """
    later = Review.objects.filter(
        preceptorship=review.preceptorship_id, position__gt=review.position
    )
    planned = later.planned().exclude(kind=Review.Kind.FINAL).filter(~Exists(later.held()))
    return planned.order_by("due_on").first()


def ask_again(outcome: ReviewOutcome, *, but: Person | None, at: datetime) -> None:
    """Let every signature fall, since what all agreed on is another; ask who had signed again.

    The coordinator's turn comes once the others have.
    """
    signed = outcome.parts.filter(signed_at__isnull=False)
    had_signed = [part.role for part in signed if part.role != Role.COORDINATOR]
    signed.update(signed_by=None, signed_at=None, signed_as="")
    outcome.links.signed().update(status=ReviewLink.Status.CHANGED)
    if had_signed:
        notices.signature_fell(outcome, at=at)
        notices.ask_to_sign(outcome, roles=had_signed, but=but, at=at)
