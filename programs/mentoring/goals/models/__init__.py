from programs.mentoring.goals.models.goal import (
    Goal,
    GoalEntry,
    GoalFile,
    GoalShare,
    Milestone,
    SharedAchievement,
)
from programs.mentoring.goals.models.goal_comment import (
    GoalComment,
)
from programs.mentoring.goals.models.goal_template import (
    GoalTemplate,
)

__all__ = [
    "Goal",
    "GoalComment",
    "GoalEntry",
    "GoalFile",
    "GoalShare",
    "GoalTemplate",
    "Milestone",
    "SharedAchievement",
]
