"""Who hears of what stays undone: the named coordinator, else their deputy (N2)."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Person
from programs.cohorts.models import Program, ProgramCoordinator

CAN_RECEIVE = Q(person__is_active=True) & ~Q(person__email="")


def escalation_recipients(program: Program) -> list[Person]:
    """The active coordinators of a program, else its deputies; empty where nobody can be told."""
    return recipients_by_program([program.pk])[program.pk]


def recipients_by_program(programs: Iterable[UUID]) -> dict[UUID, list[Person]]:
    """Return whom an escalation of each program reaches, in one query."""
    named = ProgramCoordinator.objects.filter(CAN_RECEIVE, program__in=set(programs))
    by_role = defaultdict(list)
    for row in named.select_related("person").order_by("pk"):
        by_role[row.program_id, row.role].append(row.person)

    roles = ProgramCoordinator.Role
    recipients = defaultdict(list)
    for program in {program for program, _role in by_role}:
        coordinators = by_role.get((program, roles.COORDINATOR))
        recipients[program] = coordinators or by_role[program, roles.DEPUTY]
    return recipients


def programs_without_recipient(programs: QuerySet) -> QuerySet:
    """Return those among ``programs`` whose escalations would reach nobody."""
    named = ProgramCoordinator.objects.filter(CAN_RECEIVE, program=OuterRef("pk"))
    return programs.filter(~Exists(named))
