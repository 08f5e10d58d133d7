"""Who asks for a guest, and who answers: the only place here where a role is compared."""

from people.permissions import can_administer, is_about
from programs.cohorts.models import Program
from programs.cohorts.permissions import can_coordinate
from programs.guests.deciders import concerned_in, coordinators_of
from programs.guests.models import GuestRequest


def can_ask_for_guest(person, program: Program) -> bool:
    return can_coordinate(person, program)


def can_withdraw_guest_request(person, request: GuestRequest) -> bool:
    """Whoever runs the program that asks: the one who asked, or who stands in for them."""
    return can_coordinate(person, request.program) and not is_about(person, request.person_id)


def can_decide_guest(person, request: GuestRequest) -> bool:
    """Answer, and end what was granted: their own coordinators, or an administrator.

    Never who asks, nor who is asked for.
    """
    if request.person is None or not person.is_active or is_about(person, *concerned_in(request)):
        return False
    return can_administer(person) or coordinators_of(request).filter(pk=person.pk).exists()
