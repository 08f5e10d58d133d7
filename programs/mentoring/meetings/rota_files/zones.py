"""The zones of one file. What a file calls a zone holds for that file alone.

The library would keep every definition for all that the process reads later, so it is never
handed a whole one: only its parts, which it keeps nowhere.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Component, Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from programs.mentoring.meetings.rota_files.lines import taken_apart
from programs.mentoring.meetings.rota_files.odd import OddEntry

# All that a definition needs.
_NEEDED = ("BEGIN", "END", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "TZNAME")
_PARTS = ("STANDARD", "DAYLIGHT")
# What the library raises for definitions that make no sense.
NONSENSE = (*(ValueError, TypeError, KeyError, IndexError), AttributeError, OverflowError, OddEntry)


class Zones:
    """Finds what a file means by the name of a zone: its own definition first."""

    def __init__(self, definitions: Iterable[list[str]], *, own: tzinfo, floating: str):
        """``own`` is the reader's; ``floating`` names that of times that say none, if any."""
        self.own = own
        self.unknown: dict[str, None] = {}
        self._definitions: dict[str, list[str]] = {}
        self._read: dict[str, tzinfo | None] = {}
        for lines in definitions:
            for name in _names_of(lines):
                self._definitions.setdefault(name, lines)
        self.floating = self.named(floating) if floating else own

    def named(self, name: str) -> tzinfo:
        """Return the zone of that name; one that nobody knows is noted and read as ``own``."""
        name = name.strip()
        if name not in self._read:
            self._read[name] = self._defined(name) or _known(name)
            if self._read[name] is None:
                self.unknown[name[:80]] = None
        return self._read[name] or self.own

    def _defined(self, name: str) -> tzinfo | None:
        """Return the zone that the file defines by that name, if it makes sense."""
        lines = self._definitions.get(name)
        if lines is None:
            return None
        try:
            return _zone(lines)
        except NONSENSE:
            return None


def _names_of(lines: list[str]) -> set[str]:
    """All names that a definition goes by; one without a name is of no use."""
    named = [line for line in lines if line.upper().startswith(("TZID:", "TZID;"))]
    return {line.partition(":")[2].strip() for line in named} - {""}


def _zone(lines: list[str]) -> tzinfo:
    """Return the zone of a definition, given as its lines.

    :raises ValueError: or another, if it makes no sense.
    """
    definition = Timezone()
    definition.add("TZID", "of this file")
    for part in _parts(lines):
        definition.add_component(Component.from_ical("\r\n".join(part)))
    zone = definition.to_tz(lookup_tzid=False)
    # One that fails does so when it is asked.
    datetime(2026, 1, 1, tzinfo=UTC).astimezone(zone)
    datetime(2026, 7, 1, tzinfo=zone).utcoffset()
    return zone


def _parts(lines: list[str]) -> Iterable[list[str]]:
    part: list[str] = []
    for line in lines:
        name = line.partition(":")[0].partition(";")[0].strip().upper()
        if name == "BEGIN":
            part = []
        if name not in _NEEDED:
            continue
        if name == "RRULE":
            _refuse_endless(line)
        part.append(line)
        if name == "END" and line.partition(":")[2].strip().upper() in _PARTS:
            yield part


def _refuse_endless(line: str) -> None:
    """:raises ValueError: if clocks would change more than once a year by one rule."""
    rule = taken_apart(line).value.upper()
    if "FREQ=YEARLY" not in rule or any(
        f"BY{often}" in rule for often in ("HOUR", "MINUTE", "SEC")
    ):
        raise ValueError(rule)


def _known(name: str) -> tzinfo | None:
    """Return the zone of the database by its name, by that of Windows, or by a path to it."""
    cleaned = name.strip("/")
    parts = cleaned.split("/")
    candidates = [cleaned, WINDOWS_TO_OLSON.get(cleaned, "")]
    # "/freeassociation.sourceforge.net/Europe/Berlin"
    candidates += ["/".join(parts[start:]) for start in range(1, len(parts) - 1)]
    keys = (_names().get(candidate.casefold()) for candidate in candidates)
    found = next(filter(None, keys), None)
    return ZoneInfo(found) if found else None


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}
