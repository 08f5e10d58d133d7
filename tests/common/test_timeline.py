"""Stretches and moments on one line of years."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.timeline import (
    MOST_TICKS,
    NARROWEST,
    Moment,
    Stretch,
    timeline,
)

TODAY = date(2026, 3, 1)
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@st.composite
def stretches(draw):
    begin = draw(DAYS)
    end = draw(st.none() | st.integers(0, 9000).map(lambda days: begin + timedelta(days=days)))
    moments = draw(st.lists(DAYS.map(lambda day: Moment(day, "x")), max_size=4))
    return Stretch(title="x", starts_on=begin, ends_on=end, moments=tuple(moments))


def test_timeline_of_nothing_is_none():
    assert timeline([], today=TODAY) is None


@given(st.lists(stretches(), min_size=1, max_size=30), DAYS)
def test_timeline_places_everything_on_the_line(rows, today):
    line = timeline(rows, today=today)

    assert [bar.stretch for bar in line.bars] == rows
    for bar in line.bars:
        assert bar.x >= 0
        assert bar.width >= NARROWEST
        assert bar.x + bar.width <= 100 + NARROWEST
        assert all(0 <= dot.x <= 100 for dot in bar.dots)
    assert 0 <= line.today_x <= 100
    assert len(line.ticks) <= MOST_TICKS
    assert [tick.x for tick in line.ticks] == sorted(tick.x for tick in line.ticks)


def test_timeline_is_true_to_time():
    rows = [
        Stretch(title="first", starts_on=date(2024, 1, 1), ends_on=date(2025, 1, 1)),
        Stretch(title="now", starts_on=date(2025, 1, 1)),
    ]

    first, now = timeline(rows, today=date(2026, 1, 1)).bars

    assert abs(first.x + first.width - now.x) < 0.1
    assert abs(first.width - now.width) < 0.3


def test_timeline_marks_moments_in_their_order():
    moments = (Moment(date(2026, 2, 1), "b"), Moment(date(2026, 1, 1), "a"))
    row = Stretch(title="x", starts_on=date(2026, 1, 1), moments=moments)

    (bar,) = timeline([row], today=TODAY).bars

    assert [dot.moment.title for dot in bar.dots] == ["a", "b"]
    assert [tick.year for tick in timeline([row], today=TODAY).ticks] == [2026]
