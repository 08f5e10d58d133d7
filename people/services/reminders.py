"""What the calendar has to say to people, whatever they take part in (DESIGN 7)."""

from datetime import datetime

from people import credential_reminders
from people.services.notice import plan_notices, withdraw


def plan_credentials(*, at: datetime) -> int:
    """Warn of what lapses in 60, 30 and 7 days; return how much is new (S2)."""
    withdraw(credential_reminders.stale(), at=at)
    return plan_notices(credential_reminders.drafts(at), at=at)
