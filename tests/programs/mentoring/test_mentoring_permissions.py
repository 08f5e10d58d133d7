"""Each rule of programs/permissions.py about mentoring, by role and by state."""

import pytest

from programs.mentoring.goals import permissions as goals_permissions
from programs.mentoring.meetings import permissions as meetings_permissions
from programs.mentoring.mentorships import permissions as mentorships_permissions
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.wall import permissions as wall_permissions
from tests.factories import (
    NOON,
    CheckInFactory,
    CheckInNoteFactory,
    GoalCommentFactory,
    GoalFactory,
    GoalShareFactory,
    MentorshipFactory,
)
from tests.programs.mentoring.mentoring_cast import pair_with_secrets

pytestmark = pytest.mark.django_db
Status = Mentorship.Status

ROLES = (
    "mentee",
    "mentor",
    "other_mentor",
    "former_mentor",
    "coordinator",
    "administrator",
    "stranger",
)
THE_TWO = {"mentee", "mentor"}
RUNNING = {Status.TRIAL, Status.ACTIVE, Status.WINDING_DOWN}
OPEN = set(Status) - {Status.CLOSED, Status.FOLLOW_UP}

# Who may, and in which states.
OF_A_MENTORSHIP = {
    mentorships_permissions.can_leave_mentorship: set(Status),
    mentorships_permissions.can_pause_mentorship: RUNNING,
    mentorships_permissions.can_resume_mentorship: {Status.PAUSED},
    meetings_permissions.can_plan_check_in: RUNNING,
    meetings_permissions.can_record_check_in: OPEN,
}


@pytest.fixture
def pair():
    return pair_with_secrets()


def allowed(pair, rule, *arguments):
    return {role for role in ROLES if rule(getattr(pair, role), *arguments)}


def put_into(mentorship, status):
    mentorship.status = status
    mentorship.closed_at = None if status in OPEN else NOON
    return mentorship


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("rule", OF_A_MENTORSHIP, ids=lambda rule: rule.__name__)
def test_rules_of_a_mentorship(pair, rule, status):
    mentorship = put_into(pair.mentorship, status)

    expected = THE_TWO if status in OF_A_MENTORSHIP[rule] else set()
    assert allowed(pair, rule, mentorship) == expected


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("cancelled_at", [None, NOON])
def test_can_update_check_in(pair, status, cancelled_at):
    put_into(pair.mentorship, status)
    check_in = CheckInFactory.build(mentorship=pair.mentorship, cancelled_at=cancelled_at)

    expected = THE_TWO if status in OPEN and not cancelled_at else set()
    assert allowed(pair, meetings_permissions.can_update_check_in, check_in) == expected


def test_can_update_note_is_its_authors(pair):
    note = CheckInNoteFactory(author=pair.mentor, check_in=pair.check_in)

    assert allowed(pair, meetings_permissions.can_update_note, note) == {"mentor"}


@pytest.mark.parametrize(("archived_at", "loggers"), [(None, {"mentee"}), (NOON, set())])
def test_m4_a_goal_is_its_owners_to_change(pair, archived_at, loggers):
    pair.goal.archived_at = archived_at

    assert allowed(pair, goals_permissions.can_update_goal, pair.goal) == {"mentee"}
    assert allowed(pair, goals_permissions.can_log_goal, pair.goal) == loggers


def test_m4_the_two_of_a_share_may_comment(pair):
    share = pair.goal.shares.in_force().get()

    assert allowed(pair, goals_permissions.can_comment_on_goal, pair.goal, share) == THE_TWO
    assert allowed(pair, goals_permissions.can_comment_on_goal, pair.private_goal, None) == set()


def test_can_remove_comment_is_its_authors(pair):
    comment = GoalCommentFactory(goal=pair.goal, mentorship=pair.mentorship)

    assert allowed(pair, goals_permissions.can_remove_comment, comment) == {"mentor"}


def test_m5_facts_are_for_those_who_run_the_program(pair):
    rule = wall_permissions.can_read_mentorship_facts

    assert allowed(pair, rule, pair.mentorship.program) == {"coordinator", "administrator"}
    assert allowed(pair, rule, MentorshipFactory().program) == {"administrator"}


def test_a_mentor_of_one_goal_is_none_of_another(pair):
    other = GoalShareFactory(goal=GoalFactory())

    assert allowed(pair, goals_permissions.can_comment_on_goal, other.goal, other) == set()
