from decimal import Decimal

import pytest

from programs.mentoring.goals.measures import measured


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("6.80"), "6.8"),
        (Decimal("70.00"), "70"),
        (Decimal("0.00"), "0"),
        (Decimal("-0.50"), "-0.5"),
        (6.0, "6"),
        (Decimal("12345678.90"), "12345678.9"),
        (None, ""),
    ],
)
def test_measured_is_written_without_stored_zeros(value, shown):
    assert measured(value) == shown
