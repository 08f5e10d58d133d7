"""Telling the program of an achievement: a separate act, title and date only (M4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.mentoring.goals.models import Goal, SharedAchievement
from programs.mentoring.goals.services.goal import GoalError, lock_goal
from programs.mentoring.mentorships.models import Mentorship


@transaction.atomic
def share_achievement(
    *, goal: Goal, mentorship: Mentorship, title: str, at: datetime
) -> SharedAchievement:
    """Let the coordinators of the mentorship's program see ``title`` and the date.

    The title is a copy in words of its own: changing the goal later tells them nothing.

    :raises GoalError: if the goal is not achieved, was told before, or the mentorship is
        not the owner's own.
    """
    goal, __ = lock_goal(goal)
    if goal.achieved_on is None:
        raise GoalError(_("You can only share a goal with the program once it is achieved."))
    if SharedAchievement.objects.filter(goal=goal).exists():
        raise GoalError(_("This goal is already shared with the program."))
    if mentorship.learner.person_id != goal.owner_id:
        raise GoalError(_("You can only share it with a program you take part in."))

    return SharedAchievement.objects.create(
        goal=goal,
        mentorship=mentorship,
        title=title,
        achieved_on=goal.achieved_on,
        shared_at=at,
    )


def withdraw_achievement(*, goal: Goal) -> None:
    """Take back what the program was told, at once."""
    SharedAchievement.objects.filter(goal=goal).delete()
