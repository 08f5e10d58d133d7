"""The study days of a demo's cohorts: a year of them, those that are over with who was there."""

from datetime import time, timedelta
from uuid import UUID

from people.models import Person
from programs.cohorts.models import Cohort
from programs.sessions.models import Session
from programs.sessions.services.attendance import note_attendance
from programs.sessions.services.session import (
    Outline,
    Slot,
    copy_session,
    plan_different_sessions,
)
from programs.sessions.standing import expected_at

# What each is about, so many days after the start of the cohort, and whether one has to come.
STUDY_DAYS = (
    ("Welcome: your preceptorship and your support", 3, True),
    ("Communication, civility and resilience", 31, True),
    ("The deteriorating patient", 59, True),
    ("Accountability, delegation and escalation", 101, True),
    ("Quality improvement and evidence", 143, True),
    ("Leadership and learning from incidents", 199, True),
    ("Looking back, and your career from here", 325, False),
)
ROOM = "Education centre, room 2"
# Of the second, on which somebody was away, another date follows in so many days.
AGAIN_IN = timedelta(days=9)


def study(cohort: Cohort, host: Person, *, by: Person, clock, random) -> None:
    """Plan the study days before the cohort begins, and note of those over who was there."""
    ago = (clock.today - cohort.starts_on).days
    outlines = [
        (
            Outline(
                title=title,
                about="With time for your own questions. Lunch is there.",
                place=ROOM,
                credited_minutes=420,
                is_required=is_required,
                host=host,
            ),
            Slot(cohort.starts_on + timedelta(days=after), time(9), time(16, 30)),
        )
        for title, after, is_required in STUDY_DAYS
    ]
    plan_different_sessions(
        cohort=cohort,
        outlines=outlines,
        by=by,
        idempotency_key=_key(random),
        at=clock.moment(ago + 10, 11),
    )
    for number, session in enumerate(Session.objects.over(clock.now).filter(cohort=cohort)):
        _note(session, number, by=host)
    missed = Session.objects.filter(cohort=cohort, title=STUDY_DAYS[1][0]).get()
    copy_session(
        session=missed,
        slots=[Slot(clock.today + AGAIN_IN, time(9), time(16, 30))],
        is_same=True,
        by=by,
        idempotency_key=_key(random),
        at=clock.moment(2, 14),
    )


def _note(session, number, *, by):
    """Nearly everybody comes; of the second one somebody was excused and somebody away."""
    learners = list(expected_at(session).order_by("learner__person__sort_name"))
    marks = {row.learner_id: "present" for row in learners}
    if number == 1 and len(learners) > 4:
        marks |= {learners[2].learner_id: "excused", learners[4].learner_id: "absent"}
    at = session.ends_at + timedelta(minutes=10)
    note_attendance(session=session, marks=marks, by=by, at=at)


def _key(random):
    return UUID(int=random.getrandbits(128), version=4)
