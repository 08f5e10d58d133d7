"""What the calendar has to say: planned set-wise, as often as one likes (DESIGN 7)."""

from datetime import datetime
from itertools import chain

from people.services.notice import plan_notices, withdraw
from programs import mentoring_reminders, review_reminders, wall_reminders


def plan_reviews(*, at: datetime) -> int:
    """Tell of competency reviews due, overdue and escalated; return how much is new (N2)."""
    withdraw(review_reminders.stale(), at=at)
    return plan_notices(review_reminders.drafts(at), at=at)


def plan_mentoring(*, at: datetime) -> int:
    """Nudge mentors and mentees about check-ins, looks back and goals (N1, M9).

    And tell whoever asked at the wall that nobody answered.
    """
    withdraw(mentoring_reminders.stale(at), at=at)
    drafts = chain(mentoring_reminders.drafts(at), wall_reminders.drafts(at))
    return plan_notices(drafts, at=at)
