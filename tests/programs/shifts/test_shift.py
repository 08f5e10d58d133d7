"""Who works with whom: planned, changed, called off, covered (P24, P25, P18)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from people.notices.models import Delivery, Notice
from programs.preceptorships.services.pause import pause_preceptorship
from programs.shifts.models import Shift
from programs.shifts.services.roster import Plan, ShiftError, Times
from programs.shifts.services.shift import (
    call_off_shift,
    change_shift,
    plan_pattern,
    plan_shift,
)
from tests.factories import (
    NOON,
    TODAY,
    LearnerFactory,
    NoticeFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ShiftFactory,
    ShiftNoteFactory,
)
from tests.programs.shifts.planning import DAY, TOMORROW, plan, planned

pytestmark = pytest.mark.django_db


def test_p24_a_shift_counts_its_hours_without_the_break(preceptorship):
    shift = planned(preceptorship)

    assert shift.minutes == 12 * 60
    assert shift.day == TOMORROW


def test_p24_a_night_shift_ends_on_the_next_day(preceptorship):
    shift = planned(preceptorship, Times(TOMORROW, time(20), time(8)))

    assert shift.ends_at - shift.starts_at == timedelta(hours=12)


@pytest.mark.parametrize(
    ("day", "minutes"),
    [(date(2026, 10, 24), 13 * 60), (date(2026, 3, 28), 11 * 60)],
    ids=["clocks go back", "clocks go forward"],
)
def test_p26_a_night_in_which_clocks_change_counts_the_hours_that_pass(day, minutes):
    preceptorship = PreceptorshipFactory(
        starts_on=date(2026, 3, 1), primary=PreceptorFactory(), learner=LearnerFactory()
    )
    preceptorship.assignments.update(valid_from=date(2026, 3, 1))

    shift = planned(preceptorship, Times(day, time(20), time(8)))

    assert shift.minutes == minutes


def test_a_time_that_the_clocks_skip_is_refused(preceptorship):
    preceptorship.starts_on = date(2026, 3, 1)
    preceptorship.save()
    preceptorship.assignments.update(valid_from=date(2026, 3, 1))

    with pytest.raises(ShiftError, match="doesn't exist"):
        planned(preceptorship, Times(date(2026, 3, 29), time(1, 30), time(9)))


def test_a_learner_has_one_shift_at_a_time_in_all_their_preceptorships(preceptorship):
    planned(preceptorship)
    other = PreceptorshipFactory(learner=preceptorship.learner, primary=PreceptorFactory())

    with pytest.raises(ShiftError, match="already works then"):
        planned(other, Times(TOMORROW, time(19), time(23)))


def test_a_shift_may_begin_when_the_other_ends(preceptorship):
    planned(preceptorship)

    planned(preceptorship, Times(TOMORROW, time(20), time(23)))

    assert Shift.objects.count() == 2


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (Times(TODAY - timedelta(weeks=60), time(7), time(15)), "a day of the preceptorship"),
        (Times(TOMORROW, time(7), time(8), 60), "as long as the work"),
    ],
)
def test_plan_shift_refuses_what_is_no_shift(preceptorship, times, words):
    with pytest.raises(ShiftError, match=words):
        planned(preceptorship, times)


def test_plan_shift_refuses_whoever_is_not_assigned_that_day(preceptorship):
    with pytest.raises(ShiftError, match="isn't assigned"):
        plan_shift(
            preceptorship=preceptorship,
            times=DAY,
            plan=Plan(preceptor=PreceptorFactory(), origin=Shift.Origin.ROTA),
            by=PersonFactory(),
            at=NOON,
        )


def test_a_pattern_leaves_days_alone_that_have_a_shift(preceptorship, coordinator):
    planned(preceptorship)
    weekdays = {TOMORROW.weekday(), (TOMORROW + timedelta(days=1)).weekday()}

    counts = plan_pattern(
        preceptorship=preceptorship,
        weekdays=weekdays,
        times=DAY,
        until=TOMORROW + timedelta(days=13),
        plan=plan(preceptorship),
        by=coordinator,
        at=NOON,
    )

    assert counts == (3, 1)
    assert Shift.objects.count() == 4


def test_a_pattern_of_shifts_of_nearly_24_hours_never_overlaps_itself(preceptorship, coordinator):
    night = Times(TOMORROW, time(8), time(7, 45))

    counts = plan_pattern(
        preceptorship=preceptorship,
        weekdays=range(7),
        times=night,
        until=TOMORROW + timedelta(days=6),
        plan=plan(preceptorship),
        by=coordinator,
        at=NOON,
    )

    assert counts == (7, 0)


def test_change_shift_tells_both_of_the_new_time(preceptorship):
    shift = planned(preceptorship)
    later = Times(TOMORROW, time(13), time(21), 30)

    change_shift(shift=shift, times=later, plan=plan(preceptorship), at=NOON)

    shift.refresh_from_db()
    assert shift.minutes == 7 * 60 + 30
    assert set(Notice.objects.values_list("kind", "recipient")) == {
        ("shift_moved", preceptorship.learner.person_id),
        ("shift_moved", shift.preceptor.person_id),
    }


def moved(shift, hour, *, minutes):
    times = Times(TOMORROW, time(hour), time(21), 30)
    at = NOON + timedelta(minutes=minutes)
    change_shift(shift=shift, times=times, plan=plan(shift.preceptorship), at=at)


def test_n10_a_shift_moved_twice_in_a_row_tells_both_the_last_time(preceptorship):
    shift = planned(preceptorship)

    moved(shift, 13, minutes=0)
    moved(shift, 14, minutes=5)

    shift.refresh_from_db()
    standing = Notice.objects.filter(superseded_at=None)
    assert {notice.recipient for notice in standing} == {
        preceptorship.learner.person,
        shift.preceptor.person,
    }
    assert {notice.data["starts_at"] for notice in standing} == {shift.starts_at.isoformat()}
    due = Delivery.objects.filter(status=Delivery.Status.DUE)
    assert {delivery.notice for delivery in due.select_related("notice")} == set(standing)


def test_n10_a_shift_moved_and_moved_back_tells_nobody(preceptorship):
    shift = planned(preceptorship, Times(TOMORROW, time(12), time(21), 30))

    moved(shift, 13, minutes=0)
    moved(shift, 14, minutes=3)
    moved(shift, 12, minutes=5)

    assert not Notice.objects.filter(superseded_at=None).exists()
    assert not Delivery.objects.filter(status=Delivery.Status.DUE).exists()


def test_whoever_has_not_heard_of_tomorrows_card_is_told_that_it_moved(preceptorship):
    shift = planned(preceptorship)
    for person in (preceptorship.learner.person, shift.preceptor.person):
        NoticeFactory(kind="shift_tomorrow", object_id=shift.pk, recipient=person)

    moved(shift, 13, minutes=0)

    standing = Notice.objects.filter(superseded_at=None)
    assert list(standing.values_list("kind", flat=True)) == ["shift_moved"] * 2


def test_a_shift_moved_back_after_its_move_was_heard_of_tells_both_again(preceptorship):
    shift = planned(preceptorship, Times(TOMORROW, time(12), time(21), 30))
    moved(shift, 13, minutes=0)
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON + timedelta(minutes=10))

    moved(shift, 12, minutes=60)

    assert Delivery.objects.filter(status=Delivery.Status.DUE).count() == 2


def test_call_off_shift_tells_the_other_one(preceptorship):
    shift = planned(preceptorship)
    preceptor = shift.preceptor.person

    call_off_shift(shift=shift, by=preceptor, at=NOON)

    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == ("shift_called_off", preceptorship.learner.person)


def test_a_shift_with_a_note_took_place_and_is_not_called_off():
    note = ShiftNoteFactory()

    with pytest.raises(ShiftError, match="took place"):
        call_off_shift(shift=note.shift, by=note.author, at=NOON)


def test_a_pattern_asks_as_often_for_half_a_year(
    preceptorship, coordinator, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        plan_pattern(
            preceptorship=preceptorship,
            weekdays=range(7),
            times=DAY,
            until=TOMORROW + timedelta(weeks=26),
            plan=plan(preceptorship),
            by=coordinator,
            at=NOON,
        )


def test_p15_a_pause_calls_off_what_was_to_come(preceptorship, coordinator):
    shift = planned(preceptorship)

    pause_preceptorship(
        preceptorship=preceptorship, reason="Ill", by=coordinator, at=NOON, today=TODAY
    )

    shift.refresh_from_db()
    assert shift.is_called_off


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_at": NOON - timedelta(hours=30)},
        {"ends_at": NOON},
        {"minutes": 0},
        {"confirmed_at": NOON},
        {"questioned_at": NOON, "question": ""},
    ],
)
def test_the_database_keeps_what_a_shift_is(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ShiftFactory(**fields)


def test_a_shift_begins_once():
    shift = ShiftFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ShiftFactory(preceptorship=shift.preceptorship, preceptor=shift.preceptor)


def test_zone_of_the_learner_decides_when_a_shift_begins():
    tokyo = LearnerFactory(person__time_zone="Asia/Tokyo")
    preceptorship = PreceptorshipFactory(learner=tokyo, primary=PreceptorFactory())

    shift = planned(preceptorship)

    assert shift.starts_at == datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
