"""The mail to a third signer: "yes, I signed this", "this was not me" (P11, P27)."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.external.services.confirmation_mail import BATCH, send_waiting
from assessments.reviews import notices
from assessments.reviews.links import confirmation_token
from assessments.reviews.models import ReviewLink, ReviewPart
from assessments.reviews.services.review_link import forget_signature, hold_link, is_barred
from assessments.reviews.services.review_outcome import ReviewError
from assessments.reviews.services.signing import settle
from people.letters import Letter
from people.models import Person

Status = ReviewLink.Status


@transaction.atomic
def confirm_link(*, link: ReviewLink, holder: Person | None, at: datetime) -> None:
    """Let the signature count: whoever holds the mailbox says that it is theirs.

    ``holder``: whose session the browser carries, if anybody's. Said again, it changes nothing.

    :raises ReviewError: in the browser of who reviews or learns here, after 14 days, or where
        what was signed is another by now.
    """
    held = hold_link(link)
    if held.status == Status.CONFIRMED:
        return
    if is_barred(holder, held.outcome):
        raise ReviewError(
            _(
                "It can't be confirmed in this browser. The person who signed by the link has to "
                "confirm it on their own device."
            )
        )
    if held.status == Status.CHANGED:
        raise ReviewError(
            _("The outcome or the next date changed after you signed. You'll be asked again.")
        )
    if held.status != Status.SIGNED or at >= held.confirm_until:
        raise ReviewError(_("There is nothing to confirm here any more."))
    part = held.outcome.parts.get(role=ReviewPart.Role.THIRD)
    part.signed_at, part.signed_as = at, held.name_as_signed
    part.save(update_fields=["signed_at", "signed_as"])
    held.status, held.confirmed_at = Status.CONFIRMED, at
    held.save(update_fields=["status", "confirmed_at"])
    notices.part_signed(part, by=None, at=at)
    settle(held.outcome, by=None, at=at)


@transaction.atomic
def disown_link(*, link: ReviewLink, at: datetime) -> None:
    """Say that one did not sign this: the coordinator is told.

    Before all have signed the signature falls with what was written under it. In a complete
    record it stands until somebody corrects that. Said again, it changes nothing.

    :raises ReviewError: after 30 days, or if nothing is signed by it.
    """
    held = hold_link(link)
    if held.disowned_at:
        return
    if held.signed_at is None or at >= held.disown_until:
        raise ReviewError(_("The 30 days have passed. Please write to the program instead."))
    forget_signature(held)
    held.disowned_at, held.status = at, Status.DISOWNED
    held.save(update_fields=["disowned_at", "status"])
    notices.disowned(held, at=at)


def send_review_mails(*, limit: int = BATCH, clock: Callable[[], datetime]) -> int:
    """Send up to ``limit`` waiting mails, oldest first, and return how many went out."""
    return send_waiting(
        ReviewLink.objects.unsent(),
        compose,
        since="signed_at",
        name="confirmation of a review",
        limit=limit,
        clock=clock,
    )


def compose(link: ReviewLink):
    """Write the mail: that something was signed, never what was said about anybody (N7)."""
    letter = Letter(
        to=link.email,
        name=link.name,
        subject=_("Please confirm your signature"),
        line=_(
            "A review was signed by link in Alongside, and this e-mail address was given with the "
            "signature. If that was you, please confirm it within 14 days: it doesn't count until "
            "you do. If it wasn't you, please tell us."
        ),
        act=_("See and confirm"),
        path=reverse("assessments:review-link-confirm", args=[confirmation_token(link)]),
        foot=_("You get this because your e-mail address was given with the signature."),
    )
    return letter.message()
