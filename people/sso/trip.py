"""What somebody goes to a provider for, and what waits in their session when they are back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.authentication import get_authentication_records

from common.refusal import Refusal

LOG_IN, CONNECT, CONFIRM, INVITED = "login", "connect", "confirm", "invited"
# In the session: the account elsewhere that may be connected, shown to its owner first.
WAITING_KEY = "sso_waiting"
WAITS = timedelta(minutes=10)


@dataclass(frozen=True)
class Trip:
    """``back``: a path of ours. ``data``: what is known here about who leaves."""

    purpose: str
    back: str = "/"
    data: dict = field(default_factory=dict)

    @property
    def is_fresh(self) -> bool:
        """Whether who sits there now has to prove it: a log-in left open there is not enough."""
        return self.purpose != LOG_IN or bool(self.data.get("has_left"))


class TripError(Refusal):
    """Nobody came back, or not so that they may be believed."""

    def __init__(self, message: str, trip: Trip | None = None):
        super().__init__(message)
        self.trip = trip


@dataclass(frozen=True)
class WaitingAccount:
    """An account elsewhere that belongs to nobody here yet."""

    issuer: str
    subject: str
    # What its owner knows it by.
    shown: str
    since: datetime
    # Whether the provider says that it asked for a second factor.
    is_vouched: bool = False
    # Whoever was invited and holds the link; empty for somebody who has an account.
    invitation: UUID | None = None


def let_wait(session, account: WaitingAccount) -> None:
    session[WAITING_KEY] = {
        "issuer": account.issuer,
        "subject": account.subject,
        "shown": account.shown,
        "since": account.since.isoformat(),
        "vouched": account.is_vouched,
        "invitation": account.invitation and str(account.invitation),
    }


def waiting_account(session, *, at: datetime) -> WaitingAccount | None:
    """Return what waits in this session since less than ten minutes."""
    kept = session.get(WAITING_KEY)
    if not kept:
        return None
    since = datetime.fromisoformat(kept["since"])
    if not timedelta() <= at - since < WAITS:
        return None
    return WaitingAccount(
        kept["issuer"],
        kept["subject"],
        kept["shown"],
        since,
        kept["vouched"],
        kept["invitation"] and UUID(kept["invitation"]),
    )


def forget_waiting(session) -> None:
    session.pop(WAITING_KEY, None)


def has_typed_password_since(request, moment: datetime) -> bool:
    """Whether they logged in by password after ``moment``: with the account waiting, for it."""
    records = get_authentication_records(request, request.user)
    return any(
        record["method"] == "password" and record["at"] >= moment.timestamp() for record in records
    )
