"""Who may create and coordinate programs: the only place here where a role is compared."""

from people.permissions import can_search_people
from programs.cohorts.models import Program, ProgramCoordinator


def can_create_program(person) -> bool:
    """Site administrators and whoever coordinates a program already."""
    return can_search_people(person)


def can_coordinate(person, program: Program) -> bool:
    """The program's coordinators and deputies, and site administrators."""
    if person.is_administrator:
        return True
    return ProgramCoordinator.objects.filter(person=person, program=program).exists()
