"""Who was at a session: noted by the list, or by the code in the room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Learner, Person
from programs.sessions import codes, notices
from programs.sessions.models import Attendance, Session
from programs.sessions.permissions import can_note_attendance, is_learner_at, is_own_mark
from programs.sessions.services.session import lock_session
from programs.sessions.standing import expected_at

State, Way = Attendance.State, Attendance.Way
# Whether each learner, by id, was there; None where nobody says.
Marks = Mapping[UUID, str | None]


class AttendanceError(Refusal):
    """A rule refused the request."""


@dataclass(slots=True)
class AttendanceReport:
    """How many were noted, and whom somebody else noted otherwise meanwhile: they stay so."""

    noted: int = 0
    left: list[str] = field(default_factory=list)


@transaction.atomic
def note_attendance(
    *,
    session: Session,
    marks: Marks,
    by: Person,
    at: datetime,
    seen: Marks | None = None,
    rest: str | None = None,
) -> AttendanceReport:
    """Note by the list who was there; a mark of None takes a note away.

    ``seen`` is what the list showed when it was opened: what differs by now from it is left as
    it is and named, so that nobody's note is replaced unseen. ``rest`` is noted of everybody of
    whom nothing is. Queries: a dozen, whatever the number.

    :raises AttendanceError: if ``by`` may not, it was cancelled, a mark is of somebody else or
        of oneself, or says of a session to come who is there.
    """
    session = lock_session(session)
    _refuse_noting(session, by)
    learners = {row.learner_id: row.learner for row in _expected(session)}
    stored = {row.learner_id: row for row in session.attendances.select_for_update()}
    if strangers := set(marks) - set(learners):
        raise AttendanceError(_strangers_words(len(strangers)))
    report = AttendanceReport()
    wanted = _wanted(marks, seen or {}, stored, learners, report, is_seen=seen is not None)
    if rest:
        others = [key for key in learners if key not in stored and key not in wanted]
        wanted |= {key: rest for key in others if not is_own_mark(by, learners[key])}
    _refuse_own(wanted, learners, by)
    if at < session.starts_at - codes.BEFORE and _says_who_came(wanted):
        raise AttendanceError(_("You can note who is there from 30 minutes before the start."))
    _store(session, wanted, Way.LIST, by=by, at=at)
    report.noted = len(wanted)
    notices.attendance_noted(session, [learners[key] for key in wanted], at=at)
    return report


@transaction.atomic
def confirm_attendance(
    *, session: Session, by: Person, at: datetime, code: str = "", ticket: str = ""
) -> Attendance:
    """Note that ``by`` is there, who has the code of the room or a ticket got for it.

    Twice is once.

    :raises AttendanceError: saying why not (``why_not_attend``), or that the code has expired.
    """
    session = lock_session(session)
    known = session.attendances.filter(learner__person=by).first()
    if known and known.state == State.PRESENT:
        return known
    if words := why_not_attend(session, by, at=at):
        raise AttendanceError(words)
    is_here = codes.is_code(session, code, at=at) or codes.is_ticket(session, by, ticket, at=at)
    if not is_here:
        raise AttendanceError(
            _("This code has expired. Scan or type the one that is on the screen now.")
        )
    learner = Learner.objects.get(person=by)
    _store(session, {learner.pk: State.PRESENT}, Way.CODE, by=by, at=at)
    notices.attendance_noted(session, [learner], at=at)
    return session.attendances.get(learner=learner)


def why_not_attend(session: Session, person: Person, *, at: datetime) -> str:
    """Why the person can't say now that they are there, in words fit to show; or nothing."""
    if not is_learner_at(person, session):
        return _(
            "You're not in the group this session is for. If you should be, talk to the person "
            "running it."
        )
    if session.is_called_off:
        return _("This session was cancelled.")
    if at < session.starts_at - codes.BEFORE:
        opens = timezone.localtime(session.starts_at - codes.BEFORE)
        words = _("You can confirm that you're here from %(when)s.")
        return words % {"when": date_format(opens, "j M, H:i")}
    if not codes.is_open(session, at=at):
        return _(
            "It's more than 30 minutes since this session ended. Ask the person who ran it to "
            "note you."
        )
    if session.attendances.filter(learner__person=person, state=State.ABSENT).exists():
        return _("You're noted as absent. Ask the person running the session to change it.")
    return ""


def _expected(session):
    return expected_at(session).select_related("learner__person")


def _wanted(marks, seen, stored, learners, report, *, is_seen):
    """What changes of what is stored: {learner: state or None}."""
    wanted = {}
    for key, mark in marks.items():
        now = stored[key].state if key in stored else None
        is_changed = mark != seen.get(key) if is_seen else mark != now
        if not is_changed or mark == now:
            continue
        if is_seen and now != seen.get(key):
            report.left.append(learners[key].person.name)
        else:
            wanted[key] = mark
    return wanted


def _says_who_came(wanted):
    return any(mark in (State.PRESENT, State.ABSENT) for mark in wanted.values())


def _store(session, wanted, way, *, by, at):
    noted = {"way": way, "noted_at": at, "noted_by": by}
    gone = [key for key, mark in wanted.items() if mark is None]
    session.attendances.filter(learner__in=gone).delete()
    kept = [
        Attendance(session=session, learner_id=key, state=mark, **noted)
        for key, mark in wanted.items()
        if mark is not None
    ]
    Attendance.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["session", "learner"],
        update_fields=["state", "way", "noted_at", "noted_by"],
    )


def _refuse_noting(session, by):
    if session.is_called_off:
        raise AttendanceError(_("This session was cancelled."))
    if not can_note_attendance(by, session):
        raise AttendanceError(_("Only the coordinators and the host can note who is there."))


def _refuse_own(wanted, learners, by):
    if any(is_own_mark(by, learners[key]) for key in wanted):
        raise AttendanceError(
            _("You learn here yourself, so confirm by the code, or let someone else note you.")
        )


def _strangers_words(count):
    return _("%(count)d of these people aren't expected at this session.") % {"count": count}
