"""Whom to turn to, shown wherever somebody is asked how they are (M11)."""

from people.models import Person
from people.prepared import prepared
from programs.models import Program

MOST_PROGRAMS = 5


@prepared
def help_contacts_for(person: Person):
    """Return (name, words) of the programs that the person runs, guides or learns in."""
    mine = Program.objects.open().joined_by(person).exclude(help_contacts="")
    return mine.order_by("name", "pk").values_list("name", "help_contacts")[:MOST_PROGRAMS]
