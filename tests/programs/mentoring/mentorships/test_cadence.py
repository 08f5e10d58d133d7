from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.mentoring.mentorships.cadence import Contact, contact, next_check_in_on
from tests.factories import TODAY

days = st.integers(1, 366)


@pytest.mark.parametrize(
    ("quiet_days", "band"),
    [
        (0, Contact.IN_TOUCH),
        (44, Contact.IN_TOUCH),
        (45, Contact.QUIET),
        (59, Contact.QUIET),
        (60, Contact.VERY_QUIET),
        (400, Contact.VERY_QUIET),
    ],
)
def test_m9_bands_of_a_monthly_cadence(quiet_days, band):
    counts_from = TODAY - timedelta(days=quiet_days)

    assert contact(counts_from=counts_from, cadence_days=30, today=TODAY) == band


def test_m9_a_start_in_the_future_is_no_silence():
    tomorrow = TODAY + timedelta(days=1)

    assert contact(counts_from=tomorrow, cadence_days=1, today=TODAY) == Contact.IN_TOUCH


def test_next_check_in_keeps_the_weekday_of_the_last_one():
    last = date(2026, 11, 12)  # a Thursday

    assert next_check_in_on(last_on=last, cadence_days=30, today=TODAY) == date(2026, 12, 10)


def test_next_check_in_of_a_pair_that_was_quiet_is_this_or_next_week():
    long_ago = TODAY - timedelta(days=200)

    proposed = next_check_in_on(last_on=long_ago, cadence_days=30, today=TODAY)

    assert TODAY < proposed <= TODAY + timedelta(days=7)


def test_m9_the_first_check_in_is_proposed_within_ten_days():
    assert next_check_in_on(last_on=None, cadence_days=90, today=TODAY) == date(2026, 11, 30)


@given(back=st.integers(0, 2000), cadence_days=days)
def test_next_check_in_is_never_in_the_past(back, cadence_days):
    last = TODAY - timedelta(days=back)

    assert next_check_in_on(last_on=last, cadence_days=cadence_days, today=TODAY) > TODAY
