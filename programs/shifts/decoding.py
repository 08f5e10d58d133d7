"""A rota file, decoded in a child process (common/child.py)."""

from uuid import UUID

from common import child
from common.text_files import TextFileError
from programs.shifts.rota_file import RotaRow

READ = child.Job("programs.shifts.rota_file:read", refusal=TextFileError)


def decode_rota_table(content: bytes, *, by: UUID | None) -> list[RotaRow]:
    """Return the rows of a file.

    :raises TextFileError: if it is no table of shifts, or takes too much.
    """
    return [RotaRow(*row) for row in child.run(READ, content, by=by)]
