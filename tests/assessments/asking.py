from assessments.services.sign_off_request import ask_for_sign_offs
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
