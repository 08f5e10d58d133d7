"""Links that open one thing to whoever holds them, without logging in (P11).

Whether one still opens anything is for the row to say.
"""

from django.conf import settings
from django.urls import reverse

from assessments.external.models import Confirmation, ExternalRequest
from common.open_links import SignedIds

_REQUESTS = SignedIds("assessments.external-request")
_CONFIRMATIONS = SignedIds("assessments.confirmation")


def request_token(request: ExternalRequest) -> str:
    return _REQUESTS.sign(request.pk)


def request_url(request: ExternalRequest) -> str:
    """Return the whole address, for a QR code: built from SITE_URL alone."""
    return settings.SITE_URL + reverse("assessments:external-sign", args=[request_token(request)])


def find_request(token: str) -> ExternalRequest | None:
    """Return what a link belongs to, however it stands; None for one that is not ours."""
    rows = ExternalRequest.objects.with_what().with_learner()
    return rows.filter(pk=_REQUESTS.read(token)).first()


def confirmation_token(confirmation: Confirmation) -> str:
    return _CONFIRMATIONS.sign(confirmation.pk)


def find_confirmation(token: str) -> Confirmation | None:
    rows = Confirmation.objects.select_related(
        "sign_off__competency",
        "sign_off__level",
        "sign_off__external",
        "sign_off__assessor",
        "sign_off__preceptorship__program",
        "sign_off__preceptorship__learner__person",
    )
    return rows.filter(pk=_CONFIRMATIONS.read(token)).first()
