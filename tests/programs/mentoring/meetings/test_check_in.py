"""Check-ins: booked, moved, held, missed, called off (M12)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Notice
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.meetings.services import check_in as services
from programs.mentoring.mentorships.models import Mentorship
from tests.factories import (
    NOON,
    CheckInFactory,
    CheckInNoteFactory,
    LearnerFactory,
    MentorshipFactory,
    NoticeFactory,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def plan(mentorship, *, by=None, starts_at=NOON + DAY, minutes=45):
    return services.plan_check_in(
        mentorship=mentorship,
        starts_at=starts_at,
        minutes=minutes,
        medium=CheckIn.Medium.PHONE,
        by=by or mentorship.learner.person,
        at=NOON,
    )


def record(mentorship, *, met_at=NOON, medium=CheckIn.Medium.IN_PERSON):
    return services.record_check_in(
        mentorship=mentorship,
        met_at=met_at,
        minutes=30,
        medium=medium,
        by=mentorship.learner.person,
        at=NOON,
    )


def test_plan_check_in_tells_the_other_one_when_and_no_more():
    mentorship = MentorshipFactory()

    check_in = plan(mentorship)

    notice = Notice.objects.get(recipient=mentorship.mentor.person)
    assert (notice.recipient, notice.kind) == (mentorship.mentor.person, "check_in_planned")
    assert notice.data == {
        "partner": mentorship.learner.person.name,
        "starts_at": check_in.starts_at.isoformat(),
        "minutes": 45,
    }


@pytest.mark.parametrize("starts_at", [NOON, NOON - DAY, NOON + timedelta(days=3 * 366)])
def test_plan_check_in_refuses_the_past_and_the_far_future(starts_at):
    with pytest.raises(services.CheckInError):
        plan(MentorshipFactory(), starts_at=starts_at)

    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("fields", [{"closed": True}, {"paused": True}])
def test_plan_check_in_refuses_where_nothing_runs(fields):
    with pytest.raises(services.CheckInError):
        plan(MentorshipFactory(**fields))


@pytest.mark.parametrize(
    ("after", "is_free"),
    [(-45, True), (-44, False), (0, False), (44, False), (45, True)],
)
def test_plan_check_in_refuses_an_overlap(after, is_free):
    booked = CheckInFactory(minutes=45)
    starts_at = booked.starts_at + timedelta(minutes=after)

    if is_free:
        plan(booked.mentorship, starts_at=starts_at)
        return
    with pytest.raises(services.CheckInError, match="another check-in"):
        plan(booked.mentorship, starts_at=starts_at)


def test_plan_check_in_asks_across_mentorships_and_names_nobody():
    booked = CheckInFactory()
    other = MentorshipFactory(mentor=booked.mentorship.mentor)

    with pytest.raises(services.CheckInError) as refusal:
        plan(other)

    assert str(refusal.value) == f"{other.mentor.person.name} is not free at that time."


@pytest.mark.parametrize("outcome", ["held_at", "cancelled_at", "missed_at"])
def test_plan_check_in_minds_only_what_is_still_booked(outcome):
    booked = CheckInFactory(**{outcome: NOON})

    plan(booked.mentorship, starts_at=booked.starts_at + timedelta(minutes=5))

    assert CheckIn.objects.planned().count() == 1


def test_move_check_in_books_the_new_time_and_tells_of_it():
    booked = CheckInFactory()
    note = CheckInNoteFactory(check_in=booked)
    mentor = booked.mentorship.mentor.person
    NoticeFactory(object_id=booked.pk, recipient=mentor, kind="check_in_planned")

    moved = services.move_check_in(
        check_in=booked,
        starts_at=booked.starts_at + timedelta(minutes=15),
        minutes=30,
        medium=CheckIn.Medium.VIDEO,
        by=booked.mentorship.learner.person,
        at=NOON,
    )

    note.refresh_from_db()
    assert list(CheckIn.objects.planned()) == [moved]
    assert note.check_in == moved
    told = Notice.objects.inbox_of(mentor)
    assert list(told.values_list("kind", "object_id")) == [("check_in_moved", moved.pk)]


def test_move_check_in_to_a_time_that_is_taken_changes_nothing():
    booked = CheckInFactory()
    other = CheckInFactory(mentorship=booked.mentorship, starts_at=booked.starts_at + DAY)

    with pytest.raises(services.CheckInError):
        services.move_check_in(
            check_in=booked,
            starts_at=other.starts_at,
            minutes=30,
            medium=CheckIn.Medium.VIDEO,
            by=booked.mentorship.learner.person,
            at=NOON,
        )

    assert CheckIn.objects.planned().count() == 2


def test_cancel_check_in_tells_the_other_one():
    booked = CheckInFactory()

    services.cancel_check_in(check_in=booked, by=booked.mentorship.mentor.person, at=NOON)

    assert list(CheckIn.objects.cancelled()) == [booked]
    notice = Notice.objects.get(recipient=booked.mentorship.learner.person)
    assert notice.recipient == booked.mentorship.learner.person
    assert notice.kind == "check_in_cancelled"


@pytest.mark.parametrize("starts_at", [NOON - DAY, NOON])
def test_m12_hold_check_in_counts_when_they_met(starts_at):
    check_in = CheckInFactory(starts_at=starts_at)

    services.hold_check_in(check_in=check_in, at=NOON)

    check_in.refresh_from_db()
    assert check_in.held_at == starts_at


@pytest.mark.parametrize("ahead", [timedelta(minutes=1), 6 * HOUR, 2 * DAY])
def test_m12_nobody_has_met_before_the_time_has_come(ahead):
    check_in = CheckInFactory(starts_at=NOON + ahead)

    with pytest.raises(services.CheckInError, match="still to come"):
        services.hold_check_in(check_in=check_in, at=NOON)

    assert not CheckIn.objects.held().exists()


@pytest.mark.parametrize(("ahead", "asks"), [(6 * HOUR, False), (-DAY, True)])
def test_check_in_detail_asks_how_it_went_once_its_time_has_come(client, ahead, asks):
    check_in = CheckInFactory(starts_at=timezone.now() + ahead)
    client.force_login(check_in.mentorship.learner.person)

    page = client.get(reverse("programs:check-in-detail", args=[check_in.pk])).content.decode()

    acts = [reverse(f"programs:check-in-{act}", args=[check_in.pk]) for act in ("hold", "missed")]
    assert [act in page for act in acts] == [asks, asks]


def test_hold_check_in_withdraws_the_reminders_that_lost_their_point():
    check_in = CheckInFactory(starts_at=NOON - DAY)
    person = check_in.mentorship.learner.person
    NoticeFactory(object_id=check_in.pk, recipient=person, kind="check_in_untold")
    kept = NoticeFactory(object_id=check_in.pk, recipient=person, kind="check_in_planned")

    services.hold_check_in(check_in=check_in, at=NOON)

    assert list(Notice.objects.inbox_of(person)) == [kept]


def test_hold_check_in_happens_once():
    check_in = CheckInFactory(starts_at=NOON - DAY, missed_at=NOON)

    with pytest.raises(services.CheckInError):
        services.hold_check_in(check_in=check_in, at=NOON)


def test_miss_check_in_refuses_what_is_still_to_come():
    with pytest.raises(services.CheckInError):
        services.miss_check_in(check_in=CheckInFactory(), at=NOON)


def test_miss_check_in_tells_nobody():
    check_in = CheckInFactory(starts_at=NOON - DAY)

    services.miss_check_in(check_in=check_in, at=NOON)

    check_in.refresh_from_db()
    assert check_in.missed_at == NOON
    assert not Notice.objects.exists()


@pytest.mark.parametrize("medium", CheckIn.Medium)
def test_m12_any_contact_counts(medium):
    mentorship = MentorshipFactory()

    record(mentorship, medium=medium)

    (row,) = Mentorship.objects.with_contact(NOON)
    assert row.last_met_at > NOON - DAY


def test_m12_a_contact_in_a_pause_counts_too():
    assert record(MentorshipFactory(paused=True)).held_at == NOON


@pytest.mark.parametrize("met_at", [NOON + HOUR, NOON - 57 * DAY])
def test_record_check_in_refuses_the_future_and_the_time_before(met_at):
    with pytest.raises(services.CheckInError):
        record(MentorshipFactory(), met_at=met_at)


def test_record_check_in_leaves_what_it_does_not_answer():
    mentorship = MentorshipFactory()
    mentor = mentorship.mentor.person
    for kind in ("notes_asked", "agreement_unsettled", "next_check_in_unbooked"):
        NoticeFactory(object_id=mentorship.pk, recipient=mentor, kind=kind)

    record(mentorship)

    shown = Notice.objects.inbox_of(mentor).values_list("kind", flat=True)
    assert set(shown) == {"notes_asked", "agreement_unsettled"}


def test_record_check_in_twice_by_a_double_press_is_one():
    mentorship = MentorshipFactory()
    record(mentorship)

    with pytest.raises(services.CheckInError, match="already recorded"):
        record(mentorship)

    assert CheckIn.objects.count() == 1


def test_record_check_in_refuses_a_mentorship_that_has_ended():
    with pytest.raises(services.CheckInError):
        record(MentorshipFactory(closed=True))


def test_undo_check_in_makes_it_planned_again():
    check_in = CheckInFactory(starts_at=NOON - HOUR, held_at=NOON - HOUR)

    services.undo_check_in(check_in=check_in, at=NOON)

    assert list(CheckIn.objects.planned()) == [check_in]


def test_undo_check_in_that_was_never_planned_makes_it_disappear():
    check_in = record(MentorshipFactory())

    services.undo_check_in(check_in=check_in, at=NOON)

    assert list(CheckIn.objects.cancelled()) == [check_in]


def test_undo_check_in_refuses_where_nothing_was_told():
    with pytest.raises(services.CheckInError):
        services.undo_check_in(check_in=CheckInFactory(), at=NOON)


@pytest.mark.parametrize(
    "fields",
    [
        {"held_at": NOON, "missed_at": NOON},
        {"held_at": NOON, "cancelled_at": NOON},
        {"missed_at": NOON, "cancelled_at": NOON},
        {"minutes": 4},
        {"minutes": 481},
    ],
)
def test_check_in_constraints(fields):
    with pytest.raises(IntegrityError):
        CheckInFactory(**fields)


def test_check_in_once_per_start():
    check_in = CheckInFactory()

    with pytest.raises(IntegrityError):
        CheckInFactory(mentorship=check_in.mentorship, starts_at=check_in.starts_at)


@pytest.mark.django_db(transaction=True)
def test_two_mentees_booking_one_hour_of_a_mentor_at_once_end_with_one():
    first = MentorshipFactory()
    rivals = [MentorshipFactory(mentor=first.mentor, learner=LearnerFactory()) for __ in range(4)]

    def book(mentorship):
        try:
            plan(mentorship)
        except services.CheckInError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=5) as pool:
        booked = list(pool.map(book, [first, *rivals]))

    assert booked.count(True) == CheckIn.objects.count() == 1
