"""Who is told what of sessions, and when (N10)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from people.notices.models import Delivery, Notice
from people.notices.services.notice import plan_notices
from people.registry import planners
from programs.preceptorships.models import Preceptorship
from programs.sessions import reminders
from programs.sessions.services.attendance import note_attendance
from programs.sessions.services.session import Outline, call_off_session, change_session
from tests.factories import NOON, PersonFactory, PreceptorshipFactory, SessionFactory
from tests.programs.sessions.planning import DAY, WEEK, enrol, planned

pytestmark = pytest.mark.django_db
MINUTES = timedelta(minutes=1)
LATER = replace(DAY, day=DAY.day + WEEK)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


def told(person, at=None):
    """The kinds of what the person reads at a moment, in order."""
    shown = Notice.objects.filter(recipient=person, superseded_at=None)
    shown = shown.filter(created_at__lte=at or NOON + WEEK)
    return sorted(shown.values_list("kind", flat=True))


def read():
    """Everybody has read what they were told."""
    Notice.objects.update(read_at=NOON)


def move(session, by, slot=LATER, *, at=NOON):
    names = ("title", "about", "place", "credited_minutes", "is_required", "host")
    outline = Outline(**{name: getattr(session, name) for name in names})
    change_session(session=session, outline=outline, slot=slot, by=by, at=at)


def test_a_plan_is_told_after_ten_minutes(cohort, coordinator, amara):
    planned(cohort, coordinator)

    assert told(amara, NOON + 9 * MINUTES) == []
    assert told(amara, NOON + 10 * MINUTES) == ["session_planned"]


def test_many_dates_are_told_once(cohort, coordinator, amara):
    planned(cohort, coordinator, DAY, LATER)

    notice = Notice.objects.get(recipient=amara)
    assert (notice.kind, notice.data["count"]) == ("sessions_planned", 2)


def test_whoever_withdrew_or_is_gone_is_not_told(cohort, coordinator):
    enrol(cohort, status="withdrawn")
    gone = enrol(cohort)
    gone.is_active = False
    gone.save()

    planned(cohort, coordinator)

    assert not Notice.objects.exists()


def test_one_cancelled_within_ten_minutes_was_never_told(cohort, coordinator, amara):
    (session,) = planned(cohort, coordinator)

    call_off_session(session=session, by=coordinator, at=NOON + 5 * MINUTES)

    assert told(amara) == []


def test_one_moved_within_ten_minutes_is_told_of_with_its_new_date(cohort, coordinator, amara):
    (session,) = planned(cohort, coordinator)

    move(session, coordinator, at=NOON + 5 * MINUTES)

    notice = Notice.objects.get(recipient=amara, superseded_at=None)
    assert notice.kind == "session_planned"
    assert notice.data["starts_at"].startswith(LATER.day.isoformat())


def test_one_of_many_cancelled_at_once_leaves_the_others_told(cohort, coordinator, amara):
    first, _second = planned(cohort, coordinator, DAY, LATER)

    call_off_session(session=first, by=coordinator, at=NOON + 5 * MINUTES)

    notice = Notice.objects.get(recipient=amara, superseded_at=None)
    assert (notice.kind, notice.data["count"]) == ("sessions_planned", 1)


def test_whoever_knew_hears_that_it_moves_and_where_to(cohort, coordinator, amara):
    (session,) = planned(cohort, coordinator)
    read()

    move(session, coordinator)

    notice = Notice.objects.get(recipient=amara, kind="session_moved")
    assert notice.data["starts_at"].startswith(LATER.day.isoformat())


def test_one_that_moves_twice_at_once_is_told_of_with_its_last_date(cohort, coordinator, amara):
    (session,) = planned(cohort, coordinator)
    read()
    move(session, coordinator)

    move(session, coordinator, replace(DAY, day=DAY.day + 2 * WEEK), at=NOON + 5 * MINUTES)

    notice = Notice.objects.get(recipient=amara, kind="session_moved", superseded_at=None)
    assert notice.data["starts_at"].startswith((DAY.day + 2 * WEEK).isoformat())


def test_one_that_moves_again_after_its_move_was_mailed_is_mailed_again(cohort, coordinator, amara):
    (session,) = planned(cohort, coordinator)
    read()
    move(session, coordinator)
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON + 20 * MINUTES)

    move(session, coordinator, replace(DAY, day=DAY.day + 2 * WEEK), at=NOON + 60 * MINUTES)

    due = Delivery.objects.get(notice__recipient=amara, status=Delivery.Status.DUE)
    assert due.notice.data["starts_at"].startswith((DAY.day + 2 * WEEK).isoformat())


def test_one_that_is_cancelled_later_is_told_of(cohort, coordinator, amara):
    (session,) = planned(cohort, coordinator)
    read()

    call_off_session(session=session, by=coordinator, at=NOON)

    assert "session_called_off" in told(amara)


def test_a_change_of_words_alone_tells_nobody(cohort, coordinator, amara):
    (session,) = planned(cohort, coordinator)
    read()

    session.place = "Room 4"
    move(session, coordinator, DAY)

    assert told(amara) == ["session_planned"]


def test_a_host_hears_of_it_and_a_former_one_no_more(cohort, coordinator):
    host, other = PersonFactory(), PersonFactory()
    (session,) = planned(cohort, coordinator, outline=Outline(title="A", host=host))
    before = told(host)

    session.host = other
    move(session, coordinator, DAY)

    assert before == ["session_yours"]
    assert told(host) == []
    assert told(other) == ["session_yours"]


def test_an_intake_that_moves_is_told_once(cohort, coordinator, amara):
    from programs.sessions.services.session import move_with_intake

    planned(cohort, coordinator, DAY, LATER)
    read()

    move_with_intake(cohort, 7, coordinator, NOON)

    assert told(amara) == ["sessions_moved", "sessions_planned"]


def remind(at=NOON):
    plan_notices(planners["sessions"].drafts(at), at=at)


def test_a_session_of_the_next_day_is_told_of_once(cohort, amara):
    SessionFactory(cohort=cohort, starts_at=NOON + timedelta(hours=23))

    remind()
    remind()

    assert told(amara) == ["session_tomorrow"]


def test_its_host_is_reminded_as_well(cohort):
    host = PersonFactory()
    SessionFactory(cohort=cohort, starts_at=NOON + timedelta(hours=23), host=host)

    remind()

    assert told(host) == ["session_tomorrow"]


@pytest.mark.parametrize("why", ["excused", "paused", "later", "cancelled", "archived"])
def test_whoever_does_not_come_is_not_reminded(cohort, coordinator, amara, why):
    hours = 25 if why == "later" else 23
    session = SessionFactory(cohort=cohort, starts_at=NOON + timedelta(hours=hours))
    if why == "excused":
        marks = {amara.learner.pk: "excused"}
        note_attendance(session=session, marks=marks, by=coordinator, at=NOON)
    elif why == "paused":
        paused = {"status": "paused", "paused_status": "active"}
        pairing = PreceptorshipFactory(cohort=cohort, learner=amara.learner)
        Preceptorship.objects.filter(pk=pairing.pk).update(**paused)
    elif why == "cancelled":
        session.called_off_at, session.called_off_by = NOON, coordinator
        session.save()
    elif why == "archived":
        cohort.program.archived_at = NOON
        cohort.program.save()

    remind()

    assert told(amara) == []


def test_an_excuse_takes_the_reminder_back(cohort, coordinator, amara):
    session = SessionFactory(cohort=cohort, starts_at=NOON + timedelta(hours=23))
    remind()

    note_attendance(session=session, marks={amara.learner.pk: "excused"}, by=coordinator, at=NOON)

    assert told(amara) == []


def test_a_reminder_of_one_that_has_begun_is_stale(cohort, amara):
    SessionFactory(cohort=cohort, starts_at=NOON + timedelta(hours=23))
    remind()

    stale = reminders.stale(NOON + timedelta(hours=24))

    assert list(stale.values_list("kind", flat=True)) == ["session_tomorrow"]


def noted(session, by, person, state, *, at=NOON):
    note_attendance(session=session, marks={person.learner.pk: state}, by=by, at=at)


def test_a_required_session_missed_is_told_after_ten_minutes(cohort, coordinator, amara):
    noted(SessionFactory(cohort=cohort), coordinator, amara, "absent")

    assert told(amara, NOON + 9 * MINUTES) == []
    assert told(amara, NOON + 10 * MINUTES) == ["session_missed"]


def test_an_absence_noted_by_mistake_is_never_told(cohort, coordinator, amara):
    session = SessionFactory(cohort=cohort)
    noted(session, coordinator, amara, "absent")

    noted(session, coordinator, amara, "present", at=NOON + 5 * MINUTES)

    assert told(amara) == []


def test_making_it_up_at_another_date_ends_it(cohort, coordinator, amara):
    missed = SessionFactory(cohort=cohort, starts_at=NOON - WEEK)
    noted(missed, coordinator, amara, "absent")
    again = SessionFactory(cohort=cohort, series=missed.series)

    noted(again, coordinator, amara, "present")

    assert told(amara) == []


def test_an_absence_of_somebody_who_withdrew_is_stale(cohort, coordinator, amara):
    noted(SessionFactory(cohort=cohort), coordinator, amara, "absent")
    before = list(reminders.stale(NOON))

    cohort.enrolments.update(status="withdrawn")

    assert before == []
    assert [notice.kind for notice in reminders.stale(NOON)] == ["session_missed"]


def test_an_optional_session_missed_is_told_to_nobody(cohort, coordinator, amara):
    noted(SessionFactory(cohort=cohort, is_required=False), coordinator, amara, "absent")

    assert told(amara) == []
