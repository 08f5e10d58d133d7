"""Phases, review dates, ends and pauses of a pairing. Pure: dates in, dates out, no Django."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(weeks=1)
# A mentorship without an end gets review points this far ahead.
HORIZON_MONTHS = 60


class ReviewKind(StrEnum):
    INITIAL = "initial"
    REGULAR = "regular"
    MIDDLE = "middle"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """What a program asks for: a name and how long. The last one runs to the end."""

    name: str
    weeks: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named stretch of days; both ends belong to it."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ReviewDate:
    kind: ReviewKind
    due_on: date


def ends_on(*, starts_on: date, weeks: int) -> date:
    """Return the day on which a preceptorship of so many weeks is over (P1).

    It is the same day of the week as the start: the first day after the last full week.

    :raises ValueError: if ``weeks`` is not positive.
    """
    if weeks <= 0:
        raise ValueError("weeks must be positive")
    return starts_on + weeks * WEEK


def supported_until(*, starts_on: date, minimum_weeks: int) -> date:
    """Return the day to which support runs at least, whatever is achieved earlier (P15)."""
    return starts_on + minimum_weeks * WEEK


def phases(plans: Sequence[PhasePlan], *, starts_on: date, ends_on: date) -> list[Stretch]:
    """Lay the phases end to end from the start; the last one runs to the end (P1).

    The stretches cover every day from start to end exactly once: a phase of no weeks, and
    one that would begin on the end date or later, is left out.
    """
    names = {}
    day = starts_on
    for plan in plans:
        if day < ends_on:
            names[day] = plan.name
        day += plan.weeks * WEEK
    begins = list(names)
    ends = [begin - timedelta(days=1) for begin in begins[1:]] + [ends_on]
    return [
        Stretch(names[begin], begin, end) for begin, end in zip(begins, ends, strict=bool(begins))
    ]


def review_dates(
    *,
    starts_on: date,
    ends_on: date,
    days: Iterable[int] = (),
    every_days: int | None = None,
    is_middle_reviewed: bool = False,
) -> list[ReviewDate]:
    """Return the reviews of a preceptorship in order; the last is always the final one (P1).

    ``days`` are counted from the start; ``every_days`` repeats from the last of them, or
    from the start. Dates count from the start and not from the last review held, so a
    review that happens late does not push back the ones after it. A repeated review that
    would fall within a week of the middle or the final one is left out: that one stands
    for it. No day has two reviews.

    :raises ValueError: if ``every_days`` is given and not positive.
    """
    if every_days is not None and every_days <= 0:
        raise ValueError("every_days must be positive")
    length = (ends_on - starts_on).days
    fixed = sorted({day for day in days if 0 < day < length})
    landmarks = {length: ReviewKind.FINAL}
    if is_middle_reviewed and length > 1:
        landmarks[length // 2] = ReviewKind.MIDDLE

    kinds = {
        day: ReviewKind.REGULAR
        for day in _repeated(fixed, every_days, length)
        if all(abs(day - landmark) >= WEEK.days for landmark in landmarks)
    }
    kinds |= dict.fromkeys(fixed, ReviewKind.REGULAR)
    if fixed:
        kinds[fixed[0]] = ReviewKind.INITIAL
    kinds |= landmarks
    return [ReviewDate(kinds[day], starts_on + timedelta(days=day)) for day in sorted(kinds)]


def mentorship_review_dates(
    *,
    starts_on: date,
    months: Iterable[int],
    every_months: int = 0,
    ends_on: date | None = None,
) -> list[date]:
    """Return the points at which two people look at how it goes (M1).

    Calendar months from the start (the day is clamped: 31 January, then 28 February),
    then every ``every_months`` from the last of them, or from the start; 0 stops there.
    A planned end is the last point; without one they reach ``HORIZON_MONTHS`` ahead.
    """
    last = ends_on or add_months(starts_on, HORIZON_MONTHS)
    fixed = sorted({month for month in months if month > 0})
    month = fixed[-1] if fixed else 0
    while every_months > 0 and add_months(starts_on, month + every_months) <= last:
        month += every_months
        fixed.append(month)
    dates = {add_months(starts_on, month) for month in fixed}
    dates = {due_on for due_on in dates if due_on <= last}
    if ends_on and ends_on > starts_on:
        dates.add(ends_on)
    return sorted(dates)


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shifted(due_on: date, *, days: int) -> date:
    """Return a date that waited out a pause: it moves by the pause's whole length (P15)."""
    return due_on + timedelta(days=days)


def shifted_phases(stretches: Iterable[Stretch], *, paused_on: date, days: int) -> list[Stretch]:
    """Move what had not been lived through when the pause began (P15).

    A phase that was over stays; the one under way ends later by ``days``; those to come
    move as a whole.
    """
    return [_shifted_phase(stretch, paused_on, days) for stretch in stretches]


def week_of(*, starts_on: date, today: date) -> int:
    """Return the running number of the week, from 1; 0 before the start."""
    return max(0, (today - starts_on).days // 7 + 1)


def month_of(*, starts_on: date, today: date) -> int:
    """Return the running number of the month, from 1 on the day of the start."""
    months = (today.year - starts_on.year) * 12 + today.month - starts_on.month
    if add_months(starts_on, months) > today:
        months -= 1
    return max(1, months + 1)


def _repeated(fixed, every_days, length):
    if every_days is None:
        return range(0)
    begin = fixed[-1] if fixed else 0
    return range(begin + every_days, length, every_days)


def _shifted_phase(stretch, paused_on, days):
    if stretch.ends_on < paused_on:
        return stretch
    moved = replace(stretch, ends_on=shifted(stretch.ends_on, days=days))
    if stretch.starts_on < paused_on:
        return moved
    return replace(moved, starts_on=shifted(stretch.starts_on, days=days))
