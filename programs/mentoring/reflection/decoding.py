"""A questionnaire's file, decoded in a child process (common/child.py)."""

from uuid import UUID

from django.utils.translation import gettext as _

from common import child
from common.text_files import TextFileError
from programs.mentoring.reflection.instruments import (
    InstrumentFile,
    InstrumentFileError,
    instrument_of,
)

READ = child.Job(
    "programs.mentoring.reflection.instruments:read_as_data", refusal=TextFileError, seconds=3
)


def decode_instrument(content: bytes, *, by: UUID | None) -> InstrumentFile:
    """Return what ``read_instrument`` does.

    :raises InstrumentFileError: as that does, and for a file that takes too much.
    """
    try:
        said = next(child.run(READ, content, by=by))
    except TextFileError as error:
        raise InstrumentFileError([_(error.message.template)]) from error
    if "findings" in said:
        raise InstrumentFileError(said["findings"])
    return instrument_of(said)
