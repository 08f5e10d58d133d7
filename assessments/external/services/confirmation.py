"""The mail to whoever signed without logging in: "I signed this", "this was not me" (P11)."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.external.links import confirmation_token
from assessments.external.models import Confirmation
from assessments.external.request_notices import tell_confirmed, tell_unconfirmed
from assessments.external.services.confirmation_mail import BATCH, send_waiting
from assessments.external.services.suspension import suspend_sign_off
from assessments.ledger import chain
from assessments.ledger.services.ledger import append_entry
from assessments.ledger.services.record_lock import lock_record
from assessments.progress.services import recount_afresh
from assessments.sign_offs.models import SignOff
from common.refusal import Refusal
from people.letters import Letter
from people.models import Person
from people.services.line_management import mentored_by
from programs.preceptorships.permissions import is_learner_of


class ConfirmationError(Refusal):
    """A rule refused the request."""


def plan_confirmation(sign_off: SignOff, email: str, *, at: datetime) -> Confirmation:
    """Let a mail wait, in the transaction of the signature that it is about."""
    return Confirmation.objects.create(
        sign_off=sign_off, email=email, created_at=at, expires_at=at + Confirmation.LASTS
    )


@transaction.atomic
def confirm_signature(*, confirmation: Confirmation, holder: Person | None, at: datetime) -> None:
    """Let a signature by a link count: whoever holds the mailbox says that it is theirs (P11).

    ``holder``: whose session the browser carries, if anybody's. Said again, it changes nothing.

    :raises ConfirmationError: in the learner's own session (P4) or their mentor's (M7), after
        14 days, or if the signature is on hold, revoked, or was not given by a link.
    """
    preceptorship = confirmation.sign_off.preceptorship
    lock_record(preceptorship)
    signed = SignOff.objects.select_related("competency", "external", "entry__content")
    signed = signed.get(pk=confirmation.sign_off_id)
    signed.preceptorship = preceptorship
    if signed.confirmed_at and signed.is_standing:
        return
    _refuse_confirming(signed, holder, at=at)
    entry = append_entry(
        preceptorship=preceptorship,
        act=chain.Confirmation(sign_off=signed.pk, external=signed.external_id),
        content=_content(signed, confirmation.email),
        at=at,
    )
    signed.confirming, signed.confirmed_at = entry, entry.recorded_at
    signed.save(update_fields=["confirming", "confirmed_at"])
    recount_afresh(preceptorship, signed.competency)
    tell_confirmed(signed, at=at)


def _refuse_confirming(signed, holder, *, at):
    if holder and is_learner_of(holder, signed.preceptorship):
        raise ConfirmationError(
            _(
                "You can't confirm a signature for yourself. The person who signed has to open the "
                "link in the e-mail on their own device."
            )
        )
    learner = signed.preceptorship.learner.person
    if holder and (learner.pk, holder.pk) in mentored_by([learner.pk]):
        raise ConfirmationError(_("You can't sign %(name)s off.") % {"name": learner})
    if not signed.is_unconfirmed:
        raise ConfirmationError(_("There is nothing to confirm here any more."))
    if signed.revoked_at or signed.suspended_at:
        raise ConfirmationError(_("This signature is on hold or was revoked."))
    if at >= signed.confirm_until:
        raise ConfirmationError(
            _("The 14 days to confirm this have passed. The learner can ask you again.")
        )


def _content(signed, email):
    told = getattr(signed.entry, "content", None)
    return chain.Content(
        signed_as=told.signed_as if told else signed.external.name_as_signed,
        learner_name=signed.preceptorship.learner.person.name,
        text="",
        identity=email,
    )


def lapse_unconfirmed(*, at: datetime) -> int:
    """Tell learners of the links' signatures that nobody confirmed in time; return how many."""
    overdue = Confirmation.objects.overdue(at).select_related(
        "sign_off__competency", "sign_off__external", "sign_off__preceptorship__learner__person"
    )
    count = 0
    for confirmation in overdue:
        with transaction.atomic():
            lapsing = Confirmation.objects.filter(pk=confirmation.pk, lapsed_at=None)
            if lapsing.update(lapsed_at=at):
                tell_unconfirmed(confirmation.sign_off, at=at)
                count += 1
    return count


@transaction.atomic
def disown_signature(*, confirmation: Confirmation, at: datetime) -> None:
    """Say that one did not sign this: it no longer counts until a coordinator decides (P11).

    Said again, it changes nothing.

    :raises ConfirmationError: after 30 days.
    """
    lock_record(confirmation.sign_off.preceptorship)
    held = Confirmation.objects.select_for_update(of=("self",)).get(pk=confirmation.pk)
    if held.disowned_at:
        return
    if at >= held.expires_at:
        raise ConfirmationError(_("The 30 days have passed. Please write to the program instead."))
    held.disowned_at = at
    held.save(update_fields=["disowned_at"])
    suspend_sign_off(sign_off=confirmation.sign_off, at=at)


def send_confirmations(*, limit: int = BATCH, clock: Callable[[], datetime]) -> int:
    """Send up to ``limit`` waiting mails, oldest first, and return how many went out."""
    return send_waiting(
        Confirmation.objects.unsent(),
        compose,
        since="created_at",
        name="confirmation",
        limit=limit,
        clock=clock,
    )


def compose(confirmation: Confirmation):
    """Write the mail: that something was signed, never what was said about anybody (N7)."""
    sign_off = SignOff.objects.with_content().with_preceptorship()
    sign_off = sign_off.get(pk=confirmation.sign_off_id)
    person = sign_off.assessor
    with translation.override(person.language if person else None):
        letter = Letter(
            to=confirmation.email,
            name=person.get_short_name() if person else sign_off.external.name,
            **(_words_to_somebody_known() if person else _words_to_confirm()),
            path=reverse(
                "assessments:confirmation-disown", args=[confirmation_token(confirmation)]
            ),
            foot=_("You get this because your e-mail address was given with the signature."),
        )
        return letter.message()


def _words_to_confirm():
    return {
        "subject": _("Please confirm your signature"),
        "line": _(
            "A skill was signed by link in Alongside, and this e-mail address was given with the "
            "signature. If that was you, please confirm it within 14 days: it doesn't count "
            "until you do. If it wasn't you, please tell us."
        ),
        "act": _("See and confirm"),
    }


def _words_to_somebody_known():
    return {
        "subject": _("Someone signed in your name"),
        "line": _(
            "Someone signed a skill in Alongside in your name. If that was you, there's "
            "nothing to do. If it wasn't, please tell us within 30 days."
        ),
        "act": _("See what was signed"),
    }
