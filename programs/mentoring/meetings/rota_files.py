"""Shifts and leave out of an imported calendar: when somebody is busy, and nothing else.

Pure: knows no Django. What an entry is called, where it is and who takes part is not even
looked at. The file may be ten megabytes and hold rules without an end: only the weeks ahead are
unrolled, and what would take too long is refused before it is begun.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from common.refusal import Refusal
from programs.mentoring.meetings.overlap import Span, merged

MAX_BYTES = 10 * 1024 * 1024
# How far ahead anybody is asked to meet.
HORIZON = timedelta(days=120)
# Entries within that time, and those that repeat.
MOST_ENTRIES = 3000
MOST_RULES = 300
# How often all the rules together may repeat from their start to the horizon.
MOST_REPEATS = 200_000
MOST_SPANS = 5000

UNITS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365, "HOURLY": 1 / 24}

# All that says when an entry is; everything else in it is dropped before it is parsed.
_WHEN = (
    b"UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE STATUS TRANSP".split()
)
_NAME = re.compile(rb"[A-Z-]+")
_DATE = re.compile(rb":(\d{4})(\d\d)(\d\d)")
_FOLD = re.compile(rb"\r?\n[ \t]")
_BEGIN, _END = b"\nBEGIN:VEVENT", b"\nEND:VEVENT"


class RotaFileError(Refusal):
    """The file cannot be read as a rota. The message says what may be done."""


@dataclass(frozen=True, slots=True)
class Rota:
    """Busy spans in UTC, in order and not touching; ``until`` is the end of what was read."""

    spans: list[Span]
    until: datetime


def read_rota(content: bytes, *, zone: ZoneInfo, at: datetime) -> Rota:
    """Return when the calendar's owner is busy from ``at`` on, for so long as people plan ahead.

    Times without a zone, and whole days, are by ``zone``. Entries that are cancelled or marked
    as free do not count.

    :raises RotaFileError: if it is no calendar, too large, or repeats more than can be unrolled.
    """
    if len(content) > MAX_BYTES:
        raise RotaFileError("This file is larger than 10 MB. Export only the months ahead.")
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCALENDAR"):
        raise RotaFileError("This is no calendar file (.ics).")
    first, last = at.astimezone(UTC), at.astimezone(UTC) + HORIZON
    calendar = _parsed(_near(content, first, last))
    _check_rules(calendar, last)
    try:
        events = recurring_ical_events.of(calendar, skip_bad_series=True).between(first, last)
        spans = [span for event in events if (span := _span(event, zone, first, last))]
    except (ValueError, TypeError, OverflowError, KeyError, AttributeError) as error:
        raise RotaFileError("Some of its dates make no sense. Export it again.") from error
    if len(spans) > MOST_SPANS:
        raise RotaFileError("That is more than anybody works. Export your own rota only.")
    return Rota(merged(spans), last)


def _near(content, first, last):
    """Return a calendar of its zones and of the entries near enough, without their words."""
    text = _FOLD.sub(b"", content.replace(b"\r\n", b"\n"))
    head, *parts = text.split(_BEGIN)
    others, kept, rules = [head], [], 0
    for part in parts:
        block, __, rest = part.partition(_END)
        if b"BEGIN:VTIMEZONE" in rest:
            others.append(rest)
        when = _when(block)
        repeats = {b"RRULE", b"RDATE", b"RECURRENCE-ID", b"DURATION"} & when.keys()
        if not repeats and not _is_near(when, first, last):
            continue
        rules += bool(repeats)
        kept.append(b"\n".join(line for lines in when.values() for line in lines))
        if len(kept) > MOST_ENTRIES or rules > MOST_RULES:
            raise RotaFileError(
                "There are thousands of entries in the months ahead. Export your own rota only."
            )
    events = b"".join(_BEGIN + b"\n" + lines + _END for lines in kept)
    return b"BEGIN:VCALENDAR\n" + _zones(b"\n".join(others)) + events + b"\nEND:VCALENDAR\n"


def _when(block):
    """The lines of an entry that say when it is, by name; an alarm inside has its own."""
    lines, depth = {}, 0
    for line in block.split(b"\n"):
        if line.startswith(b"BEGIN:"):
            depth += 1
        elif line.startswith(b"END:"):
            depth -= 1
        elif not depth and (name := _NAME.match(line)) and name.group() in _WHEN:
            lines.setdefault(name.group(), []).append(line)
    return lines


def _zones(text):
    """The definitions of zones, however the file calls them; at most a hundred."""
    parts = text.split(b"BEGIN:VTIMEZONE")[1:101]
    closed = [part.partition(b"END:VTIMEZONE") for part in parts]
    # A real one is some two thousand characters.
    short = [body for body, end, __ in closed if end and len(body) < 20_000]
    return b"\n".join(b"BEGIN:VTIMEZONE" + body + b"END:VTIMEZONE" for body in short)


def _is_near(when, first, last):
    start = _day(when.get(b"DTSTART"))
    if start is None:
        return False
    end = _day(when.get(b"DTEND")) or start
    return end >= first.date() - timedelta(days=2) and start <= last.date() + timedelta(days=2)


def _day(lines):
    match = lines and _DATE.search(lines[0])
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _parsed(content):
    try:
        return icalendar.Calendar.from_ical(content)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise RotaFileError("This calendar file is damaged. Export it again.") from error


def _check_rules(calendar, last):
    """Refuse what repeats by the minute, or all in all too often to unroll."""
    repeats = ahead = 0
    for event in calendar.walk("VEVENT"):
        rules = event.get("RRULE")
        if rules and event.errors:
            raise RotaFileError("Some of its dates make no sense. Export it again.")
        for rule in rules if isinstance(rules, list) else [rules] if rules else []:
            times, days = _repeats(event, rule, last)
            repeats += times
            ahead += times * min(1, HORIZON.days / max(1, days))
            if repeats > MOST_REPEATS or ahead > MOST_SPANS:
                raise RotaFileError("Its entries repeat too often. Export only the months ahead.")


def _repeats(event, rule, last):
    """How often a rule repeats until ``last``, at most, and over how many days."""
    frequency = str((rule.get("FREQ") or ["?"])[0]).upper()
    by_clock = len(rule.get("BYHOUR") or [0]) * len(rule.get("BYMINUTE") or [0])
    if frequency not in UNITS or rule.get("BYSECOND") or by_clock > 24:
        raise RotaFileError("An entry repeats by the minute. No rota does; export it again.")
    start = getattr(event.get("DTSTART"), "dt", None)
    if start is None:
        return 0, 1
    day = start.date() if isinstance(start, datetime) else start
    interval = int((rule.get("INTERVAL") or [1])[0])
    if interval < 1:
        # The library that unrolls rules would never come to an end.
        raise RotaFileError("An entry repeats without going on. Export it again.")
    days = max(0, (last.date() - day).days)
    by_day = len(rule.get("BYDAY") or [0]) if frequency != "DAILY" else 1
    by_day *= len(rule.get("BYMONTHDAY") or [0]) * len(rule.get("BYYEARDAY") or [0])
    return 1 + int(days / (UNITS[frequency] * interval)) * by_clock * by_day, days


def _span(event, zone, first, last):
    """When one entry keeps its owner busy, within the time that is looked at."""
    is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    if is_off or str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return None
    begin = _moment(event["DTSTART"].dt, zone)
    end = _moment(event["DTEND"].dt, zone) if "DTEND" in event else begin
    begin, end = max(begin, first), min(end, last)
    return (begin, end) if begin < end else None


def _moment(value, zone):
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
