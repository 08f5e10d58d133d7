"""A calendar file to when its owner is busy, and what of it was not understood."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from programs.mentoring.meetings.overlap import Span, merged
from programs.mentoring.meetings.rota_files import odd
from programs.mentoring.meetings.rota_files.entries import (
    NONSENSE,
    When,
    is_long_over,
    is_over,
    moment,
    periods,
    repeats,
    when,
)
from programs.mentoring.meetings.rota_files.limits import (
    HORIZON,
    MAX_BYTES,
    MOST_ENTRIES,
    MOST_REPEATS,
    MOST_RULES,
    MOST_SPANS,
)
from programs.mentoring.meetings.rota_files.lines import Entry, blocks_of, decoded
from programs.mentoring.meetings.rota_files.odd import LeftOut, OddEntry, RotaFileError
from programs.mentoring.meetings.rota_files.zones import Zones


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Rota:
    """Busy spans in UTC, in order and not touching; ``until`` is the end of what was read.

    ``total`` is how many entries the file has, ``left_out`` those that were not understood,
    and ``unknown_zones`` the names of zones whose times were read by the reader's own clock.
    """

    spans: list[Span]
    until: datetime
    total: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    unknown_zones: list[str] = field(default_factory=list)


def read_rota(content: bytes, *, zone: ZoneInfo, at: datetime) -> Rota:
    """Return when the calendar's owner is busy from ``at`` on, for so long as people plan ahead.

    Times without a zone are by that of the file, else by ``zone``; whole days always by
    ``zone``. Entries that are cancelled or marked as free do not count.

    :raises RotaFileError: if it is no calendar or too large, if none of its entries can be
        read, or if they repeat more than can be unrolled.
    """
    if len(content) > MAX_BYTES:
        raise RotaFileError(_("This file is larger than 10 MB. Export only the months ahead."))
    text = decoded(content)
    if not text.lstrip("\ufeff \r\n\t").upper().startswith("BEGIN:VCALENDAR"):
        raise RotaFileError(_("This is no calendar file (.ics)."))
    blocks = blocks_of(text)
    zones = Zones(blocks.zones, own=zone, floating=blocks.properties.get("X-WR-TIMEZONE", ""))
    reading = _Reading(zones, at.astimezone(UTC))
    reading.read(blocks.entries)
    _refuse_unreadable(blocks.entries, reading.left_out)
    is_off = blocks.properties.get("METHOD", "").upper() == "CANCEL"
    spans = [] if is_off else merged(reading.spans)
    return Rota(
        spans=spans,
        until=reading.last,
        total=len(blocks.entries),
        left_out=sorted(reading.left_out, key=lambda each: each.number),
        unknown_zones=list(zones.unknown),
    )


def _refuse_unreadable(entries: list[Entry], left_out: list[LeftOut]) -> None:
    if not entries:
        raise RotaFileError(_("There are no entries in this calendar. Your rota stays as it was."))
    if len(left_out) == len(entries):
        raise RotaFileError(
            _(
                "None of the %(count)d entries in this calendar could be read; of the first, "
                "%(reason)s. Your rota stays as it was."
            ),
            count=len(entries),
            reason=left_out[0].reason,
        )


class _Reading:
    """Entries on their way to spans, within the time that is looked at."""

    def __init__(self, zones: Zones, first: datetime):
        self.zones = zones
        self.first, self.last = first, first + HORIZON
        self.spans: list[Span] = []
        self.left_out: list[LeftOut] = []
        self._near = self._rules = self._repeats = 0
        self._ahead = 0.0

    def read(self, entries: Iterable[Entry]) -> None:
        by_uid: dict[str, list[When]] = defaultdict(list)
        for entry in entries:
            try:
                self._read_entry(entry, by_uid)
            except OddEntry as error:
                self._leave_out(entry, error.reason)
        for series in by_uid.values():
            self._read_series(series)

    def _read_entry(self, entry: Entry, by_uid: dict[str, list[When]]) -> None:
        if entry.kind == "VFREEBUSY":
            self._add(list(periods(entry, self.zones)))
            return
        if is_long_over(entry, self.first):
            return
        found = when(entry, self.zones)
        # Without an id it belongs to nothing but itself.
        by_uid[found.uid or f"\0{entry.number}"].append(found)

    def _leave_out(self, entry: Entry, reason: str) -> None:
        self.left_out.append(LeftOut(entry.number, entry.text("DTSTART")[:40], reason))

    def _read_series(self, series: list[When]) -> None:
        """Read the entries of one id: a newer one replaces an older, others stand beside."""
        masters = [found for found in series if found.replaces is None]
        newest = max((found.sequence for found in masters), default=0)
        masters = [found for found in masters if found.sequence == newest]
        repeating = next((found for found in masters if found.repeats), None)
        changed = [found for found in series if found.replaces is not None]
        for found in masters:
            if not found.repeats:
                self._add_single(found)
            else:
                self._add_repeating(found, changed if found is repeating else [])
        if not repeating:
            for found in changed:
                self._add_single(found)

    def _add_single(self, found: When) -> None:
        if found.is_busy:
            self._add([(moment(found.begins, self.zones), moment(found.ends, self.zones))])

    def _add(self, spans: Iterable[Span]) -> None:
        for begin, end in spans:
            begin, end = max(begin, self.first), min(end, self.last)
            if begin < end:
                self.spans.append((begin, end))
                self._near += 1
        if self._near > MOST_ENTRIES:
            raise RotaFileError(
                _("There are thousands of entries in the months ahead. Export your own rota only.")
            )

    def _add_repeating(self, found: When, changed: list[When]) -> None:
        try:
            if found.rules and all(is_over(found, rule, self.first) for rule in found.rules):
                return
            self._count_repeats(found)
            self._unroll(found, changed)
        except OddEntry as error:
            self._leave_out(found.entry, error.reason)

    def _count_repeats(self, found: When) -> None:
        """Refuse a file whose rules, all in all, are too many or repeat too often to unroll."""
        counted = [repeats(found, rule, self.last) for rule in found.rules]
        if not counted or moment(found.begins, self.zones) < self.last:
            self._rules += 1
        for times, days in counted:
            self._repeats += times
            self._ahead += times * min(1, HORIZON.days / max(1, days))
        if self._rules > MOST_RULES or self._repeats > MOST_REPEATS or self._ahead > MOST_SPANS:
            raise RotaFileError(
                _("Its entries repeat too often. Export only the months ahead, and your own rota.")
            )

    def _unroll(self, found: When, changed: list[When]) -> None:
        calendar = Calendar()
        calendar.add_component(found.event(self.zones))
        for each in changed:
            calendar.add_component(each.event(self.zones))
        try:
            events = recurring_ical_events.of(calendar).between(self.first, self.last)
            spans = list(self._spans(events))
        except NONSENSE as error:
            raise OddEntry(odd.BAD_RULE) from error
        self.spans += spans

    def _spans(self, events: Iterable) -> Iterator[Span]:
        for event in events:
            if str(event.get("TRANSP", "")) == "TRANSPARENT":
                continue
            begin, end = self._moment(event["DTSTART"].dt), self._moment(event["DTEND"].dt)
            begin, end = max(begin, self.first), min(end, self.last)
            if begin < end:
                yield begin, end

    def _moment(self, value: date | datetime) -> datetime:
        return moment(value, self.zones)
