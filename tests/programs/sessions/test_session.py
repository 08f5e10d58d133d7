"""Sessions planned, changed, copied and cancelled."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from people.registry import dependants
from programs.cohorts.services.cohort import update_cohort
from programs.sessions.facts import hosted_sessions
from programs.sessions.models import Attendance, Session
from programs.sessions.services.session import (
    Outline,
    SessionError,
    Slot,
    call_off_session,
    change_session,
    copy_session,
    plan_different_sessions,
)
from tests.factories import (
    NOON,
    TODAY,
    AttendanceFactory,
    LearnerFactory,
    PersonFactory,
    SessionFactory,
)
from tests.programs.sessions.planning import DAY, WEEK, planned

pytestmark = pytest.mark.django_db
LATER = replace(DAY, day=DAY.day + WEEK)


def test_a_year_of_evenings_is_planned_in_one_act(cohort, coordinator):
    slots = [replace(DAY, day=DAY.day + number * 4 * WEEK) for number in range(12)]

    sessions = planned(cohort, coordinator, *slots)

    assert len({session.series for session in sessions}) == 12
    assert Session.objects.count() == 12


def test_dates_of_the_same_session_share_a_series(cohort, coordinator):
    first, second = planned(cohort, coordinator, DAY, LATER, is_same=True)

    assert first.series == second.series


def test_the_same_key_again_plans_nothing_more(cohort, coordinator):
    key = uuid4()
    first = planned(cohort, coordinator, idempotency_key=key)

    again = planned(cohort, coordinator, LATER, idempotency_key=key)

    assert again == first
    assert Session.objects.count() == 1


def test_it_is_credited_with_as_long_as_it_lasts_unless_said_otherwise(cohort, coordinator):
    (whole,) = planned(cohort, coordinator)
    six = Outline(title="With a lunch", credited_minutes=360)
    (less,) = planned(cohort, coordinator, outline=six)

    assert (whole.credited_minutes, less.credited_minutes) == (450, 360)


@pytest.mark.parametrize(
    ("slot", "outline", "words"),
    [
        (replace(DAY, ends=time(9)), Outline(title="A"), "after it starts"),
        (replace(DAY, day=TODAY - WEEK), Outline(title="A"), "is over"),
        (DAY, Outline(title=" "), "title"),
        (DAY, Outline(title="A", credited_minutes=500), "more hours than it lasts"),
        (Slot(date(2027, 3, 28), time(1, 30), time(5)), Outline(title="A"), "clocks go forward"),
    ],
)
def test_what_makes_no_session_is_refused(cohort, coordinator, slot, outline, words):
    with pytest.raises(SessionError, match=words):
        planned(cohort, coordinator, slot, outline=outline)

    assert not Session.objects.exists()


def test_a_year_over_the_change_of_the_clocks_keeps_its_time(cohort, coordinator):
    spring = replace(DAY, day=date(2027, 4, 6))

    winter, summer = planned(cohort, coordinator, DAY, spring)

    assert (winter.starts_at.hour, summer.starts_at.hour) == (9, 8)


def test_times_are_those_of_the_clocks_where_it_is_planned(cohort, coordinator):
    coordinator.time_zone = "America/New_York"

    (session,) = planned(cohort, coordinator)

    assert session.starts_at.hour == 14


@pytest.mark.parametrize("of", ["cohort", "program"])
def test_nothing_is_planned_for_what_is_archived(cohort, coordinator, of):
    row = cohort if of == "cohort" else cohort.program
    row.archived_at = NOON
    row.save()

    with pytest.raises(SessionError, match="archived"):
        planned(cohort, coordinator)


def test_more_than_sixty_dates_are_refused(cohort, coordinator):
    slots = [replace(DAY, day=DAY.day + timedelta(days=number)) for number in range(61)]

    with pytest.raises(SessionError, match="60"):
        planned(cohort, coordinator, *slots)


def test_the_same_date_twice_is_refused(cohort, coordinator):
    with pytest.raises(SessionError, match="already"):
        planned(cohort, coordinator, DAY, DAY, is_same=True)


def test_sessions_about_different_things_are_planned_together(cohort, coordinator):
    outlines = [(Outline(title="One"), DAY), (Outline(title="Two", is_required=False), LATER)]

    plan_different_sessions(
        cohort=cohort, outlines=outlines, by=coordinator, idempotency_key=uuid4(), at=NOON
    )

    found = Session.objects.values_list("title", "is_required")
    assert list(found) == [("One", True), ("Two", False)]


def copied(session, by, slot, *, is_same):
    act = {"session": session, "slots": [slot], "is_same": is_same, "by": by, "at": NOON}
    (made,) = copy_session(**act, idempotency_key=uuid4())
    return made


def test_a_copy_makes_up_the_first_or_is_one_of_its_own(cohort, coordinator):
    (session,) = planned(cohort, coordinator)

    again = copied(session, coordinator, LATER, is_same=True)
    other = copied(session, coordinator, LATER, is_same=False)

    assert again.series == session.series != other.series
    assert other.title == session.title


def test_a_copy_on_a_date_that_stands_is_refused(cohort, coordinator):
    (session,) = planned(cohort, coordinator)

    with pytest.raises(SessionError, match="already"):
        copied(session, coordinator, DAY, is_same=True)


def changed(session, by, slot=DAY, **fields):
    names = ("title", "about", "place", "credited_minutes", "is_required", "host")
    outline = Outline(**{**{name: getattr(session, name) for name in names}, **fields})
    change_session(session=session, outline=outline, slot=slot, by=by, at=NOON)
    session.refresh_from_db()


def test_one_that_moves_counts_it_for_calendars(cohort, coordinator):
    (session,) = planned(cohort, coordinator)

    changed(session, coordinator, LATER)

    assert (session.starts_at.date(), session.version) == (LATER.day, 1)


def test_one_that_has_begun_stays_where_it_is(cohort, coordinator):
    session = SessionFactory(cohort=cohort)

    with pytest.raises(SessionError, match="already begun"):
        changed(session, coordinator, LATER)


def test_hours_of_one_that_is_over_can_be_put_right(cohort, coordinator):
    session = SessionFactory(cohort=cohort, starts_at=NOON - 2 * WEEK)
    slot = Slot(TODAY - 2 * WEEK, time(12), time(19))

    changed(session, coordinator, slot, credited_minutes=300)

    assert session.credited_minutes == 300


def test_one_that_was_cancelled_is_changed_no_more(cohort, coordinator):
    (session,) = planned(cohort, coordinator)
    call_off_session(session=session, by=coordinator, at=NOON)

    with pytest.raises(SessionError, match="cancelled"):
        changed(session, coordinator, LATER)
    with pytest.raises(SessionError, match="cancelled"):
        call_off_session(session=session, by=coordinator, at=NOON)


def test_one_that_somebody_attended_took_place(cohort, coordinator):
    session = SessionFactory(cohort=cohort)
    AttendanceFactory(session=session)

    with pytest.raises(SessionError, match="took place"):
        call_off_session(session=session, by=coordinator, at=NOON)


def moved(cohort, by, days):
    starts_on = cohort.starts_on + timedelta(days=days)
    update_cohort(cohort=cohort, name=cohort.name, starts_on=starts_on, by=by, at=NOON, today=TODAY)


def test_sessions_move_with_an_intake_that_has_not_begun(cohort, coordinator):
    cohort.starts_on = TODAY + WEEK
    cohort.save()
    (session,) = planned(cohort, coordinator)

    moved(cohort, coordinator, 7)

    session.refresh_from_db()
    assert session.starts_at.date() == DAY.day + WEEK


def test_sessions_that_move_with_their_intake_keep_their_time_by_the_clock(cohort, coordinator):
    cohort.starts_on = TODAY + WEEK
    cohort.save()
    (session,) = planned(cohort, coordinator, replace(DAY, day=date(2027, 3, 26)))

    moved(cohort, coordinator, 7)

    session.refresh_from_db()
    assert (session.starts_at.hour, session.ends_at.hour) == (8, 15)


def test_sessions_of_an_intake_that_runs_stay_where_they_are(cohort, coordinator):
    (session,) = planned(cohort, coordinator)

    moved(cohort, coordinator, 7)

    session.refresh_from_db()
    assert session.starts_at.date() == DAY.day


def test_whoever_leaves_hosts_nothing_more(cohort, coordinator):
    from people.services.person import deactivate_person

    host = PersonFactory()
    (session,) = planned(cohort, coordinator, outline=Outline(title="A", host=host))

    deactivate_person(person=host, by=coordinator, at=NOON)

    session.refresh_from_db()
    assert session.host is None


def test_what_somebody_hosts_is_named_before_they_leave(cohort, coordinator):
    host = PersonFactory()
    planned(cohort, coordinator, outline=Outline(title="Medicines safety", host=host))
    SessionFactory(cohort=cohort, host=host, starts_at=NOON - WEEK)

    assert hosted_sessions in dependants
    assert [each.title for each in hosted_sessions(host, TODAY)] == ["Medicines safety"]


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_at": NOON - WEEK},
        {"ends_at": NOON + WEEK},
        {"credited_minutes": 1441},
        {"called_off_at": NOON},
    ],
)
def test_the_database_keeps_what_a_session_is(cohort, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(cohort=cohort, **fields)


def test_the_database_keeps_one_note_of_a_learner(cohort):
    session, learner = SessionFactory(cohort=cohort), LearnerFactory()
    AttendanceFactory(session=session, learner=learner)

    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(session=session, learner=learner)
    assert Attendance.objects.count() == 1


def test_the_database_keeps_one_date_of_a_series_at_a_time(cohort):
    session = SessionFactory(cohort=cohort)

    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(cohort=cohort, series=session.series)
