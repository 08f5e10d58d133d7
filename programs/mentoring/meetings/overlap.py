"""When two people can meet: inside both their weeks, outside of what keeps either busy.

Pure: knows no Django. All moments are in UTC; weeks are by the clock of whoever lives them, so
that nine in the morning is nine on both sides of a night when the clocks change.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
Week = Mapping[int, Sequence[tuple[time, time]]]

# Where somebody has not said when they can: working days, by their own clock.
USUAL_WEEK: Week = {weekday: [(time(8), time(18))] for weekday in range(5)}
# People meet on the quarter of an hour.
STEP = timedelta(minutes=15)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: where they live, when they can in a week (by weekday), when not."""

    zone: ZoneInfo
    week: Week
    busy: Sequence[Span] = field(default_factory=tuple)


def common_slots(
    sides: Sequence[Side],
    *,
    first: datetime,
    last: datetime,
    minutes: int,
    most: int,
    like: datetime | None = None,
) -> list[datetime]:
    """Return up to ``most`` starts between ``first`` and ``last``, at most one for each free span.

    A span of more than a day counts as one for each day, so that the choice is among days.
    Each start leaves ``minutes`` inside the weeks of all and outside of what keeps any busy. It
    is the span's first, or the nearest to the time of the day at which ``like`` was, by its zone.
    """
    free = [(first, last)]
    for side in sides:
        free = _both(free, _open(side, first, last))
        free = _without(free, side.busy)
    length = timedelta(minutes=minutes)
    starts = []
    for begin, end in _day_by_day(free, sides[0].zone):
        start = _rounded_up(begin)
        if start + length <= end:
            usual = _rounded_up(_on_the_day_of(start, like)) if like else start
            starts.append(start if usual < start else min(usual, _rounded_down(end - length)))
        if len(starts) == most:
            break
    return starts


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap as one."""
    together: list[Span] = []
    for begin, end in sorted(spans):
        if together and begin <= together[-1][1]:
            together[-1] = (together[-1][0], max(together[-1][1], end))
        else:
            together.append((begin, end))
    return together


def _day_by_day(spans: Iterable[Span], zone: ZoneInfo) -> Iterator[Span]:
    for begin, end in spans:
        while end - begin > DAY:
            midnight = _moment(begin.astimezone(zone).date() + DAY, time(), zone)
            yield begin, midnight
            begin = midnight
        yield begin, end


def _open(side: Side, first: datetime, last: datetime) -> list[Span]:
    """The side's week, laid out over the days from first to last."""
    day = first.astimezone(side.zone).date() - DAY
    end = last.astimezone(side.zone).date() + DAY
    spans = []
    while day <= end:
        for begins, ends in side.week.get(day.weekday(), ()):
            span = (_moment(day, begins, side.zone), _moment(day, ends, side.zone))
            if span[0] < span[1]:
                spans.append(span)
        day += DAY
    return merged(spans)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    # Midnight as an end is the next day's beginning.
    if clock == time.max:
        day, clock = day + DAY, time()
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def _both(own: Iterable[Span], other: Sequence[Span]) -> list[Span]:
    pieces = [(max(a, c), min(b, d)) for a, b in own for c, d in other if max(a, c) < min(b, d)]
    return merged(pieces)


def _without(spans: Iterable[Span], busy: Iterable[Span]) -> list[Span]:
    left = list(spans)
    for begin, end in busy:
        pieces = []
        for a, b in left:
            if begin >= b or end <= a:
                pieces.append((a, b))
                continue
            if a < begin:
                pieces.append((a, begin))
            if end < b:
                pieces.append((end, b))
        left = pieces
    return sorted(left)


def _on_the_day_of(moment, like):
    """The same time of the day as ``like``, on that day of its zone."""
    day = moment.astimezone(like.tzinfo).date()
    return datetime.combine(day, like.time(), tzinfo=like.tzinfo).astimezone(UTC)


def _rounded_down(moment):
    return moment.replace(minute=moment.minute - moment.minute % 15, second=0, microsecond=0)


def _rounded_up(moment: datetime) -> datetime:
    """To the next quarter of an hour; every zone's quarters are quarters of UTC."""
    floor = _rounded_down(moment)
    return floor if floor == moment else floor + STEP
