from assessments.models.ledger import LedgerEntry, SignatureContent
from assessments.models.sign_off import CompetencyState, Progress, SignOff
from assessments.models.sign_off_request import SignOffRequest

__all__ = [
    "CompetencyState",
    "LedgerEntry",
    "Progress",
    "SignOff",
    "SignOffRequest",
    "SignatureContent",
]
