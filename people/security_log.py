"""What administrators see of the security log: the entries, and who the ids in them are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from common.ids import uuids_in
from people.models import Person, SecurityEvent

# More people than that are no answer to "who was it?".
MOST_PEOPLE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, with the people it names, where they are still known."""

    event: SecurityEvent
    by: Person | None
    about: Person | None
    is_alarming: bool


def find_events(*, kind: str, words: str, day: date | None) -> QuerySet:
    """Entries of a kind, by or about whoever the words mean, on a day where the reader is."""
    events = SecurityEvent.objects.all()
    if kind:
        events = events.filter(kind=kind)
    if words:
        people = uuids_in([words]) or list(_people(words))
        events = events.filter(Q(by__in=people) | Q(about__in=people))
    if day:
        start = timezone.make_aware(datetime.combine(day, time()))
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
        events = events.filter(recorded_at__gte=start, recorded_at__lt=end)
    return events


def _people(words):
    return Person.objects.matching(words).values_list("pk", flat=True)[:MOST_PEOPLE]


def lines(events: Iterable[SecurityEvent], alarming: set) -> list[Line]:
    """Put names to the ids, all at once."""
    events = list(events)
    ids = {key for event in events for key in (event.by, event.about) if key}
    people: dict[UUID, Person] = Person.objects.in_bulk(ids)
    return [
        Line(
            event=event,
            by=people.get(event.by),
            about=people.get(event.about) if event.about != event.by else None,
            is_alarming=event.kind in alarming,
        )
        for event in events
    ]
