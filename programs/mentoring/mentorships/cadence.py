"""When two people should meet again, and how long they have been quiet. Pure: no Django."""

from datetime import date, timedelta
from enum import Enum


class Contact(Enum):
    """How recent the last contact is, measured by what the two agreed (M9)."""

    IN_TOUCH = "in_touch"
    QUIET = "quiet"
    VERY_QUIET = "very_quiet"


# In cadences without contact (M9), where a program says nothing else.
QUIET_FROM = 1.5
VERY_QUIET_FROM = 2

WEEK = timedelta(days=7)


def contact(
    *,
    counts_from: date,
    cadence_days: int,
    today: date,
    quiet_from: float = QUIET_FROM,
    very_quiet_from: float = VERY_QUIET_FROM,
) -> Contact:
    """Return the band of recency on ``today``; the limits are in cadences.

    ``counts_from`` is the last contact or, if later, the start or the end of the last
    pause: a pause stops this clock (M12).
    """
    quiet_days = (today - counts_from).days
    if quiet_days >= very_quiet_from * cadence_days:
        return Contact.VERY_QUIET
    if quiet_days >= quiet_from * cadence_days:
        return Contact.QUIET
    return Contact.IN_TOUCH


def next_check_in_on(*, last_on: date | None, cadence_days: int, today: date) -> date:
    """Return the day to propose: the cadence after the last one, and never before tomorrow.

    It falls on the weekday of the last one, because that is the day that suited both;
    a cadence of 30 days therefore means four weeks. A first check-in is proposed for a
    week from today, which is well within the ten days of M9.
    """
    if last_on is None:
        return today + WEEK
    if cadence_days < WEEK.days:
        return max(last_on + timedelta(days=cadence_days), today + timedelta(days=1))
    proposed = last_on + round(cadence_days / WEEK.days) * WEEK
    while proposed <= today:
        proposed += WEEK
    return proposed
