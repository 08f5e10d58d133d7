from datetime import UTC, datetime, time

import pytest

from people.notices.quiet_hours import first_waking_moment, local_day

EVENING, MORNING = time(20), time(7)


def waking(at, zone="Europe/London", quiet_from=EVENING, quiet_until=MORNING):
    return first_waking_moment(at, zone=zone, quiet_from=quiet_from, quiet_until=quiet_until)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (utc(2026, 11, 23, 19, 59), utc(2026, 11, 23, 19, 59)),
        (utc(2026, 11, 23, 20), utc(2026, 11, 24, 7)),
        (utc(2026, 11, 24, 6, 59), utc(2026, 11, 24, 7)),
        (utc(2026, 11, 24, 7), utc(2026, 11, 24, 7)),
    ],
)
def test_n3_quiet_hours_run_over_midnight(at, expected):
    assert waking(at) == expected


def test_n3_quiet_hours_are_local():
    noon = utc(2026, 11, 23, 12)

    assert waking(noon, zone="Asia/Tokyo") == utc(2026, 11, 23, 22)


def test_n3_quiet_hours_within_one_day():
    at = utc(2026, 11, 23, 13)

    assert waking(at, quiet_from=time(12), quiet_until=time(14)) == utc(2026, 11, 23, 14)


def test_n3_equal_ends_mean_no_quiet_hours():
    midnight = utc(2026, 11, 23)

    assert waking(midnight, quiet_from=time(7), quiet_until=time(7)) == midnight


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        # Clocks go forward on 29 March and back on 25 October 2026.
        (utc(2026, 3, 28, 21), utc(2026, 3, 29, 6)),
        (utc(2026, 10, 24, 20), utc(2026, 10, 25, 7)),
    ],
)
def test_n3_quiet_hours_end_by_the_clock_on_the_wall(at, expected):
    assert waking(at) == expected


def test_n3_quiet_hours_never_end_before_they_were_met():
    # 01:40 for the second time; quiet until 01:45, which also comes twice.
    second_time = utc(2026, 10, 25, 1, 40)

    assert waking(second_time, quiet_until=time(1, 45)) >= second_time


def test_an_unknown_time_zone_is_read_as_utc():
    assert waking(utc(2026, 11, 23, 21), zone="Mars/Olympus") == utc(2026, 11, 24, 7)


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Auckland", 24), ("Europe/London", 23), ("Pacific/Honolulu", 23)]
)
def test_local_day_is_the_day_on_the_wall(zone, day):
    assert local_day(utc(2026, 11, 23, 12), zone).day == day
