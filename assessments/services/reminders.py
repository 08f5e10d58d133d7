"""What the calendar has to say about competence (DESIGN 7)."""

from datetime import datetime

from assessments import competency_reminders
from people.services.notice import plan_notices, withdraw


def plan_competencies(*, at: datetime) -> int:
    """Tell preceptors and learners once a week what is past its week; return how much is new."""
    withdraw(competency_reminders.stale(at), at=at)
    return plan_notices(competency_reminders.drafts(at), at=at)
