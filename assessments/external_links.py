"""Links that open one thing to whoever holds them, without logging in (P11).

A token is a row's id with a signature (HMAC-SHA256 under SECRET_KEY): nothing is stored that
would have to be kept secret, and a link can be shown or mailed again. Whether it still opens
anything is for the row to say.
"""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from assessments.models import Confirmation, ExternalRequest

_REQUESTS = signing.Signer(salt="assessments.external-request", sep=".")
_CONFIRMATIONS = signing.Signer(salt="assessments.confirmation", sep=".")


def request_token(request: ExternalRequest) -> str:
    return _REQUESTS.sign(request.pk.hex)


def request_url(request: ExternalRequest) -> str:
    """Return the whole address, for a QR code: built from SITE_URL alone."""
    return settings.SITE_URL + reverse("assessments:external-sign", args=[request_token(request)])


def find_request(token: str) -> ExternalRequest | None:
    """Return what a link belongs to, however it stands; None for one that is not ours."""
    rows = ExternalRequest.objects.with_what().with_learner()
    return rows.filter(pk=_read(_REQUESTS, token)).first()


def confirmation_token(confirmation: Confirmation) -> str:
    return _CONFIRMATIONS.sign(confirmation.pk.hex)


def find_confirmation(token: str) -> Confirmation | None:
    rows = Confirmation.objects.select_related(
        "sign_off__competency",
        "sign_off__level",
        "sign_off__external",
        "sign_off__assessor",
        "sign_off__preceptorship__program",
        "sign_off__preceptorship__learner__person",
    )
    return rows.filter(pk=_read(_CONFIRMATIONS, token)).first()


def _read(signer, token):
    try:
        return UUID(hex=signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
