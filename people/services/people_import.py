"""A file of people on its way: staged in steps, previewed, then committed at once or discarded."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import get_language_info, gettext_noop, ngettext
from django.utils.translation import gettext as _

from people.models import PeopleImport, PeopleImportRow, Person
from people.people_files import PeopleFile, read_people
from people.services.line_management import LineManagementError
from people.services.people_import_check import Verdict, check_managers, check_rows, stored
from people.services.people_import_write import write_people
from people.text_files import TextFileError

Status = PeopleImport.Status
Outcome = PeopleImportRow.Outcome
# In the order in which they are shown.
OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)
# Rows per step: a step takes a fraction of a second, and the bar moves.
STEP = 250
# Rows per batch of statements.
BATCH = 1000


class PeopleImportError(Exception):
    """The file or the moment does not allow it. The message is fit to show."""


class PeopleImportStale(PeopleImportError):
    """The people have changed since the preview, which has been made anew."""


@dataclass(frozen=True)
class ImportReport:
    """What a commit did."""

    new: int
    changed: int
    unchanged: int
    refused: int


def start_import(
    *, data: bytes, filename: str, create_units: bool, by: Person | None, at: datetime
) -> PeopleImport:
    """Read a file and keep its rows to be staged; nobody is changed.

    :raises PeopleImportError: if nothing in the file can be used.
    """
    try:
        found = read_people(data, languages=_languages())
    except TextFileError as error:
        message = error.message
        raise PeopleImportError(_(message.template) % message.values) from None
    return _keep(found, filename=filename, create_units=create_units, by=by, at=at)


def _languages() -> dict[str, str]:
    """Return the languages of this site by code and by both of their names."""
    names = {}
    for code, name in settings.LANGUAGES:
        local = get_language_info(code)["name_local"]
        names |= {known.casefold(): code for known in (code, str(name), local)}
    return names


@transaction.atomic
def _keep(found: PeopleFile, *, filename, create_units, by, at) -> PeopleImport:
    people_import = PeopleImport.objects.create(
        filename=filename[-255:],
        create_units=create_units,
        notes=_notes(found),
        rows_total=len(found.rows),
        created_by=by,
        created_at=at,
    )
    rows = [
        PeopleImportRow(
            people_import=people_import,
            number=row.number,
            values=row.values,
            problems=[stored(problem, in_file=True) for problem in row.problems],
        )
        for row in found.rows
    ]
    PeopleImportRow.objects.bulk_create(rows, batch_size=BATCH)
    return people_import


def _notes(found: PeopleFile) -> list[dict]:
    notes = [{"template": note.template, "values": dict(note.values)} for note in found.notes]
    if found.ignored_columns:
        names = ", ".join(name[:40] for name in found.ignored_columns[:20])
        template = gettext_noop("These columns are ignored: %(names)s.")
        notes.append({"template": template, "values": {"names": names}})
    return notes


@transaction.atomic
def stage_next(*, people_import: PeopleImport, today: date, size: int = STEP) -> PeopleImport:
    """Compare the next ``size`` rows with the database and return the import as it is then.

    The last step also looks across rows and makes the import ready. Two steps at once take
    turns, and a step too many does nothing.
    """
    people_import = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if people_import.status != Status.STAGING:
        return people_import
    rows = list(people_import.rows.filter(outcome=Outcome.PENDING)[:size])
    _note(check_rows(rows, create_units=people_import.create_units, today=today))
    people_import.rows_staged += len(rows)
    if people_import.rows_staged >= people_import.rows_total:
        _note(_check_all(people_import, today=today))
        people_import.status = Status.READY
    people_import.save(update_fields=["rows_staged", "status"])
    return people_import


def _check_all(people_import: PeopleImport, *, today: date) -> list[Verdict]:
    """Return a verdict on every row, the rows compared with each other too."""
    rows = list(people_import.rows.all())
    verdicts = check_rows(rows, create_units=people_import.create_units, today=today)
    check_managers(verdicts, today=today)
    return verdicts


def _note(verdicts: list[Verdict]) -> int:
    """Write the verdicts that are not as previewed onto their rows; return how many."""
    rows = [verdict.note_on_row() for verdict in verdicts if not verdict.is_as_previewed]
    columns = ["outcome", "changes", "problems", "person"]
    PeopleImportRow.objects.bulk_update(rows, columns, batch_size=BATCH)
    return len(rows)


def commit_import(
    *, people_import: PeopleImport, skip_refused: bool, at: datetime, today: date
) -> ImportReport:
    """Write what the preview showed, all of it or nothing.

    ``skip_refused`` leaves refused rows out; without it a single one keeps all from being
    written. People are locked and compared once more: if anything differs from the preview,
    the preview is made anew instead.

    :raises PeopleImportStale: if the preview was made anew.
    :raises PeopleImportError: if the import is not ready, or rows are refused.
    """
    try:
        report, differing = _commit(people_import, skip_refused=skip_refused, at=at, today=today)
    except (IntegrityError, LineManagementError):
        # Somebody entered the same person, unit or manager between our look and our write.
        differing = restage_import(people_import=people_import, today=today)
        report = None
    if report is None:
        raise PeopleImportStale(
            ngettext(
                "Nothing was imported: %(count)d row is no longer as in the preview, because "
                "somebody changed these people meanwhile. Check it again.",
                "Nothing was imported: %(count)d rows are no longer as in the preview, because "
                "somebody changed these people meanwhile. Check them again.",
                differing,
            )
            % {"count": differing}
        )
    return report


@transaction.atomic
def _commit(people_import, *, skip_refused, at, today) -> tuple[ImportReport | None, int]:
    people_import = _lock_ready(people_import)
    _lock_people(people_import)
    verdicts = _check_all(people_import, today=today)
    differing = _note(verdicts)
    if differing:
        return None, differing
    counts = Counter(verdict.outcome for verdict in verdicts)
    if counts[Outcome.REFUSED] and not skip_refused:
        raise PeopleImportError(
            _("Nothing was imported, because rows are refused. Correct them or leave them out.")
        )
    write_people(verdicts, today=today)
    people_import.status = Status.COMMITTED
    people_import.committed_at = at
    people_import.save(update_fields=["status", "committed_at"])
    report = ImportReport(
        counts[Outcome.NEW],
        counts[Outcome.CHANGED],
        counts[Outcome.UNCHANGED],
        refused=counts[Outcome.REFUSED],
    )
    return report, 0


def _lock_ready(people_import: PeopleImport) -> PeopleImport:
    locked = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if locked.status != Status.READY:
        raise PeopleImportError(_("This import is not ready, or it is already finished."))
    return locked


def _lock_people(people_import: PeopleImport) -> None:
    """Lock everybody whom the file may change, in the one order (DESIGN 17)."""
    rows = people_import.rows.exclude(outcome=Outcome.REFUSED)
    people = Person.objects.filter(pk__in=rows.values("person")).order_by("pk")
    list(people.select_for_update(of=("self",)).values_list("pk"))


@transaction.atomic
def restage_import(*, people_import: PeopleImport, today: date) -> int:
    """Make the preview anew and return how many rows came out differently."""
    return _note(_check_all(_lock_ready(people_import), today=today))


def count_outcomes(people_import: PeopleImport) -> Counter:
    """Return how many rows have which outcome."""
    counted = people_import.rows.values_list("outcome").annotate(count=Count("pk")).order_by()
    return Counter(dict(counted))


def people_to_invite(people_import: PeopleImport):
    """Return those of a committed file who have no password yet."""
    people = people_import.rows.filter(outcome=Outcome.NEW).values("person")
    return Person.objects.active().not_activated().filter(pk__in=people)


@transaction.atomic
def discard_import(*, people_import: PeopleImport) -> None:
    """Forget what was staged; the people in it were never touched.

    :raises PeopleImportError: if it was committed first.
    """
    unfinished = PeopleImport.objects.filter(
        pk=people_import.pk, status__in=[Status.STAGING, Status.READY]
    )
    if not unfinished.update(status=Status.DISCARDED):
        raise PeopleImportError(_("This import is already finished."))
    people_import.rows.all().delete()
