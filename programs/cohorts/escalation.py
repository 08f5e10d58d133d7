"""Who hears of what stays undone: the named coordinator, else their deputy (N2)."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Person
from programs.cohorts.models import Program, ProgramCoordinator

CAN_RECEIVE = Q(person__is_active=True) & ~Q(person__email="")


def escalation_recipients(program: Program, *, about: Person | None = None) -> list[Person]:
    """The active coordinators of a program, else its deputies; empty where nobody can be told.

    Never whom it is about: the deputies stand in where they are the only coordinator.
    """
    return recipients_by_program([program.pk], but=about)[program.pk]


def recipients_about(person: Person, program: Program, recipients: list[Person]) -> list[Person]:
    """The same where ``recipients`` of the program are known and the person may be one of them."""
    return escalation_recipients(program, about=person) if person in recipients else recipients


def recipients_by_program(
    programs: Iterable[UUID], *, but: Person | None = None
) -> dict[UUID, list[Person]]:
    """Return whom an escalation of each program reaches, in one query; never ``but``."""
    named = ProgramCoordinator.objects.filter(CAN_RECEIVE, program__in=set(programs))
    if but:
        named = named.exclude(person=but)
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
