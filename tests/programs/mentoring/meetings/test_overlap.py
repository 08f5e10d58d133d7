"""Times at which both can meet, by both their clocks, on both sides of every change (M12)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.mentoring.meetings.overlap import USUAL_WEEK, Side, common_slots
from tests.examples import examples

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
]
# Weeks in which clocks change somewhere: March, April, September to November 2026.
STARTS = [
    datetime(2026, *day, 12, tzinfo=UTC)
    for day in ((3, 5), (3, 26), (4, 1), (9, 24), (10, 1), (10, 22), (10, 29))
]
FOUR_WEEKS = timedelta(days=28)
HALF_AN_HOUR = timedelta(minutes=30)


@st.composite
def sides(draw):
    clocks = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30])).map(lambda t: time(*t))
    spans = st.tuples(clocks, clocks).filter(lambda span: span[0] < span[1])
    week = draw(st.dictionaries(st.integers(0, 6), st.lists(spans, max_size=2), max_size=7))
    first = draw(st.sampled_from(STARTS))
    hours = st.integers(-24, 24 * 30)
    busy = draw(st.lists(st.tuples(hours, st.integers(1, 40)), max_size=6))
    return Side(
        zone=ZoneInfo(draw(st.sampled_from(ZONES))),
        week=week or USUAL_WEEK,
        busy=[
            (first + timedelta(hours=at), first + timedelta(hours=at + length))
            for at, length in busy
        ],
    )


def is_open(side, start, end):
    """By the clock on the wall: inside that day's hours, which two spans that touch may make up."""
    minutes = range(0, int((end - start) / timedelta(minutes=1)), 5)
    moments = [(start + timedelta(minutes=each)).astimezone(side.zone) for each in minutes]
    return all(
        any(begins <= moment.time() < ends for begins, ends in side.week.get(moment.weekday(), ()))
        for moment in moments
    )


@examples(25)
@given(sides(), sides(), st.sampled_from(STARTS), st.sampled_from([20, 30, 45, 60]))
def test_m12_every_common_time_suits_both(one, other, first, minutes):
    found = common_slots(
        [one, other], first=first, last=first + FOUR_WEEKS, minutes=minutes, most=9
    )

    length = timedelta(minutes=minutes)
    for start in found:
        assert first <= start
        assert start + length <= first + FOUR_WEEKS
        assert start.minute % 15 == 0
        for side in (one, other):
            assert is_open(side, start, start + length)
            assert not any(a < start + length and start < b for a, b in side.busy)
    assert found == sorted(set(found))


@examples(20)
@given(sides(), st.sampled_from(STARTS), st.times(), st.sampled_from(ZONES))
def test_m12_a_time_like_the_last_one_suits_as_well_and_is_as_near(side, first, clock, zone):
    like = datetime.combine(first.date(), clock, tzinfo=ZoneInfo(zone))
    options = {"first": first, "last": first + FOUR_WEEKS, "minutes": 30, "most": 9}

    plain = common_slots([side, side], **options)
    found = common_slots([side, side], **options, like=like)

    assert len(found) == len(plain)
    for earliest, start in zip(plain, found, strict=True):
        assert start >= earliest
        assert start.minute % 15 == 0
        assert not any(a < start + HALF_AN_HOUR and start < b for a, b in side.busy)


def test_a_time_like_the_last_one_is_that_time_where_it_is_free():
    zone = ZoneInfo("Europe/Berlin")
    side = Side(zone=zone, week={0: [(time(9), time(17))], 1: [(time(9), time(12))]})
    like = datetime(2026, 1, 8, 14, 20, tzinfo=zone)

    found = common_slots(
        [side, side], first=STARTS[0], last=STARTS[0] + FOUR_WEEKS, minutes=45, most=2, like=like
    )

    # Rounded up to the quarter on the first day; as late as the second one allows.
    local = [start.astimezone(zone).time() for start in found]
    assert local == [time(14, 30), time(11, 15)]


@examples(15)
@given(sides(), st.sampled_from(STARTS))
def test_m12_who_can_meet_is_offered_something(side, first):
    """Two with the same week and nothing else to do always find a time."""
    free = Side(zone=side.zone, week=USUAL_WEEK)

    assert common_slots([free, free], first=first, last=first + FOUR_WEEKS, minutes=60, most=5)


@pytest.mark.parametrize(
    ("zone", "sunday", "local"),
    [
        # Clocks go forward at 2 in the northern spring, and in the southern one.
        ("Europe/Berlin", datetime(2026, 3, 28, 20, tzinfo=UTC), "09:00"),
        ("Australia/Sydney", datetime(2026, 10, 3, 10, tzinfo=UTC), "09:00"),
        # And back, in both.
        ("Europe/Berlin", datetime(2026, 10, 24, 20, tzinfo=UTC), "09:00"),
        ("Australia/Sydney", datetime(2026, 4, 4, 10, tzinfo=UTC), "09:00"),
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 10, tzinfo=UTC), "09:00"),
    ],
)
def test_nine_is_nine_after_the_clocks_have_changed(zone, sunday, local):
    side = Side(zone=ZoneInfo(zone), week={6: [(time(9), time(10))]})

    (start,) = common_slots(
        [side, side], first=sunday, last=sunday + timedelta(days=2), minutes=30, most=1
    )

    assert start.astimezone(side.zone).strftime("%H:%M") == local


@pytest.mark.parametrize(
    ("like", "clock"), [(None, time()), (datetime(2026, 3, 1, 15, 30, tzinfo=UTC), time(15, 30))]
)
def test_who_can_at_any_hour_is_offered_one_time_of_each_day(like, clock):
    always = {weekday: [(time(), time.max)] for weekday in range(7)}
    side = Side(zone=ZoneInfo("UTC"), week=always)
    first = datetime(2026, 3, 5, 12, tzinfo=UTC)

    found = common_slots(
        [side, side], first=first, last=first + FOUR_WEEKS, minutes=30, most=4, like=like
    )

    assert [start.date().day for start in found] == [5, 6, 7, 8]
    assert {start.time() for start in found[1:]} == {clock}


def test_no_common_time_is_an_empty_answer():
    early = Side(zone=ZoneInfo("UTC"), week={0: [(time(6), time(7))]})
    late = Side(zone=ZoneInfo("UTC"), week={0: [(time(20), time(21))]})

    found = common_slots(
        [early, late], first=STARTS[0], last=STARTS[0] + FOUR_WEEKS, minutes=20, most=5
    )

    assert found == []
