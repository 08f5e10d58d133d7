"""A file of people, decoded in a child process (common/child.py)."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from common import child
from common.text_files import Message, TextFileError
from people.imports.files import COLUMN_NAMED, OpenPeopleFile, Record, UnknownColumns

# 100,000 rows take 1.4 s and 120 MB there; what they say may be several times as long as JSON.
LIMITS = {"refusal": TextFileError, "seconds": 10, "output_megabytes": 150}
READ = child.Job("people.imports.files.job:read", **LIMITS)
EXAMPLES = child.Job("people.imports.files.job:examples", **LIMITS)


def decode_people(
    data: bytes, *, named: Sequence[str | None] | None = None, by: UUID | None
) -> OpenPeopleFile:
    """Read a file of people as ``open_people`` does; its records are handed over bit by bit.

    :raises UnknownColumns: if only somebody who knows the file can tell which is which.
    :raises TextFileError: if nothing in it can be used, or it takes too much.
    """
    parts = child.run(READ, data, asked={"named": named}, by=by)
    said = next(parts)
    if "unknown" in said:
        raise UnknownColumns(said["unknown"])
    return OpenPeopleFile(
        header=said["header"],
        columns=[COLUMN_NAMED[name] if name else None for name in said["columns"]],
        total=said["total"],
        records=_records(parts),
        notes=[Message(template, values) for template, values in said["notes"]],
        ignored_columns=said["ignored_columns"],
    )


def decode_first_rows(data: bytes, *, by: UUID | None) -> list[list[str]]:
    """Return the cells of the first people; none while they cannot be read."""
    try:
        return next(child.run(EXAMPLES, data, by=by))
    except TextFileError:
        return []


def _records(chunks: Iterable[list]) -> Iterator[Record]:
    for chunk in chunks:
        yield from (Record(*record) for record in chunk)
