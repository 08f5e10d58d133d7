"""Who may do what in programs and pairings: the only place here where a role is compared."""

from people.permissions import can_search_people, require
from programs.models import Mentorship, PreceptorAssignment, Preceptorship, Program

__all__ = ["require"]


def can_create_program(person) -> bool:
    """Site administrators and whoever coordinates a program already."""
    return can_search_people(person)


def can_coordinate(person, program: Program) -> bool:
    """The program's coordinators and deputies, and site administrators."""
    if person.is_administrator:
        return True
    return program.coordinators.filter(person=person).exists()


def can_import_frameworks(person) -> bool:
    return can_search_people(person)


def is_learner_of(person, preceptorship: Preceptorship) -> bool:
    return preceptorship.learner.person_id == person.pk


def is_preceptor_of(person, preceptorship: Preceptorship, *, on) -> bool:
    """Primary or backup preceptor on the day."""
    return (
        PreceptorAssignment.objects.on(on)
        .filter(preceptorship=preceptorship, preceptor__person=person)
        .exists()
    )


def is_mentor_of(person, mentorship: Mentorship) -> bool:
    return mentorship.mentor.person_id == person.pk


def is_mentee_of(person, mentorship: Mentorship) -> bool:
    return mentorship.learner.person_id == person.pk


def takes_part(person, mentorship: Mentorship) -> bool:
    return is_mentor_of(person, mentorship) or is_mentee_of(person, mentorship)


def can_leave_mentorship(person, mentorship: Mentorship) -> bool:
    """Either of the two, at any time; nobody else on their behalf (M8)."""
    return takes_part(person, mentorship)
