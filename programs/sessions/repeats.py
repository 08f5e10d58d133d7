"""On which days something comes again. Pure: knows no Django."""

from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(weeks=1)


class Repeat(StrEnum):
    NEVER = "never"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


def days_of(first: date, repeat: Repeat, times: int) -> list[date]:
    """So many days, of which the first is one; a month later means the same weekday of it.

    The second Tuesday is followed by the next month's second Tuesday, a fifth one by the last.
    """
    if repeat == Repeat.NEVER:
        return [first]
    if repeat == Repeat.MONTHLY:
        return [_same_weekday(first, number) for number in range(times)]
    step = WEEK if repeat == Repeat.WEEKLY else 2 * WEEK
    return [first + number * step for number in range(times)]


def months_after(day: date, months: int) -> date:
    """The first day of the week from Monday to Friday, so many months later or just after."""
    month = _first_of(day, months)
    later = month.replace(day=min(day.day, _last_of(month).day))
    return later + timedelta(days={5: 2, 6: 1}.get(later.weekday(), 0))


def _same_weekday(day, months):
    month, place = _first_of(day, months), (day.day - 1) // 7
    first = month + timedelta(days=(day.weekday() - month.weekday()) % 7)
    found = first + place * WEEK
    return found if found.month == month.month else found - WEEK


def _first_of(day, months):
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _last_of(month):
    return _first_of(month, 1) - timedelta(days=1)
