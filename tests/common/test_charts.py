from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.charts import (
    EDGE,
    HEIGHT,
    WIDTH,
    line_chart,
)
from tests.factories import NOON


def test_line_chart_of_one_value_is_none():
    assert line_chart([(NOON, 5)]) is None


def test_line_chart_runs_from_the_lower_left_to_the_upper_right():
    chart = line_chart([(NOON + timedelta(days=1), 100), (NOON, 0)], low=0, high=100)

    assert chart.line == "8.0,88.0 312.0,8.0"


def test_line_chart_makes_room_for_the_target():
    chart = line_chart([(NOON, 5), (NOON + timedelta(days=1), 6)], target=7)

    assert chart.target_y == EDGE


def test_line_chart_of_values_at_one_moment_hides_none():
    chart = line_chart([(NOON, 5), (NOON, 6), (NOON, 7)])

    assert len({point.x for point in chart.points}) == 3


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**8).map(lambda seconds: NOON + timedelta(seconds=seconds)),
            st.floats(-1e8, 1e8),
        ),
        min_size=2,
    ),
    st.none() | st.floats(-1e8, 1e8),
)
def test_line_chart_stays_inside_its_frame(values, target):
    chart = line_chart(values, target=target)

    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in chart.points)
