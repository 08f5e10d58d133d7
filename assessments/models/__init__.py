from assessments.models.confirmation import Confirmation
from assessments.models.evidence import Evidence
from assessments.models.external_assessor import ExternalAssessor
from assessments.models.external_request import ExternalRequest
from assessments.models.ledger import LedgerEntry, SignatureContent
from assessments.models.practice_note import PracticeNote
from assessments.models.sign_off import CompetencyState, Progress, SignOff
from assessments.models.sign_off_draft import SignOffDraft
from assessments.models.sign_off_request import SignOffRequest
from assessments.models.signing_pin import SigningPin

__all__ = [
    "CompetencyState",
    "Confirmation",
    "Evidence",
    "ExternalAssessor",
    "ExternalRequest",
    "LedgerEntry",
    "PracticeNote",
    "Progress",
    "SignOff",
    "SignOffDraft",
    "SignOffRequest",
    "SignatureContent",
    "SigningPin",
]
