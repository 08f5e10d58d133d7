"""What a mentor or mentee is told of a goal when the other one acts: facts, never text (N7)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from people.models import Person
from people.notices.services.notice import take_back, tell
from programs.mentoring.goals.models import Goal, GoalComment
from programs.mentoring.mentorships.models import Mentorship


def goal_shared(goal: Goal, mentorship: Mentorship, *, at: datetime) -> None:
    _tell_of_goal(goal, mentorship.mentor.person, "goal_shared", partner=goal.owner, at=at)


def goal_achieved(goal: Goal, mentorship: Mentorship, *, at: datetime) -> None:
    _tell_of_goal(goal, mentorship.mentor.person, "goal_achieved", partner=goal.owner, at=at)


def goal_commented(goal: Goal, mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    """Once a day for each goal, however lively the talk is."""
    _tell_of_goal(goal, mentorship.partner_of(by), "goal_commented", partner=by, at=at)


def goals_unshared(goal_ids: Collection[UUID], *, at: datetime) -> None:
    take_back("goal_unshared", goal_ids, at=at)


def goal_reopened(goal: Goal, *, at: datetime) -> None:
    take_back("goal_reopened", [goal.pk], at=at)


def goal_date_settled(goal: Goal, *, at: datetime) -> None:
    take_back("goal_date_settled", [goal.pk], at=at)


def comment_removed(comment: GoalComment, *, at: datetime) -> None:
    """Nothing is left to read, where it was the only one of whoever wrote it."""
    others = GoalComment.objects.filter(goal=comment.goal_id, author=comment.author_id)
    if not others.exists():
        partner = comment.mentorship.partner_of(comment.author)
        take_back("comment_removed", [comment.goal_id], recipient=partner, at=at)


def _tell_of_goal(goal, recipient, kind, *, partner, at):
    tell(
        kind=kind,
        recipient=recipient,
        about=goal,
        facts={"partner": partner.name},
        path=reverse("programs:goal-detail", args=[goal.pk]),
        at=at,
    )
