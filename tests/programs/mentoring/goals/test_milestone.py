from uuid import uuid4

import pytest
from django.db import IntegrityError

from programs.mentoring.goals.services import milestone as services
from programs.mentoring.goals.services.goal import GoalError
from tests.factories import NOON, TODAY, GoalFactory, GoalShareFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def test_add_milestone_comes_behind_the_others():
    goal = GoalFactory()
    first = services.add_milestone(goal=goal, title="Watch one", readers=None)
    services.remove_milestone(milestone=first)
    MilestoneFactory(goal=goal, position=7)

    services.add_milestone(goal=goal, title="Do one", readers=None, due_on=TODAY)

    assert [step.position for step in goal.milestones.all()] == [7, 8]


@pytest.mark.parametrize("readers", [None, uuid4()])
def test_m5_add_milestone_refuses_readers_the_writer_was_not_told_of(readers):
    share = GoalShareFactory()

    with pytest.raises(GoalError, match="has changed"):
        services.add_milestone(goal=share.goal, title="A secret", readers=readers)


def test_add_milestone_stops_at_fifty():
    goal = GoalFactory()
    for position in range(services.MOST_STEPS):
        MilestoneFactory(goal=goal, position=position)

    with pytest.raises(GoalError):
        services.add_milestone(goal=goal, title="And another", readers=None)


def test_complete_milestone_keeps_its_first_day():
    step = MilestoneFactory(done_on=TODAY)

    services.complete_milestone(milestone=step, on=NOON.date().replace(year=2030))

    step.refresh_from_db()
    assert step.done_on == TODAY


def test_reopen_milestone():
    step = MilestoneFactory(done_on=TODAY)

    services.reopen_milestone(milestone=step)

    step.refresh_from_db()
    assert step.done_on is None


def test_milestone_position_once():
    step = MilestoneFactory()

    with pytest.raises(IntegrityError):
        MilestoneFactory(goal=step.goal, position=step.position)


def test_milestone_has_a_title():
    with pytest.raises(IntegrityError):
        MilestoneFactory(title="")
