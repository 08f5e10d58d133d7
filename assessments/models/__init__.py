from assessments.models.ledger import LedgerEntry, SignatureContent
from assessments.models.sign_off import CompetencyState, Progress, SignOff

__all__ = ["CompetencyState", "LedgerEntry", "Progress", "SignOff", "SignatureContent"]
