"""The pool of guides of a program: whom its coordinators may pair."""

from collections.abc import Iterable

from django.db import transaction

from people.models import Mentor, Person, Preceptor
from people.services.profile import ensure_guides
from programs.cohorts.models import PairingChoice, Program


@transaction.atomic
def add_guides(*, program: Program, people: Iterable[Person]) -> int:
    """Put people into the pool; return how many were not in it.

    Who has no profile as a guide of this kind gets one, with the usual capacity. That makes
    nobody eligible: approval and training are recorded with the person (S1, S2, P8, M14).
    """
    active = [person for person in people if person.is_active]
    pool = pool_of(program)
    inside = set(pool.values_list("pk", flat=True))
    guides = ensure_guides(guide_model(program), active)
    added = [guide for guide in guides if guide.pk not in inside]
    pool.add(*added)
    return len(added)


@transaction.atomic
def remove_guide(*, program: Program, guide: Preceptor | Mentor) -> None:
    """Take a guide out of the pool; their pairings go on, a draft that names them does not."""
    pool_of(program).remove(guide)
    field = "preceptor" if program.is_preceptorship else "mentor"
    drafted = PairingChoice.objects.filter(enrolment__cohort__program=program, **{field: guide})
    drafted.delete()


def guide_model(program: Program) -> type[Preceptor] | type[Mentor]:
    return Preceptor if program.is_preceptorship else Mentor


def pool_of(program: Program):
    return program.preceptors if program.is_preceptorship else program.mentors
