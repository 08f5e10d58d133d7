"""Confirming an import: a small one is written at once, a large one by the worker."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from people.imports.models import PeopleImport
from people.imports.services.people_import import (
    STEP,
    ImportReport,
    PeopleImportError,
    PeopleImportStale,
    commit_import,
    count_outcomes,
    lock_confirmable,
    people_to_invite,
    refuse_refused,
)
from people.models import Person
from people.services.invitation import invite_people

log = logging.getLogger(__name__)
Status = PeopleImport.Status
# Written in under three seconds (decision 0019). PostgreSQL takes longer for more, whoever
# asks, and a browser should not wait for it.
AT_ONCE = 20_000
STALE = gettext_noop(
    "Nothing was imported, because someone changed these people in the meantime. Please check it "
    "again."
)


def confirm_import(
    *,
    people_import: PeopleImport,
    skip_refused: bool,
    invite: bool,
    by: Person,
    at: datetime,
    today: date,
) -> ImportReport | None:
    """Write the import, or let it wait for the worker and return nothing.

    :raises PeopleImportError: as :func:`commit_import` does.
    """
    confirmed = _note_confirmed(people_import, skip_refused=skip_refused, invite=invite, by=by)
    if confirmed.status == Status.WRITING:
        return None
    report = commit_import(people_import=confirmed, skip_refused=skip_refused, at=at, today=today)
    invite_next(people_import=confirmed, at=at)
    return report


@transaction.atomic
def _note_confirmed(people_import, *, skip_refused, invite, by) -> PeopleImport:
    people_import = lock_confirmable(people_import)
    refuse_refused(count_outcomes(people_import), skip_refused=skip_refused)
    people_import.skips_refused = skip_refused
    people_import.has_to_invite = invite
    people_import.confirmed_by = by
    if people_import.rows_total > AT_ONCE:
        people_import.status = Status.WRITING
    people_import.save(update_fields=["skips_refused", "has_to_invite", "confirmed_by", "status"])
    return people_import


def write_confirmed(*, clock: Callable[[], datetime]) -> int:
    """Write all imports that wait for it and return how many were; two of these may run at once.

    After a crash nothing is written, and the next run begins anew.
    """
    waiting = PeopleImport.objects.filter(status=Status.WRITING).order_by("created_at")
    return sum(_write(people_import, at=clock()) for people_import in waiting)


def _write(people_import: PeopleImport, *, at: datetime) -> bool:
    try:
        commit_import(
            people_import=people_import,
            skip_refused=people_import.skips_refused,
            at=at,
            today=timezone.localdate(at),
        )
    except PeopleImportStale:
        people_import.refresh_from_db(fields=["notes"])
        people_import.notes.append({"template": STALE, "values": {}})
        people_import.save(update_fields=["notes"])
        return False
    except PeopleImportError:
        # Another worker has it.
        return False
    except DatabaseError as error:
        # It waits on. What PostgreSQL says may hold people's data.
        log.error("import %s was not written: %s", people_import.pk, type(error).__name__)
        return False
    return True


def invite_written(*, clock: Callable[[], datetime]) -> int:
    """Invite the next of the people of each written import; return how many were invited."""
    waiting = PeopleImport.objects.filter(status=Status.COMMITTED, has_to_invite=True)
    return sum(invite_next(people_import=each, at=clock()) for each in waiting)


@transaction.atomic
def invite_next(*, people_import: PeopleImport, at: datetime, size: int = STEP) -> int:
    """Let invitations wait for the next ``size`` new people, if that was chosen; return how many.

    Two steps at once take turns, and nobody is invited twice.
    """
    people_import = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if not people_import.has_to_invite:
        return 0
    people = people_to_invite(people_import)
    people = people.exclude(invitations__created_at__gte=people_import.committed_at)
    invited = invite_people(people=people[:size], by=people_import.confirmed_by, at=at)
    if invited < size:
        people_import.has_to_invite = False
        people_import.save(update_fields=["has_to_invite"])
    return invited
