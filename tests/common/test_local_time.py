from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.local_time import NoSuchTimeError, moment_of, passes_twice

LONDON = ZoneInfo("Europe/London")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_moment_of_is_what_the_clock_on_the_wall_means():
    assert moment_of(date(2026, 7, 1), time(16), LONDON) == datetime(2026, 7, 1, 15, tzinfo=UTC)


def test_moment_of_refuses_the_hour_that_is_skipped():
    with pytest.raises(NoSuchTimeError):
        moment_of(SPRING, time(1, 30), LONDON)


@pytest.mark.parametrize(("clock", "hour"), [(time(0, 59), 0), (time(2), 1)])
def test_moment_of_takes_the_minutes_around_the_skipped_hour(clock, hour):
    assert moment_of(SPRING, clock, LONDON).hour == hour


def test_moment_of_means_the_first_of_an_hour_that_passes_twice():
    assert moment_of(AUTUMN, time(1, 30), LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "twice"),
    [
        (AUTUMN, time(1, 30), True),
        (AUTUMN, time(2), False),
        (SPRING, time(1, 30), False),
        (date(2026, 7, 1), time(1, 30), False),
    ],
)
def test_passes_twice(day, clock, twice):
    assert passes_twice(day, clock, LONDON) is twice


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.times(),
    st.sampled_from(
        ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
    ),
)
def test_moment_of_reads_back_as_the_same_clock_or_refuses(day, clock, name):
    zone = ZoneInfo(name)
    try:
        moment = moment_of(day, clock, zone)
    except NoSuchTimeError:
        return

    local = moment.astimezone(zone)
    assert (local.date(), local.time()) == (day, clock)
