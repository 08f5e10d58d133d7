"""Asking somebody without an account for a signature, and what they answer (P11)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.external import request_notices as notices
from assessments.external.models import ExternalAssessor, ExternalRequest
from assessments.external.services.confirmation import plan_confirmation
from assessments.external.services.signer import Identity, SignerError, refuse_signer
from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_ask_for_sign_off
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import SignOffError, sign_off_competency
from common.addresses import address_key
from common.refusal import Refusal
from people.models import Person
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship

# Links that wait at the same time: more would be handed out, not asked for.
MOST_OPEN = 10

Status = ExternalRequest.Status


class ExternalRequestError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def ask_external(
    *,
    preceptorship: Preceptorship,
    competency: Competency,
    observed_on: date,
    by: Person,
    at: datetime,
    today: date,
) -> ExternalRequest:
    """Make a link by which one person signs one competency, once, within 14 days.

    :raises ExternalRequestError: if ``by`` is not the learner, the day will not do, the
        competency is critical or not of this preceptorship, or ten links wait already.
    """
    lock_record(preceptorship)
    if not can_ask_for_sign_off(by, preceptorship):
        raise ExternalRequestError(
            _("Only the person who learns can ask, while the record is open.")
        )
    state = preceptorship.competency_states.filter(competency=competency).first()
    if state is None:
        raise ExternalRequestError(_("This skill is not part of this record."))
    if state.is_critical:
        raise ExternalRequestError(
            _("This one is critical, so it can only be signed by someone with an account.")
        )
    if not preceptorship.starts_on <= observed_on <= today:
        raise ExternalRequestError(_("Choose a day from the start of the record to today."))
    if preceptorship.external_requests.open().count() >= MOST_OPEN:
        raise ExternalRequestError(
            _("You already have ten open links. Withdraw one of them first.")
        )
    return ExternalRequest.objects.create(
        preceptorship=preceptorship,
        competency=competency,
        observed_on=observed_on,
        requested_at=at,
        expires_at=at + ExternalRequest.LASTS,
    )


@transaction.atomic
def withdraw_external(*, request: ExternalRequest, by: Person, at: datetime) -> None:
    """End the link at once.

    :raises ExternalRequestError: if it no longer waits, or ``by`` is not the learner.
    """
    held = _lock(request)
    if not can_ask_for_sign_off(by, held.preceptorship):
        raise ExternalRequestError(_("Only the person who asked can do this."))
    _close(held, Status.WITHDRAWN, at=at)


@transaction.atomic
def decline_external(*, request: ExternalRequest, at: datetime) -> None:
    """Answer by the link that one could not assess it: no judgement, no record (P4).

    :raises ExternalRequestError: if the link opens nothing any more.
    """
    held = _lock(request, at=at)
    _close(held, Status.NOT_ASSESSED, at=at)
    notices.tell_not_assessed(held, at=at)


def sign_external(
    *,
    request: ExternalRequest,
    identity: Identity,
    at: datetime,
    today: date,
    browser_of: Person | None = None,
    **judged: Any,
) -> SignOff | None:
    """Sign by the link what one saw, use the link up, and mail a way to confirm it (P11).

    It counts for nothing until that is done. ``judged`` is how it was judged, as
    ``sign_off_competency`` takes it; the same ``idempotency_key`` again returns the same record.

    Where the address is that of an account nothing is signed and nothing is returned: its
    holder is told to log in, and the page says no more than to anybody else.

    :raises ExternalRequestError: if the link opens nothing any more, or a rule of signing
        refuses it; nothing is signed then.
    """
    try:
        with transaction.atomic():
            lock_record(request.preceptorship)
            done = SignOff.objects.filter(idempotency_key=judged["idempotency_key"]).first()
            if done and done == request.sign_off:
                return done
            held = _lock(request, at=at)
            holder = refuse_signer(held.preceptorship, identity, browser_of=browser_of)
            if holder:
                _close(held, Status.HAS_ACCOUNT, at=at)
                notices.tell_has_account(held, holder, at=at, today=today)
                return None
            return _sign(held, identity, judged, at=at, today=today)
    except (SignOffError, SignerError) as error:
        raise ExternalRequestError(str(error)) from error


def _sign(held, identity, judged, *, at, today):
    held.sign_off = sign_off_competency(
        preceptorship=held.preceptorship,
        competency=held.competency,
        observed_on=held.observed_on,
        by=_assessor(held.preceptorship, identity),
        channel=SignOff.Channel.EXTERNAL,
        at=at,
        today=today,
        **judged,
    )
    _close(held, Status.SIGNED, at=at)
    plan_confirmation(held.sign_off, identity.email, at=at)
    notices.tell_awaiting(held.sign_off, at=at)
    return held.sign_off


def expire_external(*, at: datetime) -> int:
    """End the links that nobody used; return how many."""
    return ExternalRequest.objects.expired(at).update(status=Status.EXPIRED, closed_at=at)


def _assessor(preceptorship, identity):
    """The same mailbox is the same assessor, who now may call themselves otherwise (P3)."""
    facts = {
        "name": identity.name,
        "role": identity.role,
        "registration_number": identity.registration_number,
    }
    assessor, _is_new = ExternalAssessor.objects.get_or_create(
        preceptorship=preceptorship,
        address_key=address_key(identity.email),
        defaults=facts | {"email": identity.email.lower()},
    )
    for name, value in facts.items():
        # For this signature; the row keeps what was said first.
        setattr(assessor, name, value)
    return assessor


def _lock(request, *, at=None):
    """Hold the record, then the request; it must still wait, and at ``at`` not be over."""
    lock_record(request.preceptorship)
    rows = ExternalRequest.objects.usable(at) if at else ExternalRequest.objects.open()
    held = rows.select_for_update(of=("self",)).select_related("competency")
    held = held.filter(pk=request.pk).first()
    if held is None:
        raise ExternalRequestError(_("This link has been used or withdrawn, or it has expired."))
    held.preceptorship = request.preceptorship
    return held


def _close(request, status, *, at):
    request.status, request.closed_at = status, at
    request.save(update_fields=["status", "closed_at", "sign_off"])
