"""One entry of a calendar as something that can be asked when it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Event
from icalendar.prop import vDDDTypes, vPeriod, vRecur

from programs.mentoring.meetings.overlap import Span
from programs.mentoring.meetings.rota_files import odd
from programs.mentoring.meetings.rota_files.limits import MOST_DATES, MOST_REPEATS
from programs.mentoring.meetings.rota_files.lines import Entry, Line
from programs.mentoring.meetings.rota_files.odd import OddEntry
from programs.mentoring.meetings.rota_files.zones import Zones

UNITS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365, "HOURLY": 1 / 24}
DAY = timedelta(days=1)
_MOST_DAYS = {2: 29, **dict.fromkeys((4, 6, 9, 11), 30)}
_WRITTEN = re.compile(r"\d{8}(T\d{6}Z?)?", re.ASCII)
_SINGLE = {"UID", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "TRANSP"}
# What the library raises for values that make no sense.
NONSENSE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


@dataclass(slots=True)
class When:
    """When an entry is. ``begins`` and ``ends`` are dates for whole days, else moments."""

    entry: Entry
    begins: date | datetime
    ends: date | datetime
    replaces: date | datetime | None
    rules: list[vRecur]
    is_busy: bool
    sequence: int
    uid: str

    @property
    def repeats(self) -> bool:
        return bool(self.rules) or "RDATE" in self.entry.lines

    def event(self, zones: Zones) -> Event:
        """Return it as the library unrolls it, with its times in the file's own zones.

        :raises OddEntry: if a date that it adds or leaves out cannot be read.
        """
        event = Event()
        event.add("uid", self.uid or "none")
        event.add("dtstart", self.begins)
        event.add("dtend", self.ends)
        event.add("sequence", self.sequence)
        event.add("transp", "OPAQUE" if self.is_busy else "TRANSPARENT")
        for rule in self.rules:
            event.add("rrule", rule)
        for name in ("RDATE", "EXDATE"):
            for value in dates(self.entry, name, zones):
                event.add(name, value)
        if self.replaces is not None:
            range_ = self.entry.lines["RECURRENCE-ID"][0].parameters.get("RANGE")
            event.add("recurrence-id", self.replaces, {"RANGE": range_} if range_ else None)
        return event


def when(entry: Entry, zones: Zones) -> When:
    """Return when an entry is.

    :raises OddEntry: if that cannot be understood; it says why.
    """
    if entry.problem:
        raise OddEntry(entry.problem)
    begins = _begin(entry, zones)
    ends = _end(entry, begins, zones)
    if moment(ends, zones) < moment(begins, zones):
        raise OddEntry(odd.END_FIRST)
    replaced = entry.first("RECURRENCE-ID")
    is_off = entry.text("STATUS").upper() == "CANCELLED"
    return When(
        entry=entry,
        begins=begins,
        ends=ends,
        replaces=value(replaced, zones, odd.BAD_DATES) if replaced else None,
        rules=[_rule(line) for line in entry.lines.get("RRULE", [])],
        is_busy=not is_off and entry.text("TRANSP").upper() != "TRANSPARENT",
        sequence=int(text) if (text := entry.text("SEQUENCE")).isdecimal() else 0,
        uid=entry.text("UID"),
    )


def _begin(entry: Entry, zones: Zones) -> date | datetime:
    lines = entry.lines.get("DTSTART", [])
    if not lines:
        raise OddEntry(odd.NO_BEGIN)
    if len({(line.value, line.parameters.get("TZID")) for line in lines}) > 1:
        raise OddEntry(odd.TWO_BEGINS)
    return value(lines[0], zones, odd.BAD_BEGIN)


def _end(entry: Entry, begins: date | datetime, zones: Zones) -> date | datetime:
    """A whole day without an end, or that "ends" on the day it begins, lasts that day."""
    is_day = not isinstance(begins, datetime)
    ended, lasting = entry.first("DTEND"), entry.first("DURATION")
    ends = begins
    if ended:
        ends = value(ended, zones, odd.BAD_END)
    elif lasting:
        ends = begins + _duration(lasting)
    if is_day and isinstance(ends, datetime):
        begins_at = datetime.combine(begins, time(), tzinfo=zones.own)
        return ends if ends > begins_at else begins_at + DAY
    return begins + DAY if is_day and ends == begins else ends


def _duration(line: Line) -> timedelta:
    try:
        found = vDDDTypes.from_ical(line.value)
    except NONSENSE as error:
        raise OddEntry(odd.BAD_END) from error
    if not isinstance(found, timedelta):
        raise OddEntry(odd.BAD_END)
    return found


def value(line: Line, zones: Zones, reason: str) -> date | datetime:
    """Return the day or the moment that a line names; its zone is what the file says.

    :raises OddEntry: with that reason, if it names none.
    """
    found = _read(line.value, line, zones, reason)
    if not isinstance(found, date):
        raise OddEntry(reason)
    return found


def _read(text: str, line: Line, zones: Zones, reason: str):
    try:
        found = vDDDTypes.from_ical(text.strip())
    except NONSENSE as error:
        raise OddEntry(reason) from error
    if isinstance(found, datetime) and found.tzinfo is None:
        name = line.parameters.get("TZID", "")
        return found.replace(tzinfo=zones.named(name) if name else zones.floating)
    return found


def dates(entry: Entry, name: str, zones: Zones) -> Iterator:
    """Yield the days, moments and periods that an entry adds (RDATE) or leaves out (EXDATE).

    :raises OddEntry: if one cannot be read, or there are thousands.
    """
    lines = entry.lines.get(name, [])
    if sum(line.value.count(",") + 1 for line in lines) > MOST_DATES:
        raise OddEntry(odd.MANY_DATES)
    for line in lines:
        for text in filter(str.strip, line.value.split(",")):
            found = _read(text, line, zones, odd.BAD_DATES)
            if isinstance(found, tuple):
                found = _period(found, line, zones)
            if not isinstance(found, date | tuple):
                raise OddEntry(odd.BAD_DATES)
            yield found


def _period(found: tuple, line: Line, zones: Zones) -> tuple:
    begin, end = found
    if begin.tzinfo is None:
        name = line.parameters.get("TZID", "")
        zone = zones.named(name) if name else zones.floating
        begin = begin.replace(tzinfo=zone)
        end = end if isinstance(end, timedelta) else end.replace(tzinfo=zone)
    return begin, end


def periods(entry: Entry, zones: Zones) -> Iterator[Span]:
    """Yield when a free-and-busy entry says that its owner is busy.

    :raises OddEntry: if it cannot be read.
    """
    if entry.problem:
        raise OddEntry(entry.problem)
    for line in entry.lines.get("FREEBUSY", []):
        if line.parameters.get("FBTYPE", "BUSY").upper() == "FREE":
            continue
        for text in filter(str.strip, line.value.split(",")):
            try:
                begin, end = _period(vPeriod.from_ical(text.strip()), line, zones)
            except NONSENSE as error:
                raise OddEntry(odd.BAD_BEGIN) from error
            end = begin + end if isinstance(end, timedelta) else end
            if end < begin:
                raise OddEntry(odd.END_FIRST)
            yield moment(begin, zones), moment(end, zones)


def _rule(line: Line) -> vRecur:
    try:
        return vRecur.from_ical(line.value)
    except NONSENSE as error:
        raise OddEntry(odd.BAD_RULE) from error


def repeats(found: When, rule: vRecur, last: datetime) -> tuple[int, int]:
    """Return how often a rule repeats until ``last``, at most, and over how many days.

    :raises OddEntry: for what no rota does, before it is unrolled.
    """
    frequency = str((rule.get("FREQ") or ["?"])[0]).upper()
    by_clock = len(rule.get("BYHOUR") or [0]) * len(rule.get("BYMINUTE") or [0])
    if frequency in ("SECONDLY", "MINUTELY") or rule.get("BYSECOND") or by_clock > 24:
        raise OddEntry(odd.BY_THE_MINUTE)
    if frequency not in UNITS:
        raise OddEntry(odd.BAD_RULE)
    interval = int((rule.get("INTERVAL") or [1])[0])
    if interval < 1:
        # The library that unrolls rules would never come to an end.
        raise OddEntry(odd.NEVER_ON)
    _refuse_day_that_never_falls(rule)
    days = max(0, (last.date() - _day(found.begins)).days)
    by_day = len(rule.get("BYDAY") or [0]) if frequency != "DAILY" else 1
    by_day *= len(rule.get("BYMONTHDAY") or [0]) * len(rule.get("BYYEARDAY") or [0])
    times = 1 + int(days / (UNITS[frequency] * interval)) * by_clock * by_day
    if times > MOST_REPEATS:
        raise OddEntry(odd.TOO_OFTEN)
    return times, days


def _refuse_day_that_never_falls(rule: vRecur) -> None:
    """Name the usual one, such as 30 February; a cleverer one is ended with the child.

    The library searches for it in every year up to 9999.
    """
    days, months = (
        [int(each) for each in rule.get(name) or []] for name in ("BYMONTHDAY", "BYMONTH")
    )
    lasting = max((_MOST_DAYS.get(month, 31) for month in months), default=31)
    if days and min(map(abs, days)) > lasting:
        raise OddEntry(odd.NEVER_FALLS)


def is_long_over(entry: Entry, first: datetime) -> bool:
    """Whether an entry was over some days before ``first``, by its dates as they are written.

    A calendar of ten years holds thousands of those, and nothing of them is needed.
    """
    lines = entry.lines
    if entry.problem or not {"DTSTART", "DTEND"} <= lines.keys() <= _SINGLE:
        return False
    limit = f"{first - 3 * DAY:%Y%m%d}"
    return all(
        _WRITTEN.fullmatch(line.value) and line.value < limit
        for name in ("DTSTART", "DTEND")
        for line in lines[name]
    )


def is_over(found: When, rule: vRecur, first: datetime) -> bool:
    """Whether a rule says itself that it ended before ``first``."""
    lasted = _day(found.ends) - _day(found.begins)
    until = [_day(each) for each in rule.get("UNTIL") or []]
    return bool(until) and max(until) + lasted + 2 * DAY < first.date()


def moment(when_: date | datetime, zones: Zones) -> datetime:
    """Return a moment in UTC; a day begins by the reader's own clock."""
    if not isinstance(when_, datetime):
        when_ = datetime.combine(when_, time(), tzinfo=zones.own)
    return when_.astimezone(UTC)


def _day(when_: date | datetime) -> date:
    return when_.date() if isinstance(when_, datetime) else when_
