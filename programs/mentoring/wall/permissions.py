"""Who may read facts, and who may ask for more: the only place here where a role is compared."""

from programs.cohorts.models import Program
from programs.cohorts.permissions import can_coordinate, can_decide_about
from programs.mentoring.mentorships.models import Mentorship


def can_read_mentorship_facts(person, program: Program) -> bool:
    """That pairs exist and met, never a word of theirs (M5)."""
    return can_coordinate(person, program)


def can_decide_for_pair(person, mentorship: Mentorship) -> bool:
    """What a coordinator does about a pair from outside; never one of the two."""
    both = (each.pk for each in mentorship.both)
    return can_decide_about(person, mentorship.program, *both)


def can_break_glass(person, mentorship: Mentorship) -> bool:
    """Ask to read for safety, or answer such a request: never one of the pair (M5)."""
    return can_decide_for_pair(person, mentorship)
