"""What a mentor or mentee is told of a goal when the other one acts: facts, never text (N7)."""

from datetime import datetime

from django.urls import reverse

from people.models import Person
from people.notices.services.notice import tell
from programs.mentoring.goals.models import Goal
from programs.mentoring.mentorships.models import Mentorship


def goal_shared(goal: Goal, mentorship: Mentorship, *, at: datetime) -> None:
    _tell_of_goal(goal, mentorship.mentor.person, "goal_shared", partner=goal.owner, at=at)


def goal_achieved(goal: Goal, mentorship: Mentorship, *, at: datetime) -> None:
    _tell_of_goal(goal, mentorship.mentor.person, "goal_achieved", partner=goal.owner, at=at)


def goal_commented(goal: Goal, mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    """Once a day for each goal, however lively the talk is."""
    _tell_of_goal(goal, mentorship.partner_of(by), "goal_commented", partner=by, at=at)


def _tell_of_goal(goal, recipient, kind, *, partner, at):
    tell(
        kind=kind,
        recipient=recipient,
        about=goal,
        facts={"partner": partner.name},
        path=reverse("programs:goal-detail", args=[goal.pk]),
        at=at,
    )
