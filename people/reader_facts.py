"""What every page asks about who reads it, in one query."""

from collections.abc import Mapping
from typing import Any

from people import registry
from people.models import Notice, Person
from people.prepared import length_of, prepared

# The number beside the bell is counted no further than this.
MOST_UNREAD = 99


def facts_of(person: Person) -> Mapping[str, Any]:
    """Return what ``registry.reader_facts`` name, ``is_coordinator``, and ``unread`` notices.

    Asked once for each request, whose person is an object of its own.
    """
    if not hasattr(person, "_facts"):
        (person._facts,) = _ask(person)
        person.is_coordinator = person._facts["is_coordinator"]
    return person._facts


@prepared
def _ask(person: Person):
    unread = Notice.objects.inbox_of(person).unread().values("pk")[: MOST_UNREAD + 1]
    return Person.objects.filter(pk=person.pk).values(
        is_coordinator=person.coordinator_condition(),
        unread=length_of(unread),
        **{name: ask(person) for name, ask in registry.reader_facts.items()},
    )
