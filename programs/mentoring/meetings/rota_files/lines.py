"""From the bytes of a calendar to its blocks: zones and entries, with the lines that say when.

The library takes the lines apart; what an entry is called is never handed to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser.content_line import UFOLD, Contentline

from programs.mentoring.meetings.rota_files.limits import MOST_BLOCKS, MOST_ZONE_LINES, MOST_ZONES
from programs.mentoring.meetings.rota_files.odd import BAD_LINE, NEVER_ENDS, OddEntry, RotaFileError

# All that says when an entry is; everything else in it is passed over.
_WHEN = {
    *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
    *("SEQUENCE", "STATUS", "TRANSP", "FREEBUSY"),
}
_OF_CALENDAR = {"METHOD", "X-WR-TIMEZONE"}
_OF_ZONE = {"TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}
# The lines that are looked at at all: what an entry is called stays in the file.
_LOOKED_AT = re.compile(
    r"^[ \t]*({})[ \t]*([:;][^\r\n]*)".format(
        "|".join(sorted({"BEGIN", "END"} | _WHEN | _OF_ZONE | _OF_CALENDAR))
    ),
    re.IGNORECASE | re.MULTILINE,
)
_BLANK = re.compile(r"(?:\r?\n){2,}")
_ENTRIES = {"VEVENT", "VFREEBUSY"}


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(slots=True)
class Line:
    """One property: its parameters in capital letters, and its value as it stands."""

    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Entry:
    """One entry of a calendar, and its lines by name; an alarm inside has its own."""

    kind: str
    number: int
    lines: dict[str, list[Line]] = field(default_factory=dict)
    problem: str = ""

    def first(self, name: str) -> Line | None:
        found = self.lines.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        line = self.first(name)
        return line.value.strip() if line else ""


@dataclass(slots=True)
class Blocks:
    """What a calendar holds: entries, definitions of zones as lines, and its own properties."""

    entries: list[Entry] = field(default_factory=list)
    zones: list[list[str]] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


def decoded(content: bytes) -> str:
    """Return the text; calendars are UTF-8, and what old programs write instead is let pass."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8-sig", errors="replace")


def blocks_of(text: str) -> Blocks:
    """Return the blocks of a calendar, however its names are written."""
    found = Blocks()
    lines = _looked_at(text)
    for name, rest in lines:
        value = _marked(rest)
        if name == "BEGIN" and value == "VTIMEZONE":
            _keep_zone(found, list(_until_end(lines)))
        elif name == "BEGIN" and value in _ENTRIES:
            _read_entry(found, value, lines)
        elif name in _OF_CALENDAR:
            found.properties.setdefault(name, rest.partition(":")[2].strip())
    return found


def _looked_at(text: str) -> Iterator[tuple[str, str]]:
    """Yield each line that matters, unfolded, as its name in capitals and what follows it."""
    # Lines without anything in them first: looking for folds among millions takes seconds.
    for found in _LOOKED_AT.finditer(UFOLD.sub("", _BLANK.sub("\n", text))):
        yield found[1].upper(), found[2]


def _marked(rest: str) -> str:
    """What a BEGIN or END line names."""
    return rest.partition(":")[2].strip().upper()


def _until_end(lines: Iterator[tuple[str, str]]) -> Iterator[str]:
    for name, rest in lines:
        if name == "END" and _marked(rest) == "VTIMEZONE":
            return
        yield f"{name}{rest}"


def _keep_zone(found: Blocks, lines: list[str]) -> None:
    if len(found.zones) < MOST_ZONES and len(lines) < MOST_ZONE_LINES:
        found.zones.append(lines)


def _read_entry(found: Blocks, kind: str, lines: Iterator[tuple[str, str]]) -> None:
    """Read on to the end of an entry; one that begins before it is closed is another entry."""
    entry = _next_entry(found, kind)
    inside: list[str] = []
    for name, rest in lines:
        if name in _WHEN:
            if not inside:
                _keep_line(entry, name, rest)
        elif name == "BEGIN" and _marked(rest) in _ENTRIES:
            entry.problem = NEVER_ENDS
            entry, inside = _next_entry(found, _marked(rest)), []
        elif name == "BEGIN":
            inside.append(_marked(rest))
        elif name == "END" and inside and _marked(rest) == inside[-1]:
            inside.pop()
        elif name == "END" and _marked(rest) in (entry.kind, "VCALENDAR"):
            return
    entry.problem = NEVER_ENDS


def _next_entry(found: Blocks, kind: str) -> Entry:
    if len(found.entries) >= MOST_BLOCKS:
        raise RotaFileError(_("This holds 100,000 entries and more. Export only the months ahead."))
    entry = Entry(kind, len(found.entries) + 1)
    found.entries.append(entry)
    return entry


def _keep_line(entry: Entry, name: str, rest: str) -> None:
    try:
        entry.lines.setdefault(name, []).append(taken_apart(f"{name}{rest}"))
    except OddEntry as error:
        entry.problem = error.reason


def taken_apart(line: str) -> Line:
    """Return a line's parameters and value.

    :raises OddEntry: if the library cannot take it apart.
    """
    head, __, value = line.partition(":")
    if ";" not in head and '"' not in head:
        # Most lines have no parameters, and the library looks at each character.
        return Line({}, value.strip())
    try:
        __, parameters, value = Contentline(line).raw_parts()
    except (ValueError, IndexError) as error:
        raise OddEntry(BAD_LINE) from error
    plain = {str(key).upper(): _plain(each) for key, each in parameters.items()}
    return Line(plain, value.strip())


def _plain(value: object) -> str:
    """A parameter that names several things is read by the first."""
    first = value[0] if isinstance(value, list) and value else value
    return str(first).strip().strip('"')
