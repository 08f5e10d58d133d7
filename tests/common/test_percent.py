"""One way of rounding for every share that is shown."""

import pytest

from common.percent import percent_of


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(33, 39, 85), (1, 8, 13), (1, 200, 1), (3, 3, 100), (0, 0, 0)]
)
def test_percent_of_rounds_to_the_nearest_and_a_half_up(part, whole, percent):
    assert percent_of(part, whole) == percent
