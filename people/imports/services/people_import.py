"""A file of people on its way: staged in steps, previewed, then committed at once or discarded.

It begins in ``people_import_start``.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from people.imports.files import COLUMN_NAMED, PersonRow, Record, read_record
from people.imports.models import PeopleImport, PeopleImportFile, PeopleImportRow
from people.imports.services.people_import_check import Verdict, check_rows, stored
from people.imports.services.people_import_fresh import mark_stale, units_as_found
from people.imports.services.people_import_managers import refuse_managers
from people.imports.services.people_import_start import CHUNK, PeopleImportError
from people.imports.services.people_import_write import write_people
from people.models import Person
from people.scope import edit_scope
from people.services.line_management import LineManagementError

Status = PeopleImport.Status
Outcome = PeopleImportRow.Outcome
# In the order in which they are shown.
OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)
# Rows per step: a step takes a fraction of a second, and the bar moves.
STEP = 1000
# Looking across the rows of a file up to this size needs no step of its own.
SMALL = 5000
# Of a cell so much is kept to be downloaded again.
LONGEST_CELL = 1000
# Rows per batch of statements.
BATCH = 1000


# Rows to what each would do.
Check = Callable[[list[PeopleImportRow]], list[Verdict]]


class PeopleImportStale(PeopleImportError):
    """The people have changed since the preview, which has been made anew."""


@dataclass(frozen=True)
class ImportReport:
    """What a commit did."""

    new: int
    changed: int
    unchanged: int
    refused: int


def _languages() -> dict[str, str]:
    """Return the languages of this site by code and by both of their names."""
    names = {}
    for code, name in settings.LANGUAGES:
        local = get_language_info(code)["name_local"]
        names |= {known.casefold(): code for known in (code, str(name), local)}
    return names


@transaction.atomic
def stage_next(*, people_import: PeopleImport, today: date, size: int = STEP) -> PeopleImport:
    """Compare the next ``size`` rows with the database and return the import as it is then.

    The last step also looks across rows and makes the import ready; for a large file that is
    a step of its own. Two steps at once take turns, and a step too many does nothing.
    """
    people_import = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if people_import.status != Status.STAGING:
        return people_import
    scope = edit_scope(people_import.created_by)
    if not people_import.units_as_found:
        people_import.units_as_found = units_as_found(scope)
    check = partial(check_rows, scope=scope, create_units=people_import.create_units, today=today)
    compared = _read_next(people_import, size, check) or _compare_next(people_import, size, check)
    people_import.rows_staged += compared
    is_all = people_import.rows_staged >= people_import.rows_total
    if is_all and (not compared or people_import.rows_total <= SMALL):
        _know_size(people_import)
        refuse_managers(people_import, today=today)
        people_import.status = Status.READY
    people_import.save(update_fields=["rows_staged", "status", "units_as_found"])
    return people_import


def _know_size(people_import: PeopleImport) -> None:
    """Let PostgreSQL know at once what came: it would plan the writing for a handful of rows."""
    if people_import.rows_total > SMALL:
        table = connection.ops.quote_name(PeopleImportRow._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {table}")


def _read_next(people_import: PeopleImport, size: int, check: Check) -> int:
    """Read the next records of the file and keep them as rows; return how many."""
    columns = [COLUMN_NAMED.get(name) for name in people_import.columns]
    languages = _languages()
    records = [Record(*record) for record in _take_records(people_import, size)]
    rows = [
        _row(people_import, record, read_record(record, columns, languages=languages))
        for record in records
    ]
    noted = [verdict.note_on_row() for verdict in check(rows)]
    PeopleImportRow.objects.bulk_create(noted, batch_size=BATCH)
    return len(noted)


def _take_records(people_import: PeopleImport, size: int) -> list:
    taken: list = []
    for chunk in people_import.chunks.all()[: size // CHUNK + 1]:
        left = size - len(taken)
        taken += chunk.records[:left]
        if len(chunk.records) > left:
            chunk.records = chunk.records[left:]
            chunk.save(update_fields=["records"])
            break
        chunk.delete()
    return taken


def _row(people_import: PeopleImport, record: Record, row: PersonRow) -> PeopleImportRow:
    return PeopleImportRow(
        people_import=people_import,
        number=row.number,
        values=row.values,
        # NUL is no text to PostgreSQL, and a cell may be megabytes long.
        cells=[cell.replace("\x00", "")[:LONGEST_CELL] for cell in record.cells],
        problems=[stored(problem, in_file=True) for problem in row.problems],
    )


def _compare_next(people_import: PeopleImport, size: int, check: Check) -> int:
    """Compare rows once more whose people have changed; return how many."""
    rows = list(people_import.rows.filter(outcome=Outcome.PENDING)[:size])
    columns = ["outcome", "changes", "problems", "remarks", "person", "as_found"]
    noted = [verdict.note_on_row() for verdict in check(rows)]
    PeopleImportRow.objects.bulk_update(noted, columns, batch_size=BATCH)
    return len(noted)


def commit_import(
    *, people_import: PeopleImport, skip_refused: bool, at: datetime, today: date
) -> ImportReport:
    """Write what the preview showed, all of it or nothing, in one transaction.

    ``skip_refused`` leaves refused rows out; without it a single one keeps all from being
    written. People are locked and compared once more: if anything differs from the preview,
    the preview is made anew instead (in further steps where that is much).

    :raises PeopleImportStale: if the preview was made anew.
    :raises PeopleImportError: if the import is not ready, or rows are refused.
    """
    try:
        report, stale = _commit(people_import, skip_refused=skip_refused, at=at, today=today)
    except (IntegrityError, LineManagementError):
        # Somebody entered the same person, unit or manager between our look and our write.
        report, stale = None, _compare_all_anew(people_import)
    if report is None:
        if stale <= STEP:
            _restage(people_import, today=today)
        raise PeopleImportStale(
            ngettext(
                "Nothing was imported: %(count)d row differs from the preview, because someone "
                "changed these people in the meantime. Please check it again.",
                "Nothing was imported: %(count)d rows differ from the preview, because someone "
                "changed these people in the meantime. Please check them again.",
                stale,
            )
            % {"count": stale}
        )
    return report


@transaction.atomic
def _commit(people_import, *, skip_refused, at, today) -> tuple[ImportReport | None, int]:
    people_import = lock_confirmable(people_import)
    _lock_people(people_import)
    scope = edit_scope(people_import.created_by)
    stale = mark_stale(people_import, scope=scope, today=today)
    if stale:
        _stage_again(people_import)
        return None, stale
    counts = count_outcomes(people_import)
    refuse_refused(counts, skip_refused=skip_refused)
    write_people(people_import, at=at, today=today)
    people_import.status = Status.COMMITTED
    people_import.committed_at = at
    people_import.save(update_fields=["status", "committed_at"])
    PeopleImportFile.objects.filter(people_import=people_import).delete()
    report = ImportReport(
        counts[Outcome.NEW],
        counts[Outcome.CHANGED],
        counts[Outcome.UNCHANGED],
        refused=counts[Outcome.REFUSED],
    )
    return report, 0


def lock_confirmable(people_import: PeopleImport) -> PeopleImport:
    """Lock an import that can be written.

    :raises PeopleImportError: if it cannot, or somebody is just writing it.
    """
    locked = PeopleImport.objects.select_for_update(skip_locked=True, of=("self",))
    found = locked.filter(pk=people_import.pk, status__in=[Status.READY, Status.WRITING]).first()
    if not found:
        raise PeopleImportError(_("This import is not ready, or it is already finished."))
    return found


def refuse_refused(counts: Counter, *, skip_refused: bool) -> None:
    """:raises PeopleImportError: if rows are refused that are not to be left out."""
    if counts[Outcome.REFUSED] and not skip_refused:
        raise PeopleImportError(
            _("Nothing was imported, because rows are refused. Correct them or leave them out.")
        )


def _lock_people(people_import: PeopleImport) -> None:
    """Lock everybody whom the file changes, in the one order (DESIGN 17)."""
    rows = people_import.rows.filter(outcome=Outcome.CHANGED)
    people = Person.objects.filter(pk__in=rows.values("person")).order_by("pk")
    list(people.select_for_update(of=("self",)).values_list("pk"))


@transaction.atomic
def _compare_all_anew(people_import: PeopleImport) -> int:
    people_import = lock_confirmable(people_import)
    count = people_import.rows.update(outcome=Outcome.PENDING)
    _stage_again(people_import)
    return count


def _stage_again(people_import: PeopleImport) -> None:
    """Go back to staging: compare what is pending, and what was refused for who was here."""
    people_import.rows.filter(outcome=Outcome.REFUSED).update(outcome=Outcome.PENDING)
    pending = people_import.rows.filter(outcome=Outcome.PENDING).count()
    people_import.rows_staged = people_import.rows_total - pending
    people_import.status = Status.STAGING
    people_import.units_as_found = ""
    people_import.save(update_fields=["rows_staged", "status", "units_as_found"])


def _restage(people_import: PeopleImport, *, today: date) -> None:
    people_import = stage_next(people_import=people_import, today=today)
    while people_import.status == Status.STAGING:
        people_import = stage_next(people_import=people_import, today=today)


def count_outcomes(people_import: PeopleImport) -> Counter:
    """Return how many rows have which outcome."""
    counted = people_import.rows.values_list("outcome").annotate(count=Count("pk")).order_by()
    return Counter(dict(counted))


def people_to_invite(people_import: PeopleImport):
    """Return those of a committed file who have no password yet."""
    # Somebody new has the id of their row.
    people = people_import.rows.filter(outcome=Outcome.NEW).values("pk")
    return Person.objects.active().not_activated().filter(pk__in=people)


@transaction.atomic
def discard_import(*, people_import: PeopleImport) -> None:
    """Forget what was staged; the people in it were never touched.

    :raises PeopleImportError: if it was committed first.
    """
    unfinished = PeopleImport.objects.select_for_update(skip_locked=True).filter(
        pk=people_import.pk,
        status__in=[Status.NAMING, Status.STAGING, Status.READY, Status.WRITING],
    )
    # Who is just being written has the row locked.
    if not PeopleImport.objects.filter(pk__in=list(unfinished.values_list("pk", flat=True))).update(
        status=Status.DISCARDED
    ):
        raise PeopleImportError(_("This import is already finished."))
    PeopleImportFile.objects.filter(people_import=people_import).delete()
    people_import.chunks.all().delete()
    people_import.rows.all().delete()
