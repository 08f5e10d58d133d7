"""Whom to turn to, shown wherever somebody is asked how they are (M11)."""

from people.models import Person
from programs.cohorts.models import Program

MOST_PROGRAMS = 5


def help_contacts_for(person: Person) -> list[tuple[str, str]]:
    """Return (name, words) of the programs that the person runs, guides or learns in."""
    mine = Program.objects.open().joined_by(person).exclude(help_contacts="")
    words = mine.order_by("name", "pk").values_list("name", "help_contacts")
    return list(words[:MOST_PROGRAMS])
