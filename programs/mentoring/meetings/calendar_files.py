"""Check-ins as calendar files (RFC 5545): when, how, and a link; no content (N7).

Pure: knows no database. What a calendar shows on a locked screen is "Check-in", and in an
invitation the first name that the mail's subject says too, where both agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

MAKER = "-//Alongside//Check-ins//EN"
# How often a calendar may ask for a feed again.
ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meeting: ``uid`` stays when it moves, ``sequence`` counts its changes."""

    uid: UUID
    sequence: int
    starts_at: datetime
    minutes: int
    title: str
    url: str
    changed_at: datetime
    is_cancelled: bool = False
    # How the two meet, such as "By video".
    medium: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEntry:
    """Something on a day, at no time."""

    uid: UUID
    day: date
    title: str
    url: str
    changed_at: datetime


def invitation(entry: Entry, *, sender: str, recipient: str, has_accepted: bool) -> bytes:
    """Return a file that puts one meeting into a calendar, moves it there or takes it out.

    ``sender`` and ``recipient`` are addresses; no answer is asked for. Whoever booked it
    ``has_accepted``: their calendar need not ask whether they come.
    """
    calendar = _calendar("CANCEL" if entry.is_cancelled else "REQUEST")
    event = _event(entry)
    event.add("organizer", _address(sender))
    attendee = _address(recipient)
    attendee.params["RSVP"] = vText("FALSE")
    attendee.params["PARTSTAT"] = vText("ACCEPTED" if has_accepted else "NEEDS-ACTION")
    event.add("attendee", attendee)
    calendar.add_component(event)
    return calendar.to_ical()


def feed(entries: Iterable[Entry], *, title: str, days: Iterable[DayEntry] = ()) -> bytes:
    """Return a calendar to subscribe to."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    for entry in days:
        calendar.add_component(_day_event(entry))
    return calendar.to_ical()


def _calendar(method):
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(entry):
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    # In UTC: a moment is a moment, whatever the clocks do that night.
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.starts_at.astimezone(UTC) + timedelta(minutes=entry.minutes))
    event.add("summary", entry.title)
    event.add("url", entry.url)
    event.add("description", entry.url)
    if entry.medium:
        event.add("location", entry.medium)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def _day_event(entry):
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("url", entry.url)
    event.add("description", entry.url)
    event.add("class", "PRIVATE")
    # A date to remember keeps nobody busy.
    event.add("transp", "TRANSPARENT")
    return event


def _address(email):
    return vCalAddress(f"mailto:{email}")
