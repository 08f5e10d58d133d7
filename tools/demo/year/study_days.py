"""Twelve study days of the intake: planned beforehand, attended, one of them missed and made up."""

from datetime import time, timedelta

from programs.sessions.models import Attendance, Session
from programs.sessions.services.attendance import note_attendance
from programs.sessions.services.session import (
    Outline,
    Slot,
    copy_session,
    plan_different_sessions,
)
from programs.sessions.standing import expected_at
from tools.demo.year.course import Year
from tools.demo.year.diary import moment

NUMBER, IS_MISSED = 12, 3
FROM, TO = time(9), time(16, 30)


def foresee(year: Year) -> None:
    """Plan them all at once, as far apart as twelve in this time can be."""
    starts_on, apart = year.cohort.starts_on, year.story.weeks * 7 // NUMBER
    outlines = [
        (
            Outline(
                title=f"Study day {number + 1}",
                about="With time for your own questions.",
                place="Education centre",
                credited_minutes=420,
                is_required=True,
                host=year.deputy,
            ),
            Slot(starts_on + timedelta(days=2 + apart * number), FROM, TO),
        )
        for number in range(NUMBER)
    ]
    act = {"by": year.coordinator, "idempotency_key": year.key(), "at": year.diary.now}
    for number, session in enumerate(
        plan_different_sessions(cohort=year.cohort, outlines=outlines, **act), 1
    ):
        is_missed = number == IS_MISSED
        after = session.ends_at + timedelta(minutes=15)
        year.diary.put(after, note, year, session, is_missed)
    year.tally.act("study days planned", year.today)


def note(year: Year, session: Session, is_missed: bool) -> None:
    """The host says who was there; whoever is away for weeks is excused."""
    marks = {}
    for row in expected_at(session).order_by("learner__person__sort_name"):
        mine = [each for each in year.running_of(row.learner_id) if each.is_away(year.today)]
        marks[row.learner_id] = "excused" if mine else "present"
    if is_missed and marks:
        marks[next(iter(marks))] = "absent"
    note_attendance(session=session, marks=marks, by=year.deputy, at=year.diary.now)
    year.done("study day held")


def plan_again(year: Year, row) -> int:
    """Another date for whoever missed it; nothing where one is planned already."""
    series, _colon, learner = row.key.partition(":")
    planned = Session.objects.filter(series=series, starts_at__gt=year.diary.now)
    if planned.exists():
        return 0
    missed = Session.objects.filter(series=series).order_by("-starts_at").first()
    day = year.today + timedelta(days=10)
    act = {"by": year.coordinator, "idempotency_key": year.key(), "at": year.diary.now}
    copies = copy_session(session=missed, slots=[Slot(day, FROM, TO)], is_same=True, **act)
    year.diary.put(moment(day, 18), make_up, year, copies[0], learner)
    return 1


def make_up(year: Year, session: Session, learner: str) -> None:
    """Whoever missed the first date comes to the second."""
    marks = {type(session.pk)(learner): Attendance.State.PRESENT}
    note_attendance(session=session, marks=marks, by=year.deputy, at=year.diary.now)
    year.done("study day made up")
