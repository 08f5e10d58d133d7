"""Who may offer a silent pair a hand: the only place here where a role is compared."""

from programs.cohorts.models import Program
from programs.mentoring.wall.permissions import can_read_mentorship_facts


def can_care_for_pairs(person, program: Program) -> bool:
    """Offer silent pairs a hand, or leave them for later (M9)."""
    return can_read_mentorship_facts(person, program)
