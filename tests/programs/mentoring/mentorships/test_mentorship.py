"""Opening, pausing and ending mentorships; test_mentorship_life.py has the rest."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from people.notices.models import Notice
from programs.cohorts.models import Enrolment, Exclusion
from programs.mentoring.goals.models import Goal, GoalShare
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.mentorships.models import Mentorship, MentorshipPause
from programs.mentoring.mentorships.services import mentorship as services
from programs.mentoring.mentorships.services.mentorship_opening import open_mentorship
from tests.factories import (
    NOON,
    TODAY,
    CheckInFactory,
    CohortFactory,
    EnrolmentFactory,
    GoalShareFactory,
    MentorFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    MentorshipPauseFactory,
    MentorshipReviewFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
Status, Ending = Mentorship.Status, Mentorship.Ending
DAY = timedelta(days=1)


def mentee_of(mentorship):
    return mentorship.learner.person


def leave(mentorship, *, at=NOON):
    services.leave_mentorship(mentorship=mentorship, by=mentee_of(mentorship), at=at)


def told(person):
    return list(Notice.objects.inbox_of(person).values_list("kind", flat=True))


def open_one(**options):
    enrolment = EnrolmentFactory(cohort=CohortFactory(program=MentoringProgramFactory()))
    options = {"enrolment": enrolment, "mentor": MentorFactory(), "by": None} | options
    return open_mentorship(at=NOON, today=TODAY, **options)


def test_m1_open_mentorship_takes_the_cadence_of_its_program():
    mentorship = open_one()

    assert (mentorship.status, mentorship.cadence_days, mentorship.planned_end_on) == (
        Status.ACTIVE,
        30,
        None,
    )


def test_m1_open_mentorship_plans_review_points_at_months_1_3_6_9_then_half_yearly():
    mentorship = open_one()

    due = list(mentorship.reviews.values_list("due_on", flat=True)[:6])
    assert due == [
        date(2026, 12, 23),
        date(2027, 2, 23),
        date(2027, 5, 23),
        date(2027, 8, 23),
        date(2028, 2, 23),
        date(2028, 8, 23),
    ]


def test_m15_open_mentorship_leaves_a_trace():
    by = PersonFactory()

    mentorship = open_one(by=by)

    change = mentorship.changes.get()
    assert (change.from_status, change.to_status, change.changed_by) == ("", Status.ACTIVE, by)


def test_open_mentorship_ends_the_waiting():
    mentorship = open_one()

    enrolment = Enrolment.objects.get(learner=mentorship.learner)
    assert enrolment.status == Enrolment.Status.PAIRED


def test_open_mentorship_tells_both():
    mentorship = open_one()

    assert told(mentee_of(mentorship)) == told(mentorship.mentor.person) == ["mentorship_opened"]


def test_m8_leave_mentorship_closes_at_once_and_asks_no_reason():
    mentorship = MentorshipFactory()

    leave(mentorship)

    mentorship.refresh_from_db()
    assert (mentorship.status, mentorship.closed_at, mentorship.ending) == (
        Status.CLOSED,
        NOON,
        Ending.EARLY_ONE_SIDE,
    )


def test_m8_leave_mentorship_cancels_only_check_ins_still_to_come():
    mentorship = MentorshipFactory()
    CheckInFactory(mentorship=mentorship, starts_at=NOON - DAY)
    CheckInFactory(mentorship=mentorship, starts_at=NOON - 2 * DAY, held_at=NOON - 2 * DAY)
    CheckInFactory(starts_at=NOON + DAY)
    tomorrow = CheckInFactory(mentorship=mentorship, starts_at=NOON + DAY)

    leave(mentorship)

    assert list(CheckIn.objects.cancelled()) == [tomorrow]


def test_m8_leave_mentorship_tells_both_alike_and_neutrally():
    mentorship = MentorshipFactory()

    leave(mentorship)

    for person in mentorship.both:
        notice = Notice.objects.inbox_of(person).get()
        assert (notice.kind, notice.data) == (
            "mentorship_ended",
            {"partner": mentorship.partner_of(person).name},
        )


def test_m8_leave_mentorship_tells_no_coordinator():
    mentorship = MentorshipFactory(cohort__program__coordinator=PersonFactory())

    leave(mentorship)

    told_of_it = set(Notice.objects.values_list("recipient", flat=True))
    assert told_of_it == {person.pk for person in mentorship.both}


def test_m8_leave_mentorship_bars_the_pair_in_both_directions():
    mentorship = MentorshipFactory()
    mentee, mentor = mentee_of(mentorship), mentorship.mentor.person

    leave(mentorship)

    assert Exclusion.objects.barred_among([mentor.pk], [mentee.pk]) == {(mentor.pk, mentee.pk)}
    assert Exclusion.objects.barred_among([mentee.pk], [mentor.pk]) == {(mentee.pk, mentor.pk)}


def test_m8_the_mentee_waits_again_with_priority():
    mentorship = MentorshipFactory()
    enrolment = EnrolmentFactory(
        cohort=mentorship.cohort, learner=mentorship.learner, status=Enrolment.Status.PAIRED
    )

    leave(mentorship)

    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.has_priority) == (Enrolment.Status.WAITING, True)


def test_m8_a_withdrawn_mentee_does_not_wait_again():
    mentorship = MentorshipFactory()
    enrolment = EnrolmentFactory(
        cohort=mentorship.cohort, learner=mentorship.learner, status=Enrolment.Status.WITHDRAWN
    )

    leave(mentorship)

    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.has_priority) == (Enrolment.Status.WITHDRAWN, False)


def test_m8_leave_mentorship_gives_the_goals_back_to_their_owner_alone():
    share = GoalShareFactory()
    other = GoalShareFactory()

    leave(share.mentorship)

    share.refresh_from_db()
    share.goal.refresh_from_db()
    assert (share.shared_until, share.goal.audience) == (NOON, Goal.Audience.ONLY_ME)
    assert list(GoalShare.objects.in_force()) == [other]


def test_m8_leave_mentorship_works_in_a_pause_too():
    mentorship = MentorshipFactory(paused=True)
    pause = MentorshipPauseFactory(mentorship=mentorship)

    leave(mentorship)

    pause.refresh_from_db()
    assert pause.valid_to == TODAY


def test_leave_mentorship_refuses_one_that_is_closed():
    mentorship = MentorshipFactory(closed=True)
    first_end = mentorship.closed_at

    with pytest.raises(services.MentorshipError):
        leave(mentorship)

    mentorship.refresh_from_db()
    assert mentorship.closed_at == first_end
    assert not Exclusion.objects.exists()


@pytest.mark.parametrize(
    ("ending", "status", "has_priority"),
    [
        (Ending.COMPLETED, Enrolment.Status.FINISHED, False),
        (Ending.EARLY_MUTUAL, Enrolment.Status.WAITING, True),
        (Ending.LAPSED, Enrolment.Status.WAITING, True),
    ],
)
def test_m13_close_mentorship_frees_the_mentee(ending, status, has_priority):
    mentorship = MentorshipFactory()
    enrolment = EnrolmentFactory(
        cohort=mentorship.cohort, learner=mentorship.learner, status=Enrolment.Status.PAIRED
    )

    services.close_mentorship(mentorship=mentorship, ending=ending, by=None, at=NOON)

    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.has_priority) == (status, has_priority)
    assert not Exclusion.objects.exists()


def test_m13_a_mentorship_that_lapses_tells_both():
    mentorship = MentorshipFactory()

    services.close_mentorship(mentorship=mentorship, ending=Ending.LAPSED, by=None, at=NOON)

    assert told(mentee_of(mentorship)) == told(mentorship.mentor.person) == ["mentorship_ended"]


def test_close_mentorship_is_not_the_way_to_leave():
    with pytest.raises(services.MentorshipError):
        services.close_mentorship(
            mentorship=MentorshipFactory(), ending=Ending.EARLY_ONE_SIDE, by=None, at=NOON
        )


def test_m12_a_pause_calls_off_what_was_booked_and_tells_the_other():
    mentorship = MentorshipFactory()
    booked = CheckInFactory(mentorship=mentorship)

    services.pause_mentorship(mentorship=mentorship, by=mentee_of(mentorship), at=NOON, today=TODAY)

    assert list(CheckIn.objects.cancelled()) == [booked]
    assert told(mentorship.mentor.person) == ["mentorship_paused"]


def test_a_pause_taken_back_at_once_is_told_to_nobody():
    mentorship = MentorshipFactory()
    acting = {"mentorship": mentorship, "by": mentee_of(mentorship), "at": NOON, "today": TODAY}
    services.pause_mentorship(**acting)

    services.resume_mentorship(**acting)

    assert told(mentorship.mentor.person) == []


def test_m12_resuming_moves_the_dates_by_as_long_as_the_pause_lasted():
    mentorship = MentorshipFactory(planned_end_on=TODAY + 30 * DAY)
    past = MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY - DAY)
    ahead = MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY + 10 * DAY)
    by = mentee_of(mentorship)
    services.pause_mentorship(mentorship=mentorship, by=by, at=NOON, today=TODAY)

    services.resume_mentorship(
        mentorship=mentorship, by=by, at=NOON + 14 * DAY, today=TODAY + 14 * DAY
    )

    for row in (mentorship, past, ahead):
        row.refresh_from_db()
    assert past.due_on == TODAY - DAY
    assert ahead.due_on == TODAY + 24 * DAY
    assert mentorship.planned_end_on == TODAY + 44 * DAY
    assert mentorship.status == Status.ACTIVE


def test_m13_renewing_moves_the_planned_end():
    mentorship = MentorshipFactory(status=Status.WINDING_DOWN, planned_end_on=TODAY)

    services.renew_mentorship(mentorship=mentorship, months=6, by=mentee_of(mentorship), at=NOON)

    mentorship.refresh_from_db()
    assert (mentorship.status, mentorship.planned_end_on) == (Status.ACTIVE, date(2027, 5, 23))


def test_m1_a_review_point_is_held_once():
    review = MentorshipReviewFactory()
    by = review.mentorship.mentor.person
    services.hold_mentorship_review(review=review, by=by, at=NOON)

    with pytest.raises(services.MentorshipError):
        services.hold_mentorship_review(review=review, by=by, at=NOON + DAY)

    review.refresh_from_db()
    assert review.held_at == NOON


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.CLOSED},
        {"closed_at": NOON},
        {"status": Status.CLOSED, "closed_at": NOON},
        {"ending": Ending.COMPLETED},
        {"status": Status.PAUSED},
        {"paused_status": Status.ACTIVE},
        {"cadence_days": 0},
    ],
)
def test_mentorship_constraints(fields):
    with pytest.raises(IntegrityError):
        MentorshipFactory(**fields)


def test_one_open_mentorship_per_learner_and_cohort():
    first = MentorshipFactory()

    with pytest.raises(IntegrityError):
        MentorshipFactory(cohort=first.cohort, learner=first.learner)


def test_one_open_mentorship_per_pair():
    first = MentorshipFactory()

    with pytest.raises(IntegrityError):
        MentorshipFactory(learner=first.learner, mentor=first.mentor)


def test_a_pair_may_walk_together_again_after_a_good_end():
    first = MentorshipFactory(closed=True)

    MentorshipFactory(cohort=first.cohort, learner=first.learner, mentor=first.mentor)

    assert Mentorship.objects.count() == 2


def test_one_open_pause_per_mentorship():
    pause = MentorshipPauseFactory()

    with pytest.raises(IntegrityError):
        MentorshipPauseFactory(mentorship=pause.mentorship)


def test_a_pause_does_not_end_before_it_starts():
    with pytest.raises(IntegrityError):
        MentorshipPauseFactory(valid_from=TODAY, valid_to=TODAY - DAY)


def test_an_exclusion_is_kept_once():
    one, other = PersonFactory(), PersonFactory()
    Exclusion.objects.bar(one, other, at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Exclusion.objects.create(pair_hash=Exclusion.objects.get().pair_hash, barred_at=NOON)

    Exclusion.objects.bar(other, one, at=NOON + DAY)
    assert Exclusion.objects.get().barred_at == NOON


def test_m8_an_exclusion_names_nobody():
    one, other = PersonFactory(), PersonFactory()

    Exclusion.objects.bar(one, other, at=NOON)

    kept = str(Exclusion.objects.values().get())
    assert str(one.pk) not in kept
    assert str(other.pk) not in kept


def test_pauses_are_kept():
    mentorship = MentorshipFactory()
    by = mentee_of(mentorship)
    for day in range(2):
        services.pause_mentorship(
            mentorship=mentorship, by=by, at=NOON + day * DAY, today=TODAY + day * DAY
        )
        services.resume_mentorship(
            mentorship=mentorship, by=by, at=NOON + day * DAY, today=TODAY + day * DAY
        )

    assert MentorshipPause.objects.filter(mentorship=mentorship).count() == 2
