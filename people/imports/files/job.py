"""Reading a file of people as a child process does it: what it finds, as plain data. Pure."""

from collections.abc import Iterator, Sequence
from itertools import islice

from people.imports.files.reader import Record, UnknownColumns, first_rows, open_people

# Records that are handed over together.
CHUNK = 500


def read(content: bytes, *, named: Sequence[str | None] | None) -> Iterator[object]:
    """Yield what the header says, or that nobody knows its columns, and then the records.

    :raises TextFileError: if nothing in it can be used.
    """
    try:
        found = open_people(content, named=named)
    except UnknownColumns as error:
        yield {"unknown": error.header}
        return
    yield {
        "header": found.header,
        "columns": [column.name if column else None for column in found.columns],
        "total": found.total,
        "notes": [[note.template, dict(note.values)] for note in found.notes],
        "ignored_columns": found.ignored_columns,
    }
    plain = (_plain(record) for record in found.records)
    while chunk := list(islice(plain, CHUNK)):
        yield chunk


def examples(content: bytes) -> list[object]:
    """Return the cells of the first people.

    :raises TextFileError: if the file is no table.
    """
    return [first_rows(content)]


def _plain(record: Record) -> list:
    return [record.number, record.cells, record.same]
