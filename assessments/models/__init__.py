"""Every model of this app, for Django to find; code imports them from their rooms."""

from assessments.certificates.models import (
    Certificate,
    MentorshipOffer,
    Revalidation,
)
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
from assessments.reviews.models import (
    ReviewLink,
    ReviewOutcome,
    ReviewPart,
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
    "Certificate",
    "CompetencyState",
    "Concern",
    "ConcernAnswer",
    "Confirmation",
    "Evidence",
    "ExternalAssessor",
    "ExternalRequest",
    "LedgerEntry",
    "LedgerSeal",
    "MentorshipOffer",
    "NotAchieved",
    "PlanAim",
    "PlanAnswer",
    "PlanMeeting",
    "PlanOutcome",
    "PlanReading",
    "PracticeNote",
    "Progress",
    "Revalidation",
    "ReviewLink",
    "ReviewOutcome",
    "ReviewPart",
    "SignOff",
    "SignOffDraft",
    "SignOffRequest",
    "SignatureContent",
    "SigningPin",
]
