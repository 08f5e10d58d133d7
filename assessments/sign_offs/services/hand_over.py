"""Signing on the learner's device: it is handed to a preceptor, who proves who they are."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.external.services.confirmation import plan_confirmation
from assessments.permissions import can_ask_for_sign_off
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import SignOffError, sign_off_competency
from assessments.sign_offs.services.signing_pin import check_pin
from common.refusal import Refusal
from people.models import Person
from programs.preceptorships.models import Preceptorship


class HandOverError(Refusal):
    """A rule refused the request."""


def sign_handed_over(
    *,
    preceptorship: Preceptorship,
    assessor: Person,
    pin: str,
    by: Person,
    at: datetime,
    today: date,
    **judged: Any,
) -> SignOff:
    """Sign as ``assessor`` on the device of the learner ``by``, whose session gains no right.

    Never a critical competency. The record says how it was signed, and the assessor is mailed
    a way to disown it, whatever notices they get. ``judged`` is what was seen and how it was
    judged, as ``sign_off_competency`` takes it.

    :raises PinError: if the PIN is not accepted.
    :raises HandOverError: if ``by`` is not the learner, or a rule of signing refuses it.
    """
    if not can_ask_for_sign_off(by, preceptorship):
        raise HandOverError(_("This can only be opened on the learner's own device."))
    # Before everything else, and outside the transaction that may be rolled back: a wrong
    # try is always counted.
    check_pin(person=assessor, pin=pin, at=at)
    try:
        with transaction.atomic():
            sign_off = sign_off_competency(
                preceptorship=preceptorship,
                by=assessor,
                channel=SignOff.Channel.HANDED_OVER,
                at=at,
                today=today,
                **judged,
            )
            if not hasattr(sign_off, "confirmation"):
                plan_confirmation(sign_off, assessor.email, at=at)
            return sign_off
    except SignOffError as error:
        raise HandOverError(str(error)) from error
