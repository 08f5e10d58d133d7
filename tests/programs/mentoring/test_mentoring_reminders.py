from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from people.notices.models import Delivery, Notice
from people.notices.services.reminders import plan_reminders
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.mentorship import leave_mentorship, pause_mentorship
from tests.examples import IS_LONG
from tests.factories import (
    NOON,
    TODAY,
    AgreementFactory,
    CheckInFactory,
    GoalFactory,
    LearnerFactory,
    MentorFactory,
    MentorshipFactory,
    MentorshipPauseFactory,
    MentorshipReviewFactory,
)

plan_mentoring = partial(plan_reminders, "mentoring", "wall")
pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def each_day(first, end):
    """Every day at night; else every third, two of which lie between any two steps."""
    return range(first, end, 1 if IS_LONG else 3)


def pair(**changes):
    """Noor and her mentor Helen, paired today unless told otherwise, and agreed."""
    mentorship = unsettled_pair(**changes)
    AgreementFactory(agreed=True, mentorship=mentorship)
    return mentorship


def unsettled_pair(**changes):
    people = {
        "learner": LearnerFactory(person__name="Noor Aziz"),
        "mentor": MentorFactory(person__name="Helen Ward"),
    }
    return MentorshipFactory(**people | {"starts_on": TODAY} | changes)


def met(mentorship, at):
    return CheckInFactory(mentorship=mentorship, starts_at=at, held_at=at)


def told():
    rows = Notice.objects.filter(superseded_at=None).order_by("created_at", "recipient__name")
    return [(notice.recipient.name, notice.kind) for notice in rows]


def both(kind):
    return [("Helen Ward", kind), ("Noor Aziz", kind)]


# Alike, so that no list says who left (M8).
BOTH_ENDED = both("mentorship_ended")


def test_a_check_in_is_told_to_both_the_day_before():
    CheckInFactory(mentorship=pair(), starts_at=NOON + DAY)

    plan_mentoring(at=NOON)

    assert told() == both("check_in_upcoming")


def test_a_check_in_two_days_ahead_is_not_told_yet():
    CheckInFactory(mentorship=pair(), starts_at=NOON + 2 * DAY)

    assert plan_mentoring(at=NOON) == 0


def test_n4_a_check_in_is_told_once():
    CheckInFactory(mentorship=pair(), starts_at=NOON + DAY)
    plan_mentoring(at=NOON)

    assert plan_mentoring(at=NOON + DAY - timedelta(hours=1)) == 0


def test_n3_the_day_before_is_the_day_before_for_the_reader():
    mentorship = pair(learner=LearnerFactory(person__time_zone="Pacific/Auckland"))
    # Two days from now in London; in Auckland it is tomorrow's night already.
    CheckInFactory(mentorship=mentorship, starts_at=datetime(2026, 11, 25, 8, tzinfo=UTC))

    plan_mentoring(at=datetime(2026, 11, 23, 12, tzinfo=UTC))

    assert Notice.objects.get().recipient == mentorship.learner.person


def test_a_check_in_that_was_called_off_is_not_mailed_in_the_morning():
    CheckInFactory(mentorship=pair(), starts_at=NOON + DAY)
    plan_mentoring(at=NOON)
    CheckIn.objects.update(cancelled_at=NOON)

    plan_mentoring(at=NOON)

    assert not Delivery.objects.filter(status=Delivery.Status.DUE).exists()


def test_both_are_asked_the_day_after_how_it_went():
    CheckInFactory(mentorship=pair(), starts_at=NOON - DAY)

    plan_mentoring(at=NOON)

    assert told() == both("check_in_untold")


def test_nobody_is_asked_about_a_check_in_of_long_ago():
    CheckInFactory(mentorship=pair(), starts_at=NOON - 30 * DAY)

    assert plan_mentoring(at=NOON) == 0


def test_n1_an_agreement_that_is_not_settled_is_told_once_after_21_days():
    mentorship = unsettled_pair()
    CheckInFactory(mentorship=mentorship, starts_at=NOON + 200 * DAY)

    before = plan_mentoring(at=NOON + 20 * DAY)
    for days in each_day(21, 60):
        plan_mentoring(at=NOON + days * DAY)

    assert before == 0
    assert told() == both("agreement_unsettled")


def test_m12_a_pause_moves_the_asking_for_an_agreement():
    mentorship = unsettled_pair()
    CheckInFactory(mentorship=mentorship, starts_at=NOON + 200 * DAY)
    MentorshipPauseFactory(mentorship=mentorship, valid_from=TODAY, valid_to=TODAY + 10 * DAY)

    before = plan_mentoring(at=NOON + 30 * DAY)
    plan_mentoring(at=NOON + 31 * DAY)

    assert (before, told()) == (0, both("agreement_unsettled"))


def test_n1_settling_it_takes_the_nudge_back_that_has_not_left():
    mentorship = unsettled_pair()
    CheckInFactory(mentorship=mentorship, starts_at=NOON + 200 * DAY)
    plan_mentoring(at=NOON + 21 * DAY)
    AgreementFactory(agreed=True, mentorship=mentorship)

    plan_mentoring(at=NOON + 21 * DAY)

    assert told() == []


def test_m9_no_first_meeting_booked_by_day_10():
    pair()

    before = plan_mentoring(at=NOON + 9 * DAY)
    plan_mentoring(at=NOON + 10 * DAY)

    assert before == 0
    assert told() == both("first_check_in_unbooked")


def test_m9_a_first_meeting_that_is_booked_needs_no_nudge():
    CheckInFactory(mentorship=pair(), starts_at=NOON + 20 * DAY)

    assert plan_mentoring(at=NOON + 10 * DAY) == 0


def test_m9_nothing_booked_14_days_after_the_last_meeting():
    met(pair(), NOON)

    before = plan_mentoring(at=NOON + 13 * DAY)
    plan_mentoring(at=NOON + 14 * DAY)

    assert before == 0
    assert told() == both("next_check_in_unbooked")
    assert Notice.objects.first().data["last_on"] == "2026-11-23"


def test_m1_a_check_in_is_due_when_the_cadence_is_over():
    met(pair(cadence_days=30), NOON)
    plan_mentoring(at=NOON + 14 * DAY)

    plan_mentoring(at=NOON + 30 * DAY)

    assert told() == both("next_check_in_unbooked") + both("check_in_due")


def test_m1_a_short_cadence_is_over_before_14_days():
    met(pair(cadence_days=7), NOON)

    plan_mentoring(at=NOON + 7 * DAY)

    assert told() == both("check_in_due")


def test_n4_a_quiet_pair_is_nudged_once_for_each_step():
    met(pair(), NOON)
    for days in each_day(0, 100):
        plan_mentoring(at=NOON + days * DAY)

    assert Notice.objects.count() == 4


def test_m9_the_clock_begins_anew_with_each_meeting():
    mentorship = pair(cadence_days=90)
    met(mentorship, NOON)
    plan_mentoring(at=NOON + 14 * DAY)
    met(mentorship, NOON + 15 * DAY)

    plan_mentoring(at=NOON + 29 * DAY)

    assert told() == both("next_check_in_unbooked") * 2


def test_m9_booking_takes_a_nudge_back_that_has_not_left():
    mentorship = pair()
    plan_mentoring(at=NOON + 10 * DAY)
    CheckInFactory(mentorship=mentorship, starts_at=NOON + 30 * DAY)

    plan_mentoring(at=NOON + 10 * DAY)

    assert told() == []


def test_m9_a_meeting_that_is_not_told_of_yet_counts_as_contact():
    CheckInFactory(mentorship=pair(), starts_at=NOON + 8 * DAY)

    plan_mentoring(at=NOON + 10 * DAY)

    assert told() == both("check_in_untold")


@pytest.mark.parametrize(
    "change",
    [
        {"status": Mentorship.Status.PAUSED, "paused_status": Mentorship.Status.ACTIVE},
        {"status": Mentorship.Status.CLOSED, "closed_at": NOON, "ending": "completed"},
        {"status": Mentorship.Status.PROPOSED},
    ],
    ids=["paused", "closed", "proposed"],
)
def test_m12_only_a_mentorship_that_runs_is_nudged(change):
    mentorship = pair(**change)
    CheckInFactory(mentorship=mentorship, starts_at=NOON + 41 * DAY)
    MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY + 40 * DAY)

    assert plan_mentoring(at=NOON + 40 * DAY) == 0


def test_m12_the_clock_begins_anew_when_a_pause_ends():
    mentorship = pair()
    MentorshipPauseFactory(mentorship=mentorship, valid_from=TODAY, valid_to=TODAY + 20 * DAY)

    before = plan_mentoring(at=NOON + 29 * DAY)
    plan_mentoring(at=NOON + 30 * DAY)

    assert before == 0
    assert told() == both("first_check_in_unbooked")


def pause(mentorship):
    pause_mentorship(mentorship=mentorship, by=mentorship.mentor.person, at=NOON, today=TODAY)


def leave(mentorship):
    leave_mentorship(mentorship=mentorship, by=mentorship.mentor.person, at=NOON)


def test_m12_a_pause_is_told_to_somebody_whose_reminder_waits():
    mentorship = pair(starts_on=TODAY - 10 * DAY)
    plan_mentoring(at=NOON)
    assert told() == both("first_check_in_unbooked")

    pause(mentorship)

    assert told() == [("Noor Aziz", "mentorship_paused")]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (pause, [("Noor Aziz", "mentorship_paused")]),
        (leave, BOTH_ENDED),
    ],
)
def test_a_look_back_is_asked_for_no_longer_when_a_pair_rests(rest, said):
    mentorship = pair()
    MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY)
    plan_mentoring(at=NOON)
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON)
    assert told() == both("mentorship_review_due")

    rest(mentorship)

    assert told() == said


def test_nobody_is_asked_whether_they_met_when_it_has_ended():
    mentorship = pair()
    CheckInFactory(mentorship=mentorship, starts_at=NOON - DAY)
    plan_mentoring(at=NOON)
    assert told() == both("check_in_untold")

    leave(mentorship)

    assert told() == BOTH_ENDED


def test_m1_a_look_back_is_told_when_it_is_due():
    mentorship = pair(starts_on=TODAY - 9 * DAY)
    MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY)
    MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY + DAY)
    MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY - 40 * DAY)

    plan_mentoring(at=NOON)

    assert told() == both("mentorship_review_due")


def test_n7_a_goal_is_told_to_its_owner_alone_and_without_its_words():
    goal = GoalFactory(title="canary", target_on=TODAY + 7 * DAY)

    plan_mentoring(at=NOON)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (goal.owner, "goal_target_near")
    assert notice.data == {"target_on": "2026-11-30"}


def test_n1_a_goal_whose_date_has_passed_is_told_once():
    GoalFactory(target_on=TODAY)

    for days in each_day(1, 40):
        plan_mentoring(at=NOON + days * DAY)

    assert Notice.objects.get().kind == "goal_target_past"


@pytest.mark.parametrize("done", [{"achieved_on": TODAY}, {"archived_at": NOON}])
def test_a_goal_that_is_done_is_not_told(done):
    GoalFactory(target_on=TODAY + DAY, **done)

    assert plan_mentoring(at=NOON) == 0


def test_planning_mentoring_needs_as_many_queries_for_30_as_for_1(django_assert_max_num_queries):
    pair()
    with django_assert_max_num_queries(20) as one:
        plan_mentoring(at=NOON + 10 * DAY)
    for _ in range(29):
        MentorshipFactory(starts_on=TODAY)

    with django_assert_max_num_queries(len(one)):
        plan_mentoring(at=NOON + 10 * DAY)
