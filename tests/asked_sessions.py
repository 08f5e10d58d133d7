"""What notices of sessions ask for, as tests/test_asks.py tries it."""

from datetime import timedelta

from programs.sessions.services.attendance import note_attendance
from tests import factories as make
from tests.factories import NOON


def session_missed():
    coordinator = make.PersonFactory()
    cohort = make.CohortFactory(program=make.ProgramFactory(coordinator=coordinator))
    enrolled = {"status": "paired", "enrolled_at": NOON - timedelta(days=90)}
    learner = make.EnrolmentFactory(cohort=cohort, **enrolled).learner
    session = make.SessionFactory(cohort=cohort, title="Medicines safety")
    note = {"session": session, "by": coordinator, "at": NOON}
    note_attendance(marks={learner.pk: "absent"}, **note)

    def act():
        note_attendance(marks={learner.pk: "excused"}, **note)

    return learner.person, "You missed Medicines safety", act


SESSIONS = {"session_missed": session_missed}
