"""Whom to turn to, shown wherever somebody is asked how they are (M11)."""

from dataclasses import dataclass

from people.models import Person
from programs.cohorts.models import Program, ProgramCoordinator

MOST_PROGRAMS = 5


@dataclass(frozen=True, slots=True)
class HelpContact:
    """A program, what it says to whoever is not well, and who runs it, in which role."""

    program: str
    words: str
    coordinators: list[ProgramCoordinator]


def help_contacts_for(person: Person) -> list[HelpContact]:
    """Return those of the programs that the person runs, guides or learns in."""
    programs = Program.objects.open().joined_by(person).order_by("sort_name", "pk")[:MOST_PROGRAMS]
    running = ProgramCoordinator.objects.filter(
        program__in=[program.pk for program in programs], person__is_active=True
    )
    running = list(running.exclude(person=person).select_related("person"))
    return [
        HelpContact(
            program=program.name,
            words=program.help_contacts,
            coordinators=[row for row in running if row.program_id == program.pk],
        )
        for program in programs
    ]
