"""Putting a row of the worklist off, or giving it to somebody else who runs the program."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Program, ProgramCoordinator
from programs.desk.models import WorklistMark

LONGEST = timedelta(days=90)


class WorklistError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def snooze_row(
    *, program: Program, kind: str, key: str, until: date, by: Person, at: datetime, today: date
) -> None:
    """Hide a row until a day; it comes back by itself, as long as its cause lasts.

    :raises WorklistError: if the day is not ahead, or more than 90 days away.
    """
    if not today < until <= today + LONGEST:
        raise WorklistError(_("Choose a day in the next 90 days."))
    _mark(program, kind, key, by=by, at=at, snoozed_until=until)


@transaction.atomic
def bring_row_back(*, program: Program, kind: str, key: str) -> None:
    """Show a row again that was put off; twice changes nothing."""
    marks = WorklistMark.objects.filter(program=program, kind=kind, key=key)
    marks.filter(assigned_to=None).delete()
    marks.update(snoozed_until=None)


@transaction.atomic
def assign_row(
    *, program: Program, kind: str, key: str, to: Person, by: Person, at: datetime
) -> None:
    """Give a row to another one of those who run the program.

    :raises WorklistError: if they do not.
    """
    runs = ProgramCoordinator.objects.filter(program=program, person=to, person__is_active=True)
    if not runs.exists():
        raise WorklistError(_("%(name)s doesn't run this program.") % {"name": to})
    _mark(program, kind, key, by=by, at=at, assigned_to=to)


def _mark(program, kind, key, *, by, at, **decided):
    WorklistMark.objects.update_or_create(
        program=program,
        kind=kind,
        key=key,
        defaults={"marked_by": by, "marked_at": at, **decided},
    )
