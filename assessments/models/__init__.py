"""Every model of this app, for Django to find; code imports them from their rooms."""

from assessments.concerns.models import (
    ActionPlan,
    Concern,
    ConcernAnswer,
    NotAchieved,
    PlanAim,
    PlanAnswer,
    PlanMeeting,
    PlanOutcome,
    PlanReading,
)
from assessments.evidence.models import (
    Evidence,
)
from assessments.external.models import (
    Confirmation,
    ExternalAssessor,
    ExternalRequest,
)
from assessments.ledger.models import (
    LedgerEntry,
    LedgerSeal,
    SignatureContent,
)
from assessments.practice.models import (
    PracticeNote,
)
from assessments.sign_offs.models import (
    CompetencyState,
    Progress,
    SigningPin,
    SignOff,
    SignOffDraft,
    SignOffRequest,
)

__all__ = [
    "ActionPlan",
    "CompetencyState",
    "Concern",
    "ConcernAnswer",
    "Confirmation",
    "Evidence",
    "ExternalAssessor",
    "ExternalRequest",
    "LedgerEntry",
    "LedgerSeal",
    "NotAchieved",
    "PlanAim",
    "PlanAnswer",
    "PlanMeeting",
    "PlanOutcome",
    "PlanReading",
    "PracticeNote",
    "Progress",
    "SignOff",
    "SignOffDraft",
    "SignOffRequest",
    "SignatureContent",
    "SigningPin",
]
