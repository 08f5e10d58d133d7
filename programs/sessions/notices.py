"""What people are told about sessions: facts, never text (N7)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Learner, Person
from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft, plan_notices, step_of, take_back
from people.registry import NoticeKind, Part
from programs.cohorts.models import Cohort, Enrolment
from programs.sessions.models import Attendance, Session
from programs.sessions.models.session import LEARNING

# What is corrected by then is never told (N10).
WAIT = timedelta(minutes=10)
PLANNED = ("session_planned", "sessions_planned")
MISSED, TOMORROW = "session_missed", "session_tomorrow"

_LEARNERS = _("Learners of the cohort")
_ALL = _("Learners of the cohort, and the host")


# Whoever hosts one is most often a preceptor or runs the program.
_PARTS = (Part.LEARNER, Part.PRECEPTOR, Part.COORDINATOR)


def _kind(code, **fields):
    defaults = {
        "act": _("Open the session"),
        "why": _("You get this because this session is for you or run by you."),
        "whom": _ALL,
        "parts": _PARTS,
        "icon": "calendar-event",
        "facts": ("title", "starts_at"),
    }
    return NoticeKind(code=code, **{**defaults, **fields})


KINDS = (
    _kind(
        "session_planned",
        label=_("A session is planned"),
        subject=_("New session: %(title)s"),
        line=_("It starts on %(starts_at)s."),
        whom=_LEARNERS,
        parts=(Part.LEARNER,),
        ends_with=("session_plan_changed",),
    ),
    _kind(
        "sessions_planned",
        label=_("Several sessions are planned"),
        subject=_("Your sessions are planned: %(cohort)s"),
        line=_("Number of dates: %(count)d. The first starts on %(starts_at)s."),
        act=_("See the dates"),
        whom=_LEARNERS,
        parts=(Part.LEARNER,),
        facts=("cohort", "count", "starts_at"),
        ends_with=("session_plan_changed",),
    ),
    _kind(
        "session_yours",
        label=_("You're hosting a session"),
        subject=_("You're hosting %(title)s"),
        line=_("It starts on %(starts_at)s. You can show the code and note who is there."),
        whom=_("The host"),
        is_duty=True,
        ends_with=("session_host_changed", "session_moved", "session_called_off"),
    ),
    _kind(
        "session_moved",
        label=_("A session has moved"),
        subject=_("%(title)s has moved"),
        line=_("It now starts on %(starts_at)s."),
        is_duty=True,
        ends_with=("session_moved", "session_called_off"),
    ),
    _kind(
        "sessions_moved",
        label=_("Several sessions have moved"),
        subject=_("Your sessions have moved: %(cohort)s"),
        line=_("Number of dates: %(count)d. The first now starts on %(starts_at)s."),
        act=_("See the dates"),
        whom=_LEARNERS,
        parts=(Part.LEARNER,),
        is_duty=True,
        facts=("cohort", "count", "starts_at"),
    ),
    _kind(
        "session_called_off",
        label=_("A session was cancelled"),
        subject=_("%(title)s was cancelled"),
        line=_("It would have started on %(starts_at)s."),
        is_duty=True,
        icon="calendar-x",
    ),
    _kind(
        MISSED,
        facts=("title",),
        label=_("You missed a required session"),
        subject=_("You missed %(title)s"),
        line=_("It's required. See when it's offered again, or talk to the coordinator."),
        act=_("See the dates"),
        whom=_("The learner who missed it"),
        parts=(Part.LEARNER,),
        is_duty=True,
        asks=True,
        tone="amber",
        icon="calendar-x",
        ends_with=("session_made_up",),
    ),
)


def sessions_planned(
    cohort: Cohort, sessions: Sequence[Session], *, by: Person, at: datetime
) -> None:
    """To the cohort's learners once for all dates, to each host for theirs."""
    people = _learners(cohort) - {by.pk} - _who_attended(sessions)
    drafts = list(_of_plan(cohort, sessions, people))
    for session in sessions:
        if session.host and session.host != by:
            drafts.append(_draft("session_yours", session.host_id, session, at))
    plan_notices(drafts, at=at + WAIT)


def session_moved(session: Session, *, by: Person, at: datetime) -> None:
    """Whom the plan has not reached yet hears of the new date alone."""
    unaware = _tell_plan_anew(session, at=at)
    take_back("session_moved", [session.pk], at=at)
    people = _everybody(session) - unaware - {by.pk}
    plan_notices([_draft("session_moved", each, session, at) for each in people], at=at + WAIT)


def sessions_moved(
    cohort: Cohort, sessions: Sequence[Session], *, by: Person, at: datetime
) -> None:
    """All that is to come of a cohort, which starts on another day; each learner hears it once."""
    if not sessions:
        return
    take_back("session_moved", [session.pk for session in sessions], at=at)
    unaware: set[UUID] = set()
    for session in {session.idempotency_key: session for session in sessions}.values():
        unaware |= _tell_plan_anew(session, at=at)
    first = min(session.starts_at for session in sessions)
    facts = {"cohort": cohort.name, "count": len(sessions), "starts_at": first}
    path = reverse("programs:session-list", args=[cohort.pk])
    people = _learners(cohort) - unaware - {by.pk}
    drafts = [
        NoticeDraft("sessions_moved", person, cohort.pk, at.date(), facts, path, step_of(at))
        for person in people
    ]
    hosted = [session for session in sessions if session.host_id not in (None, by.pk)]
    drafts += [_draft("session_moved", session.host_id, session, at) for session in hosted]
    plan_notices(drafts, at=at + WAIT)


def session_called_off(session: Session, *, by: Person, at: datetime) -> None:
    """Nobody hears of it who has not heard of the session, nor when it is over."""
    unaware = _tell_plan_anew(session, at=at)
    take_back("session_called_off", [session.pk], at=at)
    take_back("session_made_up", [session.pk], at=at)
    if session.ends_at <= at:
        return
    people = _everybody(session) - unaware - {by.pk}
    drafts = [_draft("session_called_off", person, session, at) for person in people]
    plan_notices(drafts, at=at + WAIT)


def host_changed(session: Session, *, former: Person | None, by: Person, at: datetime) -> None:
    if former:
        take_back("session_host_changed", [session.pk], at=at, recipient=former)
    if session.host and session.host != by and session.ends_at > at:
        plan_notices([_draft("session_yours", session.host_id, session, at)], at=at + WAIT)


def attendance_noted(session: Session, learners: Collection[Learner], *, at: datetime) -> None:
    """Who missed it is told so; who was excused, or made it up, is asked no longer."""
    dates = list(Session.objects.filter(series=session.series).values_list("pk", flat=True))
    people = {learner.pk: learner.person_id for learner in learners}
    missed = Attendance.objects.missed().filter(session__in=dates, learner__in=people)
    rows = list(missed.select_related("session"))
    missing = {people[row.learner_id] for row in rows}
    for person in _told(MISSED, dates, set(people.values()) - missing):
        take_back("session_made_up", dates, at=at, recipient=person)
    excused = session.attendances.excused().filter(learner__in=people)
    away = {people[learner] for learner in excused.values_list("learner", flat=True)}
    for person in _told(TOMORROW, [session.pk], away):
        take_back("session_excused", [session.pk], at=at, recipient=person)
    drafts = [missed_draft(row.session, people[row.learner_id]) for row in rows]
    plan_notices(drafts, at=at + WAIT)


def missed_draft(session: Session, person: UUID) -> NoticeDraft:
    """Told once for each date that was missed."""
    facts = {"title": session.title}
    path = reverse("programs:session-list", args=[session.cohort_id])
    return NoticeDraft(MISSED, person, session.pk, session.starts_at.date(), facts, path)


def _tell_plan_anew(session: Session, *, at: datetime) -> set[UUID]:
    """Let what was told of the plan say its dates of now; return whom it has not reached."""
    batch = session.idempotency_key
    told = Notice.objects.filter(kind__in=PLANNED, object_id=batch, superseded_at=None)
    people = list(told.values_list("recipient", flat=True))
    unaware = take_back("session_plan_changed", [batch], at=at)
    planned = Session.objects.filter(idempotency_key=batch, planned_by=session.planned_by_id)
    plan_notices(_of_plan(session.cohort, list(planned), people), at=at + WAIT)
    return unaware


def _of_plan(
    cohort: Cohort, sessions: Sequence[Session], people: Iterable[UUID]
) -> Iterable[NoticeDraft]:
    """One notice of all that was planned together, named by what the form was sent with."""
    standing = sorted(
        (session for session in sessions if not session.is_called_off),
        key=lambda session: session.starts_at,
    )
    if not standing:
        return
    first, is_one = standing[0], len(sessions) == 1
    kind = PLANNED[0] if is_one else PLANNED[1]
    facts: dict = {"starts_at": first.starts_at}
    facts |= {"title": first.title} if is_one else {"cohort": cohort.name, "count": len(standing)}
    about = ("session-detail", first.pk) if is_one else ("session-list", cohort.pk)
    path = reverse(f"programs:{about[0]}", args=[about[1]])
    for person in people:
        day = first.planned_at.date()
        yield NoticeDraft(kind, person, first.idempotency_key, day, facts, path)


def _draft(kind, person, session, at):
    facts = {"title": session.title, "starts_at": session.starts_at}
    path = reverse("programs:session-detail", args=[session.pk])
    return NoticeDraft(kind, person, session.pk, at.date(), facts, path, step_of(at))


def _learners(cohort) -> set[UUID]:
    learning = Enrolment.objects.filter(
        cohort=cohort, status__in=LEARNING, learner__person__is_active=True
    )
    return set(learning.values_list("learner__person", flat=True))


def _everybody(session) -> set[UUID]:
    learners = _learners(session.cohort_id) - _who_attended([session])
    return learners | ({session.host_id} - {None})


def _who_attended(sessions) -> set[UUID]:
    """Whoever was at some date of each of these, and need not come again."""
    series = {session.series for session in sessions}
    there = Attendance.objects.present().filter(
        session__series__in=series, session__called_off_at=None
    )
    attended = defaultdict(set)
    for person, of_series in there.values_list("learner__person", "session__series"):
        attended[person].add(of_series)
    return {person for person, of_series in attended.items() if of_series == series}


def _told(kind, objects, people) -> list[Person]:
    """Those among them who were told and still see it: of a cohort of hundreds they are few."""
    told = Notice.objects.filter(
        kind=kind, object_id__in=objects, recipient__in=people, superseded_at=None
    )
    return list({notice.recipient for notice in told.select_related("recipient")})
