"""What one part of Today says to a person."""

from datetime import datetime

from people.models import Person
from people.reader_flags import reader_flags
from tests.factories import NOON


def told(source, person: Person, at: datetime = NOON) -> list:
    """Ask ``source`` as the page does: of a person just read, and with what holds of them."""
    reader = Person.objects.get(pk=person.pk)
    return list(source(reader, at, reader_flags(reader)))
