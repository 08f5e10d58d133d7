"""A signature disowned by whoever it names, and what a coordinator makes of it (P11)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.certificates.services.doubt import judge_certificate
from assessments.external.suspension_notices import tell_disowned, tell_reinstated
from assessments.ledger import chain
from assessments.ledger.services.ledger import append_entry
from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_reinstate_sign_off
from assessments.progress.services import recount_afresh
from assessments.sign_offs.models import SignOff
from common.refusal import Refusal
from people.models import Person
from people.names import signing_name


class SuspensionError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def suspend_sign_off(*, sign_off: SignOff, at: datetime) -> None:
    """Let a disowned signature count no more until a coordinator has looked into it (P11).

    Coordinators and the learner are told. One that is revoked or suspended stays as it is.
    """
    current = _lock(sign_off)
    if current.revoked_at or current.suspended_at:
        return
    preceptorship = current.preceptorship
    entry = append_entry(
        preceptorship=preceptorship,
        act=chain.Suspension(sign_off=current.pk),
        content=_content(preceptorship, current.signer.name_as_signed, ""),
        at=at,
    )
    current.suspension, current.suspended_at = entry, entry.recorded_at
    current.save(update_fields=["suspension", "suspended_at"])
    recount_afresh(preceptorship, current.competency)
    tell_disowned(current, at=at)
    judge_certificate(preceptorship, at=at)


@transaction.atomic
def reinstate_sign_off(*, sign_off: SignOff, by: Person, reason: str, at: datetime) -> None:
    """Let it count again, with the reason for it in the record.

    :raises SuspensionError: if it is not suspended, the reason is empty, ``by`` may not, or it
        was never confirmed from the mailbox.
    """
    reason = reason.strip()
    if not reason:
        raise SuspensionError(_("Please give a reason. It stays with the record."))
    current = _lock(sign_off)
    if current.suspended_at is None or current.revoked_at:
        raise SuspensionError(_("This signature is no longer on hold."))
    if current.is_unconfirmed:
        raise SuspensionError(
            _("It was never confirmed by e-mail, so it can't count. The learner can ask again.")
        )
    preceptorship = current.preceptorship
    if not can_reinstate_sign_off(by, current):
        raise SuspensionError(_("Only a coordinator of the program can do this."))
    append_entry(
        preceptorship=preceptorship,
        act=chain.Reinstatement(sign_off=current.pk, reinstated_by=by.pk),
        content=_content(preceptorship, signing_name(by, at=at), reason),
        at=at,
    )
    current.suspension, current.suspended_at = None, None
    current.save(update_fields=["suspension", "suspended_at"])
    recount_afresh(preceptorship, current.competency)
    tell_reinstated(current, by=by, at=at)
    judge_certificate(preceptorship, at=at)


def _lock(sign_off):
    lock_record(sign_off.preceptorship)
    current = SignOff.objects.select_related("competency", "assessor", "external")
    current = current.get(pk=sign_off.pk)
    current.preceptorship = sign_off.preceptorship
    return current


def _content(preceptorship, signed_as, text):
    return chain.Content(
        signed_as=signed_as, learner_name=preceptorship.learner.person.name, text=text
    )
