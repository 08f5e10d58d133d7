"""Shifts and leave out of a calendar: when, and nothing else; whatever the file holds (M12)."""

from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.mentoring.meetings.overlap import merged
from programs.mentoring.meetings.rota_files import (
    HORIZON,
    MAX_BYTES,
    RotaFileError,
    read_rota,
)
from tests.programs.mentoring.meetings.rota import AT, BERLIN, calendar, spans


def test_times_in_utc_in_a_zone_and_without_one():
    assert spans(
        ["DTSTART:20260302T060000Z", "DTEND:20260302T140000Z"],
        ["DTSTART;TZID=Europe/London:20260303T070000", "DTEND;TZID=Europe/London:20260303T150000"],
        ["DTSTART:20260304T070000", "DTEND:20260304T150000"],
    ) == [
        ("03-02 06:00", "03-02 14:00"),
        ("03-03 07:00", "03-03 15:00"),
        ("03-04 06:00", "03-04 14:00"),
    ]


def test_zones_as_outlook_calls_them():
    assert spans(
        [
            "DTSTART;TZID=W. Europe Standard Time:20260302T070000",
            "DTEND;TZID=W. Europe Standard Time:20260302T150000",
        ],
        zone=ZoneInfo("America/New_York"),
    ) == [("03-02 06:00", "03-02 14:00")]


def test_a_zone_that_the_file_defines():
    own = (
        "BEGIN:VTIMEZONE\r\nTZID:Ward\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )

    assert spans(
        ["DTSTART;TZID=Ward:20260302T090000", "DTEND;TZID=Ward:20260302T100000"], before=own
    ) == [("03-02 06:00", "03-02 07:00")]


def test_whole_days_are_leave_by_ones_own_clock():
    assert spans(["DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260312"]) == [
        ("03-09 23:00", "03-11 23:00")
    ]


def test_a_night_shift_every_week_keeps_its_hour_when_the_clocks_change():
    """On 29 March clocks in Berlin go from 2 to 3."""
    read = spans(
        [
            "DTSTART;TZID=Europe/Berlin:20260321T220000",
            "DTEND;TZID=Europe/Berlin:20260322T060000",
            "RRULE:FREQ=WEEKLY;COUNT=3",
        ]
    )

    assert read == [
        ("03-21 21:00", "03-22 05:00"),
        ("03-28 21:00", "03-29 04:00"),
        ("04-04 20:00", "04-05 04:00"),
    ]


def test_what_is_cancelled_or_free_keeps_nobody():
    when = ["DTSTART:20260302T060000Z", "DTEND:20260302T140000Z"]

    assert spans([*when, "STATUS:CANCELLED"], [*when, "TRANSP:TRANSPARENT"]) == []
    assert spans(when, before="METHOD:CANCEL\r\n") == []


def test_an_exception_is_left_out_and_an_alarm_does_not_count():
    read = spans(
        [
            "DTSTART:20260302T060000Z",
            "DURATION:PT8H",
            "RRULE:FREQ=DAILY;COUNT=3",
            "EXDATE:20260303T060000Z",
            "BEGIN:VALARM",
            "DURATION:PT90H",
            "END:VALARM",
        ]
    )

    assert read == [("03-02 06:00", "03-02 14:00"), ("03-04 06:00", "03-04 14:00")]


def test_spans_that_touch_are_one():
    assert spans(
        ["DTSTART:20260302T060000Z", "DTEND:20260302T140000Z"],
        ["DTSTART:20260302T140000Z", "DTEND:20260302T220000Z"],
        ["DTSTART:20260302T080000Z", "DTEND:20260302T090000Z"],
    ) == [("03-02 06:00", "03-02 22:00")]


def test_a_rule_without_an_end_is_unrolled_for_the_months_ahead():
    read = read_rota(
        calendar(["DTSTART:20200101T060000Z", "DTEND:20200101T070000Z", "RRULE:FREQ=DAILY"]),
        zone=BERLIN,
        at=AT,
    )

    assert len(read.spans) == HORIZON.days
    assert read.until == AT + HORIZON


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=SECONDLY", "by the minute"),
        ("FREQ=MINUTELY", "by the minute"),
        ("FREQ=DAILY;BYSECOND=1,2", "by the minute"),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5", "by the minute"),
        ("FREQ=HOURLY", "too often"),
    ],
)
def test_rules_that_no_rota_has_are_refused_before_they_are_unrolled(rule, words):
    event = ["DTSTART:19700101T060000Z", "DTEND:19700101T060100Z", f"RRULE:{rule}"]

    with pytest.raises(RotaFileError, match=words):
        read_rota(calendar(event), zone=BERLIN, at=AT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"BEGIN:VCALENDAR" + b"x" * MAX_BYTES,
        b"\xff\xfe" + "BEGIN:VCALENDAR".encode("utf-16-le"),
    ],
)
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(RotaFileError):
        read_rota(content, zone=BERLIN, at=AT)


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20260399T060000Z"],
        ["DTEND:20260302T060000Z"],
        ["DTSTART;TZID=Nowhere/At all:20260302T060000", "DTEND:20260302T070000"],
        ["DTSTART:20260303T060000Z", "DTEND:20260302T060000Z"],
        ["DTSTART:20260302T060000Z", "RRULE:FREQ=NEVER"],
        ["DTSTART:20260302T060000Z", "RRULE:FREQ=DAILY;INTERVAL=0"],
        ["DTSTART:20260302T060000Z", "RDATE:tomorrow"],
    ],
)
def test_nonsense_inside_is_read_past_or_refused(lines):
    try:
        read = read_rota(calendar(lines), zone=BERLIN, at=AT)
    except RotaFileError as error:
        read = error
    assert str(read)


@pytest.mark.parametrize("count", [1000, 200_000])
def test_entries_without_an_end_of_their_block_are_no_trap(count):
    with pytest.raises(RotaFileError):
        read_rota(b"BEGIN:VCALENDAR" + b"\nBEGIN:VEVENT" * count, zone=BERLIN, at=AT)


def test_no_word_of_an_entry_is_kept():
    event = ["DTSTART:20260302T060000Z", "DTEND:20260302T140000Z", "SUMMARY:Oncology ward"]

    assert "Oncology" not in repr(read_rota(calendar(event), zone=BERLIN, at=AT))


MOMENTS = st.integers(0, 1000).map(lambda hours: AT + timedelta(hours=hours))


@given(st.lists(st.tuples(MOMENTS, MOMENTS).filter(lambda span: span[0] < span[1])))
def test_merged_covers_the_same_time_once(rows):
    together = merged(rows)

    def covered(spans):
        return {
            hour
            for hour in range(1000)
            if any(a <= AT + timedelta(hours=hour) < b for a, b in spans)
        }

    assert covered(together) == covered(rows)
    assert all(end < begin for (__, end), (begin, __) in pairwise(together))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        read = read_rota(calendar(text.splitlines()), zone=BERLIN, at=AT)
    except RotaFileError as error:
        read = error
    assert str(read)
