from assessments.sign_offs.models.sign_off import (
    CompetencyState,
    Progress,
    SignOff,
)
from assessments.sign_offs.models.sign_off_draft import (
    SignOffDraft,
)
from assessments.sign_offs.models.sign_off_request import (
    SignOffRequest,
)
from assessments.sign_offs.models.signing_pin import (
    SigningPin,
)

__all__ = [
    "CompetencyState",
    "Progress",
    "SignOff",
    "SignOffDraft",
    "SignOffRequest",
    "SigningPin",
]
