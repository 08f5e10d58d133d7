"""Which month of their path two people are in."""

from datetime import date, timedelta

from programs.models import Mentorship, PathTopic
from programs.schedule import month_of


def current_month(mentorship: Mentorship, *, today: date) -> int:
    """Return the running number of the month, from 1; pauses stretch the path (M12)."""
    rested = timedelta()
    for pause in mentorship.pauses.all():
        rested += min(pause.valid_to or today, today) - min(pause.valid_from, today)
    return month_of(starts_on=mentorship.starts_on, today=today - rested)


def topics_now(mentorship: Mentorship, *, today: date) -> list[PathTopic]:
    """Return what the path offers this month; nothing where a program has none."""
    topics = list(mentorship.program.path.all()) if mentorship.is_running else []
    if not topics:
        return []
    month = current_month(mentorship, today=today)
    return [topic for topic in topics if topic.month == month]
