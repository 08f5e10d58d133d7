from uuid import uuid4

from assessments.external.models import Confirmation
from assessments.external.services import external_request as services
from assessments.external.services.confirmation import confirm_signature
from assessments.sign_offs.services.sign_off_request import ask_for_sign_offs
from programs.cohorts.models import Method
from tests.factories import NOON, TODAY


def ask(bedside, *competencies, **given):
    """Amara asks Priya for the catheter, as seen today, unless told."""
    asked = {
        "preceptorship": bedside.preceptorship,
        "competencies": competencies or [bedside.catheter],
        "assessor": bedside.priya,
        "observed_on": TODAY,
        "by": bedside.amara,
        "at": NOON,
        "today": TODAY,
    } | given
    return ask_for_sign_offs(**asked)


JO = services.Identity(
    name="Jo Park", role="Physiotherapist", registration_number="PH12345", email="jo@example.org"
)


def ask_external(bedside, **given):
    """Amara makes a link for the catheter, as seen today, unless told."""
    asked = {
        "preceptorship": bedside.preceptorship,
        "competency": bedside.catheter,
        "observed_on": TODAY,
        "by": bedside.amara,
        "at": NOON,
        "today": TODAY,
    } | given
    return services.ask_external(**asked)


def sign_external(bedside, asked, **given):
    """Jo signs by the link at level 4."""
    signed = {
        "request": asked,
        "identity": JO,
        "level": bedside.levels[4],
        "method": Method.WORKPLACE,
        "comment": "",
        "idempotency_key": uuid4(),
        "at": NOON,
        "today": TODAY,
    } | given
    return services.sign_external(**signed)


def confirm_external(signed, *, holder=None, at=NOON):
    """Confirm from the mailbox what was signed by a link; return it as it then stands."""
    rows = Confirmation.objects.select_related("sign_off__preceptorship__learner__person")
    confirm_signature(confirmation=rows.get(sign_off=signed), holder=holder, at=at)
    signed.refresh_from_db()
    return signed
