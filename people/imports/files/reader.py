"""From the bytes of a file to rows with their refusals, all that can be said without a database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from common.columns import compared
from common.text_files import (
    DecodedText,
    Message,
    TextFileError,
    decode,
    records,
    refuse_other_formats,
    sniff_delimiter,
    tidy,
    without_separator_line,
)
from people.imports.files import cells
from people.imports.files.cells import CellError
from people.imports.files.columns import COLUMN_NAMED, NAMES, Column

MOST_ROWS = 100_000
# Rows shown where somebody is asked which column is which.
MOST_EXAMPLES = 20
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

    # As the file calls them, and what each means.
    header: list[str]
    columns: list[Column | None]
    # How many people it has.
    total: int
    records: Iterator[Record]
    notes: list[Message]
    ignored_columns: list[str]


class UnknownColumns(TextFileError):
    """No column is known to hold the addresses, though one might: somebody has to say which."""

    def __init__(self, header: list[str]):
        found = ", ".join(f"“{name[:40]}”" for name in header[:8] if name)
        super().__init__(
            _("The first row must name the columns, and none is called “email”. Found: %(found)s."),
            found=found,
        )
        self.header = header


def read_people(data: bytes, *, languages: Mapping[str, str]) -> PeopleFile:
    """Read a file of people at once.

    ``languages`` maps the codes and names of languages, in lower case, to their codes.

    :raises TextFileError: if nothing in it can be used; the message says what to do.
    """
    found = open_people(data)
    rows = [read_record(record, found.columns, languages=languages) for record in found.records]
    return PeopleFile(rows=rows, notes=found.notes, ignored_columns=found.ignored_columns)


def open_people(data: bytes, *, named: Sequence[str | None] | None = None) -> OpenPeopleFile:
    """Read the header of a file of people and look through the rest, which is not kept.

    ``named`` says what each column means, by our names for them, where somebody has said so.

    :raises UnknownColumns: if only somebody who knows the file can tell which is which.
    :raises TextFileError: if nothing in it can be used; the message says what to do.
    """
    decoded, text, delimiter = _decoded(data)
    filled = _filled(text, delimiter)
    header = [tidy(cell) for cell in next(filled, (0, []))[1]]
    columns = _named(named) if named else _columns(header)
    if "email" not in {column.name for column in columns if column}:
        _ask_or_refuse(header, data)
    total, same, twice = _look_through(filled, columns)
    notes = [decoded.note] if decoded.note else []
    notes.append(Message(_("Columns are separated by a %(name)s."), _name_of(delimiter)))
    if twice:
        repeated = _("Rows that stand in the file more than once count once: %(count)d left out.")
        notes.append(Message(repeated, {"count": len(twice)}))
    ignored = [name for name, column in zip(header, columns, strict=True) if name and not column]
    return OpenPeopleFile(
        header=header,
        columns=columns,
        total=total,
        records=_records(text, delimiter, columns, same, twice),
        notes=notes,
        ignored_columns=ignored,
    )


def _decoded(data: bytes) -> tuple[DecodedText, str, str]:
    """Return the file as decoded, its table, and what separates the columns."""
    decoded = decode(data)
    text, said = without_separator_line(decoded.text)
    refuse_other_formats(text)
    return decoded, text, said or sniff_delimiter(text, is_known=NAMES.is_known)


def first_rows(data: bytes) -> list[list[str]]:
    """Return the cells of the first people, to show what stands in each column.

    :raises TextFileError: if the file is no table.
    """
    _decoded_as, text, delimiter = _decoded(data)
    rows = [row for _number, row in islice(_filled(text, delimiter), 1, MOST_EXAMPLES + 1)]
    return [[tidy(cell)[:80] for cell in row] for row in rows]


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


def _named(names: Sequence[str | None]) -> list[Column | None]:
    return [COLUMN_NAMED.get(name) if name else None for name in names]


def _columns(header: list[str]) -> list[Column | None]:
    """Return what each column means, ``None`` for the ones to ignore.

    Of two names for one thing the better known counts: beside "unit", "department" is ignored.

    :raises TextFileError: if two columns have one name.
    """
    places = {place: COLUMN_NAMED[name] for name, place in NAMES.assign(header).items()}
    first: dict[str, str] = {}
    for name in filter(NAMES.is_known, header):
        if compared(name) in first:
            raise TextFileError(
                _("The columns “%(first)s” and “%(second)s” have one name. Rename the wrong one."),
                first=first[compared(name)][:40],
                second=name[:40],
            )
        first[compared(name)] = name
    return [places.get(place) for place in range(len(header))]


def _ask_or_refuse(header: list[str], data: bytes) -> None:
    """:raises UnknownColumns: for a file that seems to hold addresses, else a plain refusal."""
    unknown = UnknownColumns(header)
    if any("@" in cell for row in first_rows(data) for cell in row):
        raise unknown
    raise TextFileError(unknown.message.template, **unknown.message.values)


def _look_through(
    filled: Iterable[tuple[int, list[str]]], columns: list[Column | None]
) -> tuple[int, dict[str, list[int]], set[int]]:
    """Return how many people there are, the rows of each address that says different things, and
    the rows that say again what another says, whatever stands in columns that are ignored."""
    first: dict[str, tuple[int, int]] = {}
    same: dict[str, list[int]] = {}
    words: set[tuple[str, int]] = set()
    twice: set[int] = set()
    total = 0
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
        pairs = zip(cells_of_row, columns, strict=False)
        others = (tidy(cell) for cell, column in pairs if column and column.name != "email")
        said = hash(tuple(others))
        begun, words_of_first = first.setdefault(address, (number, said))
        if begun == number:
            continue
        if said == words_of_first or (address, said) in words:
            twice.add(number)
            continue
        words.add((address, said))
        same.setdefault(address, [begun]).append(number)
    if not total:
        raise TextFileError(_("The file has a header but no people below it."))
    return total - len(twice), same, twice


def _address(cells_of_row: list[str], columns: list[Column | None]) -> str:
    """Return the address of a row as two are compared: who is refused twice is meant once."""
    for column, cell in zip(columns, cells_of_row, strict=False):
        if column and column.name == "email":
            return tidy(cell).removeprefix("mailto:").lower()[:254]
    return ""


def _records(text, delimiter, columns, same, twice) -> Iterator[Record]:
    filled = _filled(text, delimiter)
    next(filled)
    for number, cells_of_row in filled:
        if number in twice:
            continue
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
    # A name is needed for somebody new alone, which only the database can tell.
    if "email" not in row.values:
        row.problems.append(Problem("email", Message(_("is missing."))))
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
