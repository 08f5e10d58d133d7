"""The points of small line charts, ready for SVG attributes. Pure: knows no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

# In the units of the viewBox.
WIDTH, HEIGHT, EDGE = 320, 96, 8


@dataclass(frozen=True, slots=True)
class Point:
    moment: datetime
    value: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LineChart:
    """Values over time; ``target_y`` is the height of the line one aims at, if there is one."""

    points: list[Point]
    target_y: float | None = None
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        """For the attribute ``points`` of a polyline."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def first(self) -> Point:
        return self.points[0]

    @property
    def last(self) -> Point:
        return self.points[-1]


def line_chart(
    values: Sequence[tuple[datetime, float]],
    *,
    low: float | None = None,
    high: float | None = None,
    target: float | None = None,
) -> LineChart | None:
    """Lay out values in the order of time; None where fewer than two make no line.

    The height runs from ``low`` to ``high``, or over whatever values there are.
    """
    values = sorted(values)
    if len(values) < 2:
        return None
    everything = [value for __, value in values] + ([] if target is None else [target])
    low = min(everything) if low is None else low
    high = max(everything) if high is None else high
    begin, end = values[0][0], values[-1][0]
    points = [
        Point(
            moment,
            value,
            _across(moment, begin, end, len(values), index),
            _up(value, low, high),
        )
        for index, (moment, value) in enumerate(values)
    ]
    return LineChart(points, None if target is None else _up(target, low, high))


def _across(moment, begin, end, count, index):
    room = WIDTH - 2 * EDGE
    # All at one moment: side by side, so that none hides another.
    share = (moment - begin) / (end - begin) if end > begin else index / (count - 1)
    return round(EDGE + share * room, 1)


def _up(value, low, high):
    room = HEIGHT - 2 * EDGE
    share = (value - low) / (high - low) if high > low else 0.5
    return round(HEIGHT - EDGE - share * room, 1)
