"""A file of people begins its way: read, its columns understood or named, and kept to be staged."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.columns import compared
from common.refusal import Refusal
from common.text_files import TextFileError
from people.imports.decoding import decode_first_rows, decode_people
from people.imports.files import OpenPeopleFile, Record, UnknownColumns
from people.imports.models import NamedColumns, PeopleImport, PeopleImportFile
from people.models import Person
from people.scope import SITE, edit_scope

Status = PeopleImport.Status
# Records kept together until they are read.
CHUNK = 500
# So many values of a column are shown to whoever says which is which.
MOST_SHOWN = 3


class PeopleImportError(Refusal):
    """The file or the moment does not allow it."""


@transaction.atomic
def start_import(
    *, data: bytes, filename: str, create_units: bool, by: Person | None, at: datetime
) -> PeopleImport:
    """Read a file and keep its rows to be staged; nobody is changed.

    Where its columns are unknown and ``by`` can say which is which, it waits for that.

    :raises PeopleImportError: if nothing in the file can be used.
    """
    people_import = PeopleImport(
        filename=filename[-255:], create_units=create_units, created_by=by, created_at=at
    )
    try:
        found = decode_people(data, by=by and by.pk)
    except UnknownColumns as error:
        named = columns_named_before(error.header, by=by)
        if not by:
            raise _refused(error) from None
        if named is None:
            return _wait_for_names(people_import, error.header, data)
        found = _opened(data, named, by)
    except TextFileError as error:
        raise _refused(error) from None
    return _keep(people_import, found, data)


def _opened(data: bytes, named: Sequence[str | None] | None, by: Person | None) -> OpenPeopleFile:
    try:
        return decode_people(data, named=named, by=by and by.pk)
    except TextFileError as error:
        raise _refused(error) from None


def _refused(error: TextFileError) -> PeopleImportError:
    return PeopleImportError(_(error.message.template) % error.message.values)


def _wait_for_names(people_import: PeopleImport, header: list[str], data: bytes) -> PeopleImport:
    people_import.status = Status.NAMING
    people_import.header = header
    people_import.columns = [None] * len(header)
    people_import.save(force_insert=True)
    PeopleImportFile.objects.create(people_import=people_import, content=data)
    return people_import


def columns_named_before(header: Sequence[str], *, by: Person | None) -> list[str | None] | None:
    """Return which column is which, if ``by`` or somebody of the same site has said so."""
    if by is None:
        return None
    said = NamedColumns.objects.filter(header_digest=_digest(header))
    own = said.filter(person=by).first()
    if own:
        return own.columns
    site = edit_scope(by).own_site
    people = Person.objects.alias(site=SITE).filter(site=site) if site else Person.objects.none()
    theirs = said.filter(person__in=people).order_by("-named_at").first()
    return theirs.columns if theirs else None


def _digest(header: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(map(compared, header)).encode()).hexdigest()


@transaction.atomic
def name_columns(
    *, people_import: PeopleImport, columns: Sequence[str | None], by: Person, at: datetime
) -> PeopleImport:
    """Say which column is which, read the file anew, and remember it for the next such file.

    :raises PeopleImportError: if no column holds the addresses, two are said to be the same, or
        it is written or discarded.
    """
    people_import = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    kept = PeopleImportFile.objects.filter(people_import=people_import).first()
    if people_import.status not in (Status.NAMING, Status.STAGING, Status.READY) or not kept:
        raise PeopleImportError(_("This import is already finished."))
    chosen = [name for name in columns if name]
    if "email" not in chosen:
        raise PeopleImportError(_("Say which column holds the e-mail addresses."))
    if len(set(chosen)) < len(chosen):
        raise PeopleImportError(
            _("You chose the same meaning for two columns. Choose one of them.")
        )
    NamedColumns.objects.update_or_create(
        person=by,
        header_digest=_digest(people_import.header),
        defaults={"columns": list(columns), "named_at": at},
    )
    people_import.chunks.all().delete()
    people_import.rows.all().delete()
    return _keep(people_import, _opened(bytes(kept.content), columns, by), None)


def examples(people_import: PeopleImport) -> list[list[str]]:
    """Return what stands in each column of a file first: up to three values that are not empty."""
    kept = PeopleImportFile.objects.filter(people_import=people_import).first()
    if not kept:
        return [[] for _name in people_import.header]
    rows = decode_first_rows(bytes(kept.content), by=people_import.created_by_id)
    filled = [
        list(dict.fromkeys(row[place] for row in rows if place < len(row) and row[place]))
        for place in range(len(people_import.header))
    ]
    return [values[:MOST_SHOWN] for values in filled]


def _keep(people_import: PeopleImport, found: OpenPeopleFile, data: bytes | None) -> PeopleImport:
    """Keep what was read, and with ``data`` the file itself until it is imported."""
    people_import.status = Status.STAGING
    people_import.notes = _notes(found)
    people_import.header = found.header
    people_import.columns = [column.name if column else None for column in found.columns]
    people_import.rows_total = found.total
    people_import.rows_staged = 0
    people_import.units_as_found = ""
    people_import.save()
    if data is not None and people_import.created_by_id:
        PeopleImportFile.objects.create(people_import=people_import, content=data)
    for number, records in enumerate(_chunks(found.records)):
        people_import.chunks.create(number=number, records=records)
    return people_import


def _chunks(records: Iterator[Record]) -> Iterator[list]:
    """Yield some records at a time, so that a large file is not held in memory as lists."""
    plain = ([record.number, record.cells, record.same] for record in records)
    while chunk := list(islice(plain, CHUNK)):
        yield chunk


def _notes(found: OpenPeopleFile) -> list[dict]:
    notes = [{"template": note.template, "values": dict(note.values)} for note in found.notes]
    if found.ignored_columns:
        names = ", ".join(name[:40] for name in found.ignored_columns[:20])
        template = gettext_noop("These columns are ignored: %(names)s.")
        notes.append({"template": template, "values": {"names": names}})
    return notes
