"""A program copied for the next time, put away when it is over, and taken out again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Person
from people.services.security_log import Kind, record
from programs.cohorts.models import Program, ProgramCompetency, ProgramCoordinator
from programs.cohorts.services.program import ASKED, ProgramError, rules_of

LONGEST_NAME = Program._meta.get_field("name").max_length
# What of a program is not its copy's.
OF_ITS_OWN = {"id", "name", "created_at", "created_by", "archived_at"}


@transaction.atomic
def copy_program(*, program: Program, by: Person, at: datetime) -> Program:
    """Make another of the same kind, words, rules, competencies and pool; it has no cohort yet.

    Whoever copies it runs it; nobody is told.
    """
    name = (_("Copy of %(name)s") % {"name": program.name})[:LONGEST_NAME]
    copy = Program.objects.create(name=name, created_at=at, created_by=by, **_fields(program))
    rules = rules_of(program)
    type(rules).objects.create(program=copy, **_fields(rules, but={"program"}))
    ProgramCompetency.objects.bulk_create(
        ProgramCompetency(
            program=copy,
            competency_id=row.competency_id,
            **{name: getattr(row, name) for name in ASKED},
        )
        for row in program.competencies.all()
    )
    copy.preceptors.set(program.preceptors.all())
    copy.mentors.set(program.mentors.all())
    ProgramCoordinator.objects.create(program=copy, person=by, named_by=by, named_at=at)
    record(Kind.COORDINATOR_MADE, by=by, about=by, what=f"program {copy.pk}")
    return copy


@transaction.atomic
def archive_program(*, program: Program, at: datetime) -> None:
    """Put a program away: it is on no list any more, and its records stay where they are.

    :raises ProgramError: while somebody waits or is paired in it.
    """
    program = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    counted = Program.objects.with_numbers().get(pk=program.pk)
    if left := counted.waiting + counted.running:
        words = ngettext(
            "%(count)d person still waits or is paired here. Withdraw or end that first.",
            "%(count)d people still wait or are paired here. Withdraw or end that first.",
            left,
        )
        raise ProgramError(words % {"count": left})
    if program.archived_at is None:
        program.archived_at = at
        program.save(update_fields=["archived_at"])


def reopen_program(*, program: Program) -> None:
    """Take a program out again, as it was."""
    program.archived_at = None
    program.save(update_fields=["archived_at"])


def _fields(row, but=OF_ITS_OWN):
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in but
    }
