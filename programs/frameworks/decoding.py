"""A framework's file, decoded in a child process (common/child.py)."""

from collections.abc import Mapping
from uuid import UUID

from common import child
from common.text_files import TextFileError
from programs.frameworks.files import Reading, nothing_read
from programs.frameworks.files.job import reading_of

# 20,000 items take 3.5 s and 160 MB; what they say may be several times as long as JSON.
READ = child.Job(
    "programs.frameworks.files.job:read",
    refusal=TextFileError,
    seconds=10,
    megabytes=400,
    output_megabytes=150,
)


def decode_framework(
    data: bytes,
    *,
    filename: str,
    where: Mapping[str, str] | None = None,
    title: str = "",
    by: UUID | None,
) -> Reading:
    """Return what ``read_framework`` does; a file that takes too much holds nothing and says so."""
    asked = {"filename": filename, "where": dict(where or {}), "title": title}
    try:
        return reading_of(child.run(READ, data, asked=asked, by=by))
    except TextFileError as error:
        return nothing_read(error)
