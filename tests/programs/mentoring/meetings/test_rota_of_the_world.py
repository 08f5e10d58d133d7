"""Calendars as the world writes them: entry by entry, each file by its own zones (M12)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from programs.mentoring.meetings.rota_files import RotaFileError, read_rota
from tests.programs.mentoring.meetings.rota import AT, BERLIN, calendar, spans
from tests.shared_files import shared

GOOD = ["DTSTART:20260302T060000Z", "DTEND:20260302T140000Z"]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["DTEND:20260302T060000Z"], "it does not say when it begins"),
        (["DTSTART:20260303T060000Z", "DTSTART:20260304T060000Z"], "more than once"),
        (["DTSTART:2026-03-03T07:00:00Z"], "its begin is no date"),
        (["DTSTART:20260303T190000Z", "DTEND:20260303T240000Z"], "its end is no date"),
        (["DTSTART:20260303", "DURATION:PT1W"], "its end is no date"),
        (["DTSTART:20260304T060000Z", "DTEND:20260303T060000Z"], "ends before it begins"),
        (["DTSTART:20260303T060000Z", "RRULE:FREQ=WEEKLY;UNTL=20260401"], "how it repeats"),
        (["DTSTART:20260303T060000Z", "RRULE:FREQ=NEVER"], "how it repeats"),
        (["DTSTART:20260303T060000Z", "RRULE:FREQ=DAILY;INTERVAL=0"], "without going on"),
        (["DTSTART:20260303T060000Z", "RRULE:FREQ=MINUTELY"], "by the minute"),
        (["DTSTART:19700101T060000Z", "RRULE:FREQ=HOURLY"], "too often"),
        (["DTSTART:20260303T060000Z", "RDATE:tomorrow"], "dates it adds"),
        (['DTSTART;TZID=":20260303T060000'], "a line of it"),
    ],
)
def test_an_odd_entry_leaves_out_itself_and_is_named(lines, reason):
    read = read_rota(calendar(GOOD, lines, GOOD), zone=BERLIN, at=AT)

    assert len(read.spans) == 1
    assert read.total == 3
    (left_out,) = read.left_out
    assert left_out.number == 2
    assert reason in left_out.reason


@pytest.mark.parametrize(
    "content",
    [
        calendar(["DTSTART:2026-03-03T07:00:00Z"], ["DTSTART:never"]),
        calendar(),
        b"BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR",
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused(content):
    with pytest.raises(RotaFileError, match="Your rota stays as it was"):
        read_rota(content, zone=BERLIN, at=AT)


def zone(name, offset):
    return (
        f"BEGIN:VTIMEZONE\r\n{name}BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        f"TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )


def nine(name, before):
    """Return the hour in UTC at which nine by that zone is."""
    entry = [f"DTSTART;TZID={name}:20260302T090000", f"DTEND;TZID={name}:20260302T100000"]
    ((begin, _end),) = spans(entry, before=before)
    return begin.split()[1]


@pytest.mark.parametrize("offset", ["+0300", "-0500", "+0100"])
def test_what_one_file_calls_a_zone_holds_for_no_other(offset):
    """By the library, the first file that a process reads would decide for all later ones."""
    hour = 9 - int(offset) // 100

    assert nine("Ward", zone("TZID:Ward\r\n", offset)) == f"{hour:02}:00"


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("GMT", "TZID:GMT\r\n"),
        ("Europe/London", "TZID:Europe/London\r\n"),
        (" 1", "TZID: 1\r\n"),
        ('"tzone://Microsoft/Custom"', "TZID:tzone://Microsoft/Custom\r\n"),
        ("B", "TZID:A\r\nTZID:B\r\n"),
    ],
)
def test_the_definition_in_the_file_wins(name, named):
    assert nine(name, zone(named, "+0300")) == "06:00"


@pytest.mark.parametrize("bad", ["", "TZID:\r\n"])
def test_a_definition_without_a_name_is_nobodys_trouble(bad):
    assert nine("Europe/London", zone(bad, "+0300")) == "09:00"


@pytest.mark.parametrize(
    "name",
    [
        "Europe/London",
        "europe/london",
        "/citadel.org/20250101_1/Europe/London",
        "GMT Standard Time",
    ],
)
def test_a_zone_is_known_by_any_of_its_names(name):
    assert nine(name, "") == "09:00"


def test_a_zone_that_nobody_knows_is_said():
    name = '"(UTC-05:00) Eastern Time (US & Canada)"'
    entry = [f"DTSTART;TZID={name}:20260302T090000", "DURATION:PT1H"]

    read = read_rota(calendar(entry), zone=BERLIN, at=AT)

    assert read.unknown_zones == ["(UTC-05:00) Eastern Time (US & Canada)"]
    assert read.spans[0][0].hour == 8


def test_a_definition_that_changes_its_clocks_every_second_is_not_followed():
    endless = zone("TZID:Ward\r\n", "+0300").replace(
        "END:STANDARD", "RRULE:FREQ=SECONDLY\r\nEND:STANDARD"
    )

    read = read_rota(
        calendar(["DTSTART;TZID=Ward:20260302T090000", "DURATION:PT1H"], before=endless),
        zone=BERLIN,
        at=AT,
    )

    assert read.unknown_zones == ["Ward"]


def test_times_that_float_are_by_the_zone_of_the_calendar():
    entry = ["DTSTART:20260302T090000", "DTEND:20260302T100000"]

    assert spans(entry, before="X-WR-TIMEZONE:America/New_York\r\n") == [
        ("03-02 14:00", "03-02 15:00")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260310"],
        ["DTSTART;VALUE=DATE:20260310"],
        ["DTSTART:20260310", "DURATION:P1D"],
        [
            "DTSTART;VALUE=DATE;TZID=Asia/Tokyo:20260310",
            "DTEND;VALUE=DATE;TZID=Asia/Tokyo:20260311",
        ],
    ],
)
def test_a_whole_day_is_a_day_by_ones_own_clock_however_it_is_written(lines):
    assert spans(lines) == [("03-09 23:00", "03-10 23:00")]


def same_uid(*entries):
    blocks = "".join(
        "BEGIN:VEVENT\r\nUID:same\r\n{}\r\nEND:VEVENT\r\n".format("\r\n".join(lines))
        for lines in entries
    )
    content = f"BEGIN:VCALENDAR\r\n{blocks}END:VCALENDAR\r\n".encode()
    return [begin.day for begin, _end in read_rota(content, zone=BERLIN, at=AT).spans]


def test_entries_that_share_an_id_stand_beside_each_other():
    days = (f"DTSTART:2026030{day}T060000Z" for day in (2, 3, 4))

    assert same_uid(*([day, "DURATION:PT8H"] for day in days)) == [2, 3, 4]


def test_a_newer_entry_of_an_id_replaces_the_older():
    assert same_uid(
        ["DTSTART:20260302T060000Z", "DURATION:PT8H", "SEQUENCE:0"],
        ["DTSTART:20260305T060000Z", "DURATION:PT8H", "SEQUENCE:2"],
    ) == [5]


def test_one_day_of_a_series_is_moved():
    assert same_uid(
        ["DTSTART:20260302T060000Z", "DURATION:PT8H", "RRULE:FREQ=DAILY;COUNT=3"],
        ["RECURRENCE-ID:20260303T060000Z", "DTSTART:20260309T060000Z", "DURATION:PT8H"],
    ) == [2, 4, 9]


@pytest.mark.parametrize(
    "over",
    [
        "DTSTART:2025{:02}{:02}T070000Z\r\nDURATION:PT8H",
        "DTSTART:2025{:02}{:02}T070000Z\r\nDTEND:20251231T080000Z",
        "DTSTART:2025{:02}{:02}T070000Z\r\nRRULE:FREQ=WEEKLY;UNTIL=20260101T000000Z",
    ],
)
def test_what_is_over_counts_towards_no_limit(over):
    past = [over.format(1 + day % 12, 1 + day // 12).split("\r\n") for day in range(330)]

    assert spans(*past, GOOD) == [("03-02 06:00", "03-02 14:00")]


def test_free_and_busy_is_read():
    content = (
        b"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20260302T060000Z/PT8H,"
        b"20260303T060000Z/20260303T070000Z\nFREEBUSY;FBTYPE=FREE:20260304T060000Z/PT8H\n"
        b"END:VFREEBUSY\nEND:VCALENDAR"
    )

    read = read_rota(content, zone=BERLIN, at=AT)

    assert [(a.day, (b - a).seconds // 3600) for a, b in read.spans] == [(2, 8), (3, 1)]


def test_names_in_small_letters_and_other_encodings_are_read():
    text = calendar(GOOD).decode().replace("BEGIN:VEVENT", "begin:vEvent")

    for content in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert len(read_rota(content, zone=BERLIN, at=AT).spans) == 1


NOVEMBER = datetime(2026, 11, 28, tzinfo=UTC)
MONDAY = [("12-07 07:00", "12-07 19:00")]
# As the world writes them (../shared/cases): what each keeps, and how many are left out.
CASES = {
    "zone-name-shared-1.ics": ([("12-07 12:00", "12-08 00:00")], 0),
    "zone-name-shared-2.ics": ([("12-07 06:00", "12-07 18:00")], 0),
    "two-names-one-zone.ics": (MONDAY, 0),
    "duration-past-shifts.ics": (MONDAY, 0),
    "same-uid.ics": ([(f"12-0{day} 07:00", f"12-0{day} 19:00") for day in (7, 8, 9)], 0),
    "all-day-same-end.ics": ([("12-07 00:00", "12-08 00:00")], 0),
    "rule-with-typo.ics": ([("12-10 07:00", "12-10 19:00")], 1),
    "one-bad-entry.ics": ([(f"12-0{day} 07:00", f"12-0{day} 19:00") for day in (7, 8, 9)], 1),
    "zone-without-name.ics": (MONDAY, 0),
    "zone-called-gmt.ics": ([("07-02 06:00", "07-02 18:00")], 0),
    "zone-name-starts-with-space.ics": ([("12-07 06:00", "12-07 18:00")], 0),
    "zone-display-name.ics": (MONDAY, 0),
    "date-with-zone.ics": ([("12-07 00:00", "12-08 00:00")], 0),
    "lower-case.ics": (MONDAY, 0),
    "free-busy-only.ics": ([*MONDAY, ("12-10 00:00", "12-11 00:00")], 0),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_of_the_world(name):
    at = datetime(2027, 6, 20, tzinfo=UTC) if "gmt" in name else NOVEMBER

    read = read_rota(shared(f"cases/{name}").read_bytes(), zone=ZoneInfo("Europe/London"), at=at)

    found = [(a.strftime("%m-%d %H:%M"), b.strftime("%m-%d %H:%M")) for a, b in read.spans]
    assert (found, len(read.left_out)) == CASES[name]
    assert bool(read.unknown_zones) == (name == "zone-display-name.ics")


def test_a_file_of_the_world_that_cannot_be_read():
    content = shared("cases/unreadable-entries.ics").read_bytes()

    with pytest.raises(RotaFileError, match="None of the 3 entries"):
        read_rota(content, zone=BERLIN, at=NOVEMBER)
