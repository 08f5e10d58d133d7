"""What the calendar does to mentorships, which wait for nobody (M13, M15)."""

from datetime import timedelta
from functools import partial

import pytest

from people.notices.models import Notice
from people.notices.services.reminders import plan_reminders
from programs.cohorts.models import Exclusion
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.mentorship import wind_down_mentorship
from programs.mentoring.mentorships.services.mentorship_sweep import advance_mentorships
from tests.factories import (
    NOON,
    TODAY,
    CheckInFactory,
    MentorshipFactory,
    MentorshipPauseFactory,
)

plan_mentoring = partial(plan_reminders, "mentoring", "wall")
pytestmark = pytest.mark.django_db
Status, Ending = Mentorship.Status, Mentorship.Ending
DAY = timedelta(days=1)


def sweep(at=NOON):
    return advance_mentorships(today=at.date(), at=at)


def fresh(mentorship):
    return Mentorship.objects.get(pk=mentorship.pk)


def test_m15_a_silent_proposal_comes_to_nothing():
    expired = MentorshipFactory(status="proposed", proposal_expires_at=NOON)
    waiting = MentorshipFactory(status="proposed", proposal_expires_at=NOON + DAY)

    assert sweep() == 1

    assert fresh(expired).ending == Ending.NOT_BEGUN
    assert fresh(waiting).status == Status.PROPOSED
    assert Notice.objects.filter(kind="mentorship_not_begun").count() == 2
    # Saying nothing is no refusal: the two may be proposed again.
    assert not Exclusion.objects.exists()


def test_m15_a_trial_goes_on_by_itself():
    over = MentorshipFactory(status="trial", trial_ends_on=TODAY)
    lasts = MentorshipFactory(status="trial", trial_ends_on=TODAY + DAY)

    assert sweep() == 1

    assert (fresh(over).status, fresh(lasts).status) == (Status.ACTIVE, Status.TRIAL)


def test_m13_the_last_weeks_begin_six_weeks_before_the_planned_end():
    near = MentorshipFactory(planned_end_on=TODAY + timedelta(weeks=6))
    far = MentorshipFactory(planned_end_on=TODAY + timedelta(weeks=6, days=1))
    endless = MentorshipFactory(planned_end_on=None)

    assert sweep() == 1

    statuses = [fresh(mentorship).status for mentorship in (near, far, endless)]
    assert statuses == [Status.WINDING_DOWN, Status.ACTIVE, Status.ACTIVE]
    assert Notice.objects.filter(kind="mentorship_winding_down").count() == 2


def test_m13_it_closes_by_itself_and_waits_for_no_answer():
    past = MentorshipFactory(status="winding_down", planned_end_on=TODAY - DAY)
    last_day = MentorshipFactory(status="winding_down", planned_end_on=TODAY)

    assert sweep() == 1

    closed = fresh(past)
    assert (closed.status, closed.ending, closed.closed_by) == (
        Status.CLOSED,
        Ending.COMPLETED,
        None,
    )
    assert fresh(last_day).status == Status.WINDING_DOWN


@pytest.mark.parametrize(("days", "is_lapsed"), [(179, False), (180, True)])
def test_m15_it_lapses_after_half_a_year_of_silence(days, is_lapsed):
    mentorship = MentorshipFactory(starts_on=TODAY - timedelta(days=400))
    met_at = NOON - timedelta(days=days)
    CheckInFactory(mentorship=mentorship, starts_at=met_at, held_at=met_at)

    sweep()

    assert (fresh(mentorship).ending == Ending.LAPSED) == is_lapsed


def test_m12_a_pause_keeps_it_from_lapsing():
    long_ago = TODAY - timedelta(days=400)
    paused = MentorshipFactory(paused=True, starts_on=long_ago)
    resumed = MentorshipFactory(starts_on=long_ago)
    MentorshipPauseFactory(mentorship=resumed, valid_from=long_ago, valid_to=TODAY - 9 * DAY)

    assert sweep() == 0

    assert [fresh(paused).status, fresh(resumed).status] == [Status.PAUSED, Status.ACTIVE]


def test_m15_what_is_booked_does_not_lapse():
    mentorship = MentorshipFactory(starts_on=TODAY - timedelta(days=400))
    CheckInFactory(mentorship=mentorship, starts_at=NOON + DAY)

    assert sweep() == 0


def test_m15_a_program_may_never_let_one_lapse():
    mentorship = MentorshipFactory(starts_on=TODAY - timedelta(days=4000))
    rules = mentorship.program.mentorship_rules
    rules.lapse_after_days = 0
    rules.save()

    assert sweep() == 0


@pytest.mark.parametrize(
    ("ending", "is_followed"),
    [("completed", True), ("early_mutual", True), ("early_one_side", False), ("lapsed", False)],
)
def test_m13_it_is_followed_up_after_three_months_where_it_ended_well(ending, is_followed):
    closed_at = NOON - timedelta(days=93)
    mentorship = MentorshipFactory(status="closed", closed_at=closed_at, ending=ending)

    sweep()
    plan_mentoring(at=NOON)

    asked = Notice.objects.filter(kind="mentorship_follow_up")
    assert (fresh(mentorship).status == Status.FOLLOW_UP) == is_followed
    assert asked.count() == 2 * is_followed


def test_m13_it_is_asked_about_twice_in_a_year_and_no_more():
    MentorshipFactory(closed=True, closed_at=NOON)

    for days in range(0, 500, 5):
        sweep(NOON + timedelta(days=days))
        plan_mentoring(at=NOON + timedelta(days=days))

    assert Notice.objects.filter(kind="mentorship_follow_up").count() == 4


def test_a_second_sweep_finds_nothing_to_do():
    MentorshipFactory(status="proposed", proposal_expires_at=NOON)
    MentorshipFactory(planned_end_on=TODAY + DAY)

    assert (sweep(), sweep()) == (2, 0)


def test_m13_to_begin_to_close_sets_an_end_where_there_is_none():
    mentorship = MentorshipFactory(planned_end_on=None)

    wind_down_mentorship(mentorship=mentorship, by=mentorship.mentor.person, at=NOON)

    assert fresh(mentorship).planned_end_on == TODAY + timedelta(weeks=6)
    told = Notice.objects.filter(kind="mentorship_winding_down")
    assert [notice.recipient for notice in told] == [mentorship.learner.person]
