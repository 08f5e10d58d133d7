"""Who may change, log and discuss a goal: the only place here where a role is compared."""

from programs.mentoring.goals.models import Goal, GoalComment, GoalShare


def can_update_goal(person, goal: Goal) -> bool:
    """Goals belong to the mentee; a mentor reads and comments (M4)."""
    return goal.owner_id == person.pk


def can_log_goal(person, goal: Goal) -> bool:
    return can_update_goal(person, goal) and goal.archived_at is None


def can_comment_on_goal(person, goal: Goal, share: GoalShare | None) -> bool:
    """The two between whom the goal is shared, while it is."""
    return share is not None and person.pk in (goal.owner_id, share.mentorship.mentor.person_id)


def can_remove_comment(person, comment: GoalComment) -> bool:
    return comment.author_id == person.pk
