"""Who may create and coordinate programs: the only place here where a role is compared."""

from people.permissions import can_administer, can_search_people, is_about
from programs.cohorts.models import Program, ProgramCoordinator


def can_create_program(person) -> bool:
    """Site administrators and whoever coordinates a program already."""
    return can_search_people(person)


def can_place_program(person) -> bool:
    """Say which organisation a program belongs to: it decides whose people are seen."""
    return can_administer(person)


def can_coordinate(person, program: Program) -> bool:
    """The program's coordinators and deputies, and site administrators."""
    if person.is_administrator:
        return True
    return ProgramCoordinator.objects.filter(person=person, program=program).exists()


def can_decide_about(person, program: Program, *people) -> bool:
    """Decide, as who runs the program, about these people by their ids: never about oneself."""
    return can_coordinate(person, program) and not is_about(person, *people)
