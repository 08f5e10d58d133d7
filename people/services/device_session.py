"""Where somebody is logged in: begun, seen again, and ended (decision 34)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from common.ids import uuid7
from people.models import DeviceSession, Person
from people.models.device_session import ABOUT, LONGEST_AGENT
from people.services.security_log import Kind, record

# A page is no reason to write; one every few minutes is.
SEEN_EVERY = timedelta(minutes=2)


def begin_session(session: SessionBase, *, agent: str, at: datetime) -> None:
    """Note where and when somebody logged in, for the list of their sessions."""
    moment = at.isoformat()
    session[ABOUT] = {
        "id": str(uuid7()),
        "begun_at": moment,
        "seen_at": moment,
        "agent": agent[:LONGEST_AGENT],
    }


def see_session(session: SessionBase, *, at: datetime) -> None:
    """Let the idle time begin anew, if the session was last seen some minutes ago."""
    about = session.get(ABOUT)
    if about and at - datetime.fromisoformat(about["seen_at"]) >= SEEN_EVERY:
        session[ABOUT] = about | {"seen_at": at.isoformat()}


def keep_on_own_device(session: SessionBase, *, is_own: bool) -> None:
    """Let the session of somebody's own phone or computer last longer, or no longer."""
    session.set_expiry(settings.ACCOUNT_SESSION_COOKIE_AGE if is_own else 0)


def end_session(row: DeviceSession) -> None:
    """Whoever uses that browser is logged out with their next click."""
    row.delete()


def end_sessions(person: Person, *, but: SessionBase | None = None) -> int:
    """End all of somebody's sessions, ``but`` the one at hand; return how many."""
    rows = DeviceSession.objects.filter(person=person)
    if but is not None and ABOUT in but:
        rows = rows.exclude(public_id=but[ABOUT]["id"])
    return rows.delete()[0]


def log_out_everywhere(*, person: Person, by: Person) -> None:
    """End all of somebody's sessions for them; they log in again as they did before."""
    end_sessions(person)
    record(Kind.SESSIONS_ENDED, by=by, about=person)


def end_every_session() -> int:
    """Log everybody out, as after a cookie may have been stolen; return how many sessions."""
    return DeviceSession.objects.all().delete()[0]
