"""From the bytes of a file to rows with their refusals, all that can be said without a database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from common.text_files import (
    Message,
    TextFileError,
    column_key,
    decode,
    records,
    refuse_other_formats,
    sniff_delimiter,
    tidy,
    without_separator_line,
)
from people.imports.files import cells
from people.imports.files.cells import CellError
from people.imports.files.columns import COLUMN_OF, Column, is_known

MOST_ROWS = 100_000
# What one writes into a cell to empty what is stored; an empty cell leaves it alone.
CLEAR = frozenset({"-", "–", "—"})
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: the column (as we call it) and a sentence."""

    column: str
    message: Message


@dataclass
class PersonRow:
    """One row. ``values`` has only what is to be set; ``None`` clears.

    A value that was refused stays as typed, so that it can be shown beside the reason.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class PeopleFile:
    rows: list[PersonRow]
    notes: list[Message]
    ignored_columns: list[str]


@dataclass(frozen=True)
class Record:
    """The cells of one person, unread, and up to five other rows with the same address."""

    number: int
    cells: list[str]
    same: list[int]


@dataclass(frozen=True)
class OpenPeopleFile:
    """A file whose header is understood; its records come one by one, once, and then end."""

    columns: list[Column | None]
    # How many people it has.
    total: int
    records: Iterator[Record]
    notes: list[Message]
    ignored_columns: list[str]


def read_people(data: bytes, *, languages: Mapping[str, str]) -> PeopleFile:
    """Read a file of people at once.

    ``languages`` maps the codes and names of languages, in lower case, to their codes.

    :raises TextFileError: if nothing in it can be used; the message says what to do.
    """
    found = open_people(data)
    rows = [read_record(record, found.columns, languages=languages) for record in found.records]
    return PeopleFile(rows=rows, notes=found.notes, ignored_columns=found.ignored_columns)


def open_people(data: bytes) -> OpenPeopleFile:
    """Read the header of a file of people and look through the rest, which is not kept.

    :raises TextFileError: if nothing in it can be used; the message says what to do.
    """
    decoded = decode(data)
    text, said = without_separator_line(decoded.text)
    refuse_other_formats(text)
    delimiter = said or sniff_delimiter(text, is_known=is_known)
    filled = _filled(text, delimiter)
    header = [tidy(cell) for cell in next(filled, (0, []))[1]]
    columns = _columns(header)
    total, same = _look_through(filled, columns)
    notes = [decoded.note] if decoded.note else []
    notes.append(Message(_("Columns are separated by a %(name)s."), _name_of(delimiter)))
    ignored = [name for name, column in zip(header, columns, strict=True) if name and not column]
    return OpenPeopleFile(
        columns=columns,
        total=total,
        records=_records(text, delimiter, columns, same),
        notes=notes,
        ignored_columns=ignored,
    )


def _filled(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    return ((number, row) for number, row in records(text, delimiter) if any(map(tidy, row)))


def read_record(
    record: Record, columns: list[Column | None], *, languages: Mapping[str, str]
) -> PersonRow:
    """Read the cells of one person; ``languages`` as for :func:`read_people`."""
    row = _row(record.number, [tidy(cell) for cell in record.cells], columns, languages)
    if record.same:
        others = ", ".join(map(str, record.same))
        template = _("stands in this file more than once (also in row %(rows)s).")
        row.problems.append(Problem("email", Message(template, {"rows": others})))
    return row


def _name_of(delimiter: str) -> dict[str, str]:
    return {"name": DELIMITER_NAMES[delimiter]}


def _columns(header: list[str]) -> list[Column | None]:
    """Return what each column means, ``None`` for the ones to ignore.

    Our own name for a column goes before its other names: beside "unit", "department" is ignored.

    :raises TextFileError: if a needed column is missing or one is named twice.
    """
    columns = [COLUMN_OF.get(column_key(name)) for name in header]
    exact = {column.name for column in columns if column and column.name in map(column_key, header)}
    heard: dict[str, str] = {}
    for place, name in enumerate(header):
        column = columns[place]
        if not column:
            continue
        if column.name in exact and column_key(name) != column.name:
            columns[place] = None
            continue
        if column.name in heard:
            raise TextFileError(
                _(
                    "The columns “%(first)s” and “%(second)s” both mean %(column)s. "
                    "Rename the right one to “%(column)s”."
                ),
                first=heard[column.name][:40],
                second=name[:40],
                column=column.name,
            )
        heard[column.name] = name
    _refuse_missing(heard, header)
    return columns


def _refuse_missing(heard: Mapping[str, str], header: list[str]) -> None:
    found = ", ".join(f"“{name[:40]}”" for name in header[:8] if name)
    if "email" not in heard:
        raise TextFileError(
            _("The first row must name the columns, and none is called “email”. Found: %(found)s."),
            found=found,
        )
    if "name" not in heard and not {"first_name", "last_name"} <= heard.keys():
        raise TextFileError(
            _("The first row must name the columns, and none is called “name”. Found: %(found)s."),
            found=found,
        )


def _look_through(
    filled: Iterable[tuple[int, list[str]]], columns: list[Column | None]
) -> tuple[int, dict[str, list[int]]]:
    """Return how many people there are, and the rows of each address that stands there twice."""
    total = 0
    first: dict[str, int] = {}
    same: dict[str, list[int]] = {}
    for number, cells_of_row in filled:
        total += 1
        if total > MOST_ROWS:
            raise TextFileError(
                _("The file has more than %(most)d people. Split it and import the parts."),
                most=MOST_ROWS,
            )
        address = _address(cells_of_row, columns)
        if not address:
            continue
        if first.setdefault(address, number) != number:
            same.setdefault(address, [first[address]]).append(number)
    if not total:
        raise TextFileError(_("The file has a header but no people below it."))
    return total, same


def _address(cells_of_row: list[str], columns: list[Column | None]) -> str:
    """Return the address of a row as two are compared: who is refused twice is meant once."""
    for column, cell in zip(columns, cells_of_row, strict=False):
        if column and column.name == "email":
            return tidy(cell).removeprefix("mailto:").lower()[:254]
    return ""


def _records(text, delimiter, columns, same) -> Iterator[Record]:
    filled = _filled(text, delimiter)
    next(filled)
    for number, cells_of_row in filled:
        rows = same.get(_address(cells_of_row, columns), []) if same else []
        yield Record(number, cells_of_row, [row for row in rows[:5] if row != number])


def _row(number, texts, columns, languages) -> PersonRow:
    row = PersonRow(number)
    if any(texts[len(columns) :]):
        template = _(
            "has more cells than the header. A value that holds the separator needs quotes."
        )
        row.problems.append(Problem("", Message(template)))
    for column, text in zip(columns, texts, strict=False):
        if column and text:
            _read_cell(row, column, text, languages)
    _join_names(row)
    for needed in ("email", "name"):
        if needed not in row.values:
            row.problems.append(Problem(needed, Message(_("is missing."))))
    return row


def _read_cell(row: PersonRow, column: Column, text: str, languages: Mapping[str, str]) -> None:
    if text in CLEAR and column.can_clear:
        row.values[column.name] = None
        return
    read = column.read
    if read is cells.language:
        read = partial(read, languages=languages)
    try:
        row.values[column.name] = read(text)
    except CellError as error:
        # Enough to recognise it; a cell may be megabytes long.
        row.values[column.name] = text[:200]
        row.problems.append(Problem(column.name, error.message))


def _join_names(row: PersonRow) -> None:
    parts = [row.values.pop(part, "") for part in ("first_name", "last_name")]
    joined = " ".join(filter(None, parts))
    if joined and "name" not in row.values:
        try:
            row.values["name"] = cells.line(joined, most=120)
        except CellError as error:
            row.values["name"] = joined[:200]
            row.problems.append(Problem("name", error.message))
