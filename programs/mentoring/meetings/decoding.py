"""A calendar file, decoded in a child process (common/child.py)."""

from datetime import datetime
from uuid import UUID

from common import child
from programs.mentoring.meetings.rota_files import Rota, RotaFileError, rota_of

READ = child.Job("programs.mentoring.meetings.rota_files.job:read", refusal=RotaFileError)


def decode_rota(content: bytes, *, zone: str, at: datetime, by: UUID | None) -> Rota:
    """Return what ``read_rota`` does.

    :raises RotaFileError: as that does, and for a file that takes too much: rules that never
        fall on a day are searched for to the end of time.
    """
    asked = {"zone": zone, "at": at.isoformat()}
    return rota_of(next(child.run(READ, content, asked=asked, by=by)))
