"""Asking a third person for their signature by a link, and what they do with it (P11, P27)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.external.services.signer import (
    Identity,
    SignerError,
    is_name_of,
    refuse_domain,
    with_account,
)
from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_ask_third_signer, part_in_review
from assessments.reviews.models import ReviewLink, ReviewOutcome, ReviewPart
from assessments.reviews.services.review_outcome import (
    ReviewError,
    Written,
    keep_written,
    open_outcome,
)
from people.mail_addresses import holder_of, is_address_of
from people.models import Person
from programs.cohorts.models import ProgramCoordinator
from programs.preceptorships.models import Review

Role = ReviewPart.Role
Status = ReviewLink.Status


@transaction.atomic
def ask_third_signer(*, review: Review, by: Person, at: datetime, today: date) -> ReviewLink:
    """Make the link by which the program's third signer signs; the one there is, if it waits.

    :raises ReviewError: if ``by`` may not, the program asks for no third signer, the review has
        not taken place, no outcome is chosen, or it is signed already.
    """
    lock_record(review.preceptorship)
    if not can_ask_third_signer(part_in_review(by, review, on=today)):
        raise ReviewError(_("Only those who review can ask for this signature."))
    outcome = open_outcome(review, at=at)
    part = outcome.parts.filter(role=Role.THIRD).first()
    if part is None or part.is_signed or outcome.is_complete:
        raise ReviewError(_("No other signature is needed here."))
    if review.held_on is None or not outcome.outcome:
        raise ReviewError(_("Mark the review as done and choose the outcome first."))
    return outcome.links.live().first() or ReviewLink.objects.create(
        outcome=outcome, asked_by=by, asked_at=at, expires_at=at + ReviewLink.LASTS
    )


@transaction.atomic
def withdraw_link(*, link: ReviewLink, by: Person, at: datetime, today: date) -> None:
    """End a link at once, or what was signed by it and is not confirmed.

    :raises ReviewError: if it no longer waits, or ``by`` may not.
    """
    held = hold_link(link)
    if not can_ask_third_signer(part_in_review(by, held.outcome.review, on=today)):
        raise ReviewError(_("Only those who review can do this."))
    if not held.is_live:
        raise ReviewError(_("This link has been used or withdrawn, or it has expired."))
    forget_signature(held)
    held.status = Status.WITHDRAWN
    held.save(update_fields=["status"])


@transaction.atomic
def sign_by_link(
    *,
    link: ReviewLink,
    identity: Identity,
    text: str,
    seen: str,
    at: datetime,
    browser_of: Person | None,
) -> None:
    """Keep what a third signer wrote, use the link up, and mail them a way to confirm it.

    The signature counts once it is confirmed from that mailbox. ``seen`` is what was agreed on
    when their page was made; what the others wrote they do not see, and do not sign.

    :raises ReviewError: if the link opens nothing any more, what is agreed changed since they
        opened it, or they may not sign this.
    """
    held = hold_link(link)
    if not held.is_usable(at):
        raise ReviewError(_("This link has been used or withdrawn, or it has expired."))
    review = held.outcome.review
    try:
        _refuse(review.preceptorship, identity, browser_of)
    except SignerError as error:
        raise ReviewError(str(error)) from error
    if seen != held.outcome.agreed:
        raise ReviewError(
            _(
                "The outcome or the next date changed after you opened this page, so nothing was "
                "signed. What you wrote is still here. Read what's new, then sign."
            )
        )
    part = held.outcome.parts.get(role=Role.THIRD)
    keep_written(part, Written(text=text), by=None, at=at)
    for name in Identity.__slots__:
        setattr(held, name, getattr(identity, name))
    held.email = identity.email.lower()
    held.status, held.signed_at = Status.SIGNED, at
    held.save()


def expire_links(*, at: datetime) -> int:
    """End the links that nobody used or confirmed in time; return how many."""
    count = 0
    for link in ReviewLink.objects.expired(at).with_review():
        with transaction.atomic():
            held = hold_link(link)
            if held.is_live:
                forget_signature(held)
                held.status = Status.EXPIRED
                held.save(update_fields=["status"])
                count += 1
    return count


def forget_signature(link: ReviewLink) -> None:
    """Take out of an open record what was signed by a link; the caller holds the lock.

    Where somebody signed by another link since, what stands there is theirs.
    """
    outcome = link.outcome
    if link.signed_at is None or outcome.is_complete:
        return
    if outcome.links.filter(signed_at__gt=link.signed_at).exists():
        return
    blank = {"text": "", "signed_as": "", "signed_at": None, "written_at": None}
    outcome.parts.filter(role=Role.THIRD).update(**blank)
    outcome.version, outcome.changed_by = outcome.version + 1, None
    outcome.save(update_fields=["version", "changed_by"])


def hold_link(link: ReviewLink) -> ReviewLink:
    """Lock the record, then read the link as it stands, with the people as they were read."""
    review = link.outcome.review
    lock_record(review.preceptorship)
    held = ReviewLink.objects.select_for_update(of=("self",)).select_related("outcome")
    held = held.get(pk=link.pk)
    held.outcome.review = review
    return held


def _refuse(preceptorship, identity, browser_of):
    """Whoever signs or learns here by an account, or mentors the learner, is no third (P4, M7)."""
    learner = preceptorship.learner.person
    if is_address_of(identity.email, learner):
        raise SignerError(_("You can't sign your own review here."))
    refuse_domain(preceptorship, identity.email)
    holder, barred = holder_of(identity.email), _barred(preceptorship)
    if is_name_of(identity.name, barred) or holder in barred:
        raise SignerError(
            _(
                "This link is for someone else. If you take part in this review, sign it with "
                "your account."
            )
        )
    if browser_of and browser_of not in (learner, holder):
        raise SignerError(
            _("%(name)s is logged in here. The person who signs has to open the link themselves.")
            % {"name": browser_of.name}
        )


def is_barred(holder: Person | None, outcome: ReviewOutcome) -> bool:
    """Whether this browser's person may not confirm: the learner, who reviews, or a mentor."""
    return holder in _barred(outcome.review.preceptorship)


def _barred(preceptorship):
    named = ProgramCoordinator.objects.filter(program=preceptorship.program_id)
    coordinators = [row.person for row in named.select_related("person")]
    return [preceptorship.learner.person, *with_account(preceptorship), *coordinators]
