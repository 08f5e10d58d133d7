"""What every page asks about who reads it, in one query."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from common.compiled import compiled_once
from common.expressions import length_of
from people import registry
from people.models import Person
from people.notices.models import Notice
from people.registry import Part

# The number beside the bell is counted no further than this.
MOST_UNREAD = 99


def reader_flags(person: Person) -> Mapping[str, Any]:
    """Return what ``registry.reader_flags`` name, ``is_coordinator``, and ``unread`` notices."""
    know_reader(person)
    return person._flags


def know_reader(person: Person) -> None:
    """Ask all of this now, and with it what ``person.is_coordinator`` would ask by itself.

    Once for each request, whose person is an object of its own. A view that asks for a
    permission calls it first, and so spares its page a query.
    """
    if not hasattr(person, "_flags"):
        (person._flags,) = _ask(person)
        person.is_coordinator = person._flags["is_coordinator"]


def parts_of(person: Person) -> set[Part]:
    """As what the person may be told something: by their profiles and by what higher apps know."""
    asked = {f"is_{part}": ask(person) for part, ask in registry.parts.items()}
    found = Person.objects.filter(pk=person.pk).values(
        is_preceptor=Q(preceptor__isnull=False), is_mentor=Q(mentor__isnull=False), **asked
    )
    parts = {part for part in Part if found.get().get(f"is_{part}")}
    runs_something = person.is_administrator or person.is_coordinator
    return parts | {Part.COORDINATOR} if runs_something else parts


@compiled_once
def _ask(person: Person):
    # By the clock of the database: every page asks, and nothing here is told the time.
    unread = Notice.objects.inbox_of(person).told_by(Now()).unread()
    return Person.objects.filter(pk=person.pk).values(
        is_coordinator=person.coordinator_condition(),
        unread=length_of(unread.values("pk")[: MOST_UNREAD + 1]),
        **{name: ask(person) for name, ask in registry.reader_flags.items()},
    )
