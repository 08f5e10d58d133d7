"""Sessions of a cohort: planned one or many at once, changed, copied, cancelled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.ids import uuid7
from common.local_time import NoSuchTimeError, moment_of
from common.refusal import Refusal
from people.models import Person
from people.notices.quiet_hours import time_zone
from programs.cohorts.models import Cohort
from programs.sessions import notices
from programs.sessions.models import Session

# As many dates as are planned in one go: two years of fortnights.
MOST = 60


class SessionError(Refusal):
    """A rule refused the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a session is besides its time. ``credited_minutes`` None: as long as it lasts."""

    title: str
    about: str = ""
    place: str = ""
    credited_minutes: int | None = None
    is_required: bool = True
    host: Person | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A day and two times, by the clocks of whoever plans."""

    day: date
    starts: time
    ends: time

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """:raises SessionError: where it ends before it begins, or the clocks skip a time."""
        if self.ends <= self.starts:
            raise SessionError(_("A session ends on the day it starts, and after it starts."))
        try:
            return moment_of(self.day, self.starts, zone), moment_of(self.day, self.ends, zone)
        except NoSuchTimeError:
            raise SessionError(
                _(
                    "The clocks go forward on %(day)s, so one of these times doesn't exist. "
                    "Choose another."
                )
                % {"day": date_format(self.day, "j M Y")}
            ) from None


@transaction.atomic
def plan_sessions(
    *,
    cohort: Cohort,
    outline: Outline,
    slots: Sequence[Slot],
    by: Person,
    idempotency_key: UUID,
    at: datetime,
    is_same: bool = False,
    series: UUID | None = None,
) -> list[Session]:
    """Plan a session for each slot; the cohort's learners are told once, ten minutes later (N10).

    With ``is_same`` they are dates of one session, of which attending one is enough, and with
    ``series`` further dates of that one. The same ``idempotency_key`` again returns the same.

    :raises SessionError: if the cohort is archived, a day is given twice or is over, there are
        more than 60, or the times make no session.
    """
    shared = series or (uuid7() if is_same else None)
    outlines = [(outline, slot, shared or uuid7()) for slot in slots]
    return _plan(cohort, outlines, by=by, idempotency_key=idempotency_key, at=at)


@transaction.atomic
def plan_different_sessions(
    *,
    cohort: Cohort,
    outlines: Iterable[tuple[Outline, Slot]],
    by: Person,
    idempotency_key: UUID,
    at: datetime,
) -> list[Session]:
    """Plan sessions that are each about something else, such as those a preset proposes.

    :raises SessionError: as for one.
    """
    rows = [(outline, slot, uuid7()) for outline, slot in outlines]
    return _plan(cohort, rows, by=by, idempotency_key=idempotency_key, at=at)


@transaction.atomic
def copy_session(
    *,
    session: Session,
    slots: Sequence[Slot],
    is_same: bool,
    by: Person,
    idempotency_key: UUID,
    at: datetime,
) -> list[Session]:
    """Plan it again on other days: as the same session, which makes up a missed one, or anew.

    :raises SessionError: as for a new one.
    """
    names = ("title", "about", "place", "credited_minutes", "is_required", "host")
    outline = Outline(**{name: getattr(session, name) for name in names})
    return plan_sessions(
        cohort=session.cohort,
        outline=outline,
        slots=slots,
        series=session.series if is_same else None,
        by=by,
        idempotency_key=idempotency_key,
        at=at,
    )


@transaction.atomic
def change_session(
    *, session: Session, outline: Outline, slot: Slot, by: Person, at: datetime
) -> None:
    """Change what it is and, until it begins, when; the learners are told where it moves.

    :raises SessionError: if it was cancelled, has begun and would move, or the times make none.
    """
    session = lock_session(session)
    _refuse_called_off(session)
    former = session.host
    moments = slot.moments(zone_of(by))
    has_moved = moments != (session.starts_at, session.ends_at)
    if has_moved:
        _refuse_move(session, moments, at=at)
        session.starts_at, session.ends_at = moments
    is_elsewhere = outline.place != session.place
    _set(session, outline)
    if has_moved or is_elsewhere:
        session.version += 1
    session.save()
    if has_moved:
        notices.session_moved(session, by=by, at=at)
    if former != session.host:
        notices.host_changed(session, former=former, by=by, at=at)


@transaction.atomic
def call_off_session(*, session: Session, by: Person, at: datetime) -> None:
    """Cancel a session; the learners and its host are told, unless it is over.

    :raises SessionError: if it was cancelled before, or somebody is noted as present: it took
        place.
    """
    session = lock_session(session)
    _refuse_called_off(session)
    if session.attendances.present().exists():
        raise SessionError(_("Someone is noted as present, so this session took place."))
    session.called_off_at, session.called_off_by = at, by
    session.version += 1
    session.save(update_fields=["called_off_at", "called_off_by", "version"])
    notices.session_called_off(session, by=by, at=at)


@transaction.atomic
def move_with_intake(cohort: Cohort, days: int, by: Person, at: datetime) -> int:
    """Move what has not begun by the days by which the cohort's start moved; return how many.

    Each keeps its time by the clocks of whoever planned it.
    """
    coming = Session.objects.standing().filter(cohort=cohort, starts_at__gt=at)
    rows = coming.select_related("planned_by").select_for_update(of=("self",), no_key=True)
    moved = list(rows.order_by("pk"))
    for session in moved:
        zone, length = zone_of(session.planned_by), session.ends_at - session.starts_at
        local = session.starts_at.astimezone(zone)
        day = local.date() + timedelta(days=days)
        try:
            session.starts_at = moment_of(day, local.time(), zone)
        except NoSuchTimeError:
            session.starts_at += timedelta(days=days)
        session.ends_at = session.starts_at + length
        session.version += 1
    Session.objects.bulk_update(moved, ["starts_at", "ends_at", "version"])
    notices.sessions_moved(cohort, moved, by=by, at=at)
    return len(moved)


def let_go_of_host(person: Person, by: Person, at: datetime) -> None:
    """Whoever has left hosts nothing more; the coordinators can still note who is there."""
    Session.objects.filter(host=person, ends_at__gt=at).update(host=None)


def lock_session(session: Session) -> Session:
    """Return the row as it is now, nobody else's to change until the transaction ends."""
    rows = Session.objects.with_cohort().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=session.pk)


def zone_of(person: Person) -> ZoneInfo:
    return time_zone(person.time_zone)


def _plan(cohort, rows, *, by, idempotency_key, at):
    """Keep a session for each row of (outline, slot, series), and tell of them all at once."""
    _lock_open(cohort)
    known = Session.objects.filter(planned_by=by, idempotency_key=idempotency_key)
    if found := list(known):
        return found
    if not rows or len(rows) > MOST:
        raise SessionError(_("Plan between 1 and %(most)d dates at a time.") % {"most": MOST})
    fresh = [_fresh(cohort, *row, by=by, idempotency_key=idempotency_key, at=at) for row in rows]
    _refuse_twice(fresh)
    Session.objects.bulk_create(fresh)
    notices.sessions_planned(cohort, fresh, by=by, at=at)
    return fresh


def _fresh(cohort, outline, slot, series, *, by, idempotency_key, at):
    starts_at, ends_at = slot.moments(zone_of(by))
    if ends_at <= at:
        words = _("%(day)s is over. Choose a day to come.")
        raise SessionError(words % {"day": date_format(slot.day, "j M Y")})
    session = Session(
        cohort=cohort,
        series=series,
        starts_at=starts_at,
        ends_at=ends_at,
        planned_at=at,
        planned_by=by,
        idempotency_key=idempotency_key,
    )
    _set(session, outline)
    return session


def _set(session, outline):
    length = int((session.ends_at - session.starts_at).total_seconds()) // 60
    credited = length if outline.credited_minutes is None else outline.credited_minutes
    if credited > length:
        raise SessionError(_("It can't be credited with more hours than it lasts."))
    session.title, session.about = outline.title.strip(), outline.about.strip()
    session.place, session.host = outline.place.strip(), outline.host
    session.credited_minutes, session.is_required = credited, outline.is_required
    if not session.title:
        raise SessionError(_("Give the session a title."))


def _lock_open(cohort):
    """Plan for a cohort one at a time, and for none that is over."""
    now = Cohort.objects.select_related("program").select_for_update(of=("self",), no_key=True)
    now = now.get(pk=cohort.pk)
    if now.archived_at or now.program.archived_at:
        raise SessionError(_("This cohort is archived. Take it out of the archive first."))


def _refuse_twice(fresh):
    """Of one session no date twice, neither in the form nor beside what stands."""
    given = {(session.series, session.starts_at) for session in fresh}
    series = {session.series for session in fresh}
    standing = Session.objects.standing().filter(series__in=series)
    taken = set(standing.values_list("series", "starts_at"))
    if len(given) < len(fresh) or given & taken:
        raise SessionError(_("One of these dates is there already."))


def _refuse_called_off(session):
    if session.is_called_off:
        raise SessionError(_("This session was cancelled."))


def _refuse_move(session, moments, *, at):
    if session.has_begun(at):
        raise SessionError(_("This session has already begun, so its time stays as it is."))
    if moments[1] <= at:
        raise SessionError(_("That time is over. Choose one to come."))
    same = Session.objects.standing().filter(series=session.series, starts_at=moments[0])
    if same.exclude(pk=session.pk).exists():
        raise SessionError(_("This session is already offered at that time."))
