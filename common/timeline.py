"""Stretches and moments of somebody's years on one line, ready for SVG. Pure: no Django.

Everything is placed in percent of the width, so that one picture fits a phone and a desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Of the width; what begins and ends on one day is still seen.
NARROWEST = 1.0
MOST_TICKS = 8
# So much room is left before the first and after the last day.
MARGIN = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened on a day, or ``is_planned`` for one."""

    on: date
    title: str
    is_planned: bool = False
    # It stands for the whole month in which its day is.
    is_month: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that lasts; ``ends_on`` None while it does. ``moments`` are marked on it."""

    title: str
    starts_on: date
    ends_on: date | None = None
    tone: str = "plum"
    icon: str = "people"
    url: str = ""
    facts: tuple[str, ...] = ()
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    moment: Moment


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    stretch: Stretch
    dots: list[Dot]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: list[Bar]
    ticks: list[Tick]
    today_x: float


def timeline(stretches: Sequence[Stretch], *, today: date) -> Timeline | None:
    """Lay stretches out over the years, in their order; None where there is none.

    The line runs from the first day of all to ``today`` or to the last day, if that is later.
    """
    if not stretches:
        return None
    days = [today]
    for stretch in stretches:
        days += [stretch.starts_on, stretch.ends_on or today, *(m.on for m in stretch.moments)]
    first, last = min(days) - MARGIN, max(days) + MARGIN

    def across(day):
        return round(100 * ((day - first) / (last - first)), 2)

    return Timeline(
        bars=[_bar(stretch, across, today) for stretch in stretches],
        ticks=_ticks(first, last, across),
        today_x=across(today),
    )


def _bar(stretch, across, today):
    begin = across(stretch.starts_on)
    end = across(max(stretch.ends_on or today, stretch.starts_on))
    dots = [Dot(across(moment.on), moment) for moment in sorted(stretch.moments, key=_day)]
    return Bar(begin, max(NARROWEST, round(end - begin, 2)), stretch, dots)


def _ticks(first, last, across):
    """The first days of years, every so many that they do not crowd."""
    years = range(first.year + 1, last.year + 1)
    step = -(-len(years) // MOST_TICKS) if years else 1
    return [Tick(across(date(year, 1, 1)), year) for year in years[::step]]


def _day(moment):
    return moment.on
