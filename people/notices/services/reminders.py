"""What the calendar has to say: planned set-wise, as often as one likes (DESIGN 7)."""

from datetime import datetime

from people.notices.services.notice import plan_notices, withdraw
from people.registry import planners


def plan_reminders(*subjects: str, at: datetime) -> int:
    """Take back what is no longer true, tell what is; return how many notices are new."""
    return sum(_plan(subject, at=at) for subject in subjects)


def _plan(subject, *, at):
    planner = planners[subject]
    if planner.stale:
        withdraw(planner.stale(at), at=at)
    return plan_notices(planner.drafts(at), at=at)
