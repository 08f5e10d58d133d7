from assessments.concerns.models.action_plan import (
    ActionPlan,
    PlanAim,
    PlanAnswer,
    PlanMeeting,
    PlanOutcome,
    PlanReading,
)
from assessments.concerns.models.concern import (
    Concern,
    ConcernAnswer,
)
from assessments.concerns.models.not_achieved import (
    NotAchieved,
)

__all__ = [
    "ActionPlan",
    "Concern",
    "ConcernAnswer",
    "NotAchieved",
    "PlanAim",
    "PlanAnswer",
    "PlanMeeting",
    "PlanOutcome",
    "PlanReading",
]
