"""Who plans sessions, notes who is there, and attends: the only place here for roles."""

from people.permissions import is_about
from programs.cohorts.models import Enrolment
from programs.cohorts.permissions import can_coordinate
from programs.sessions.models import Session
from programs.sessions.models.session import LEARNING


def can_plan_sessions(person, cohort) -> bool:
    """Plan, change, cancel: whoever runs the program, while neither it nor the cohort is over."""
    is_over = cohort.archived_at or cohort.program.archived_at
    return not is_over and can_coordinate(person, cohort.program)


def can_change_session(person, session: Session) -> bool:
    return not session.is_called_off and can_plan_sessions(person, session.cohort)


def can_note_attendance(person, session: Session) -> bool:
    """Whoever runs the program, and who hosts it: never about themselves (see the service)."""
    if session.is_called_off:
        return False
    return session.host_id == person.pk or can_coordinate(person, session.cohort.program)


def is_own_mark(person, learner) -> bool:
    """Nobody says of themselves that they were there, but by the code in the room."""
    return is_about(person, learner.person_id)


def is_learner_at(person, session: Session) -> bool:
    """Whether the person learns in its cohort now."""
    mine = Enrolment.objects.filter(cohort=session.cohort_id, status__in=LEARNING)
    return mine.filter(learner__person=person).exists()
