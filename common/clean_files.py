"""What a file really is, and the same written anew without what nobody asked for.

Knows neither database nor disk. Names and declared types are not believed: the content is
decoded, in a child process (common/child.py) that does what common/cleaning/ says.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from common import child
from common.cleaning.refusal import FileRefusal

MAX_BYTES = 10 * 1024 * 1024
KINDS = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


class FileError(FileRefusal):
    """The file cannot be kept."""

    def __str__(self):
        return gettext(self.message.template) % self.message.values


PICTURE = child.Job("common.cleaning.pictures:clean", refusal=FileError, megabytes=400)
PDF = child.Job("common.cleaning.pdf:clean", refusal=FileError, megabytes=400)


@dataclass(frozen=True, slots=True)
class CleanFile:
    """``kind`` is "pdf", "jpeg" or "png"; ``content`` is what is kept.

    ``preview`` is a small JPEG of a picture, where one was asked for.
    """

    kind: str
    content: bytes
    preview: bytes = b""


def clean_file(content: bytes, *, by: UUID | None = None, has_preview: bool = False) -> CleanFile:
    """Find out what the content is, and return it written anew; ``by`` is who sent it.

    :raises FileError: if it is too large, neither PDF, JPEG nor PNG, broken, locked by
        a password, or has more pixels or pages than can be kept.
    """
    if not content:
        raise FileError(_("This file is empty."))
    if len(content) > MAX_BYTES:
        raise FileError(_("This file is larger than 10 MB. Please choose a smaller one."))
    kind = next((kind for kind, begin in KINDS.items() if content.startswith(begin)), None)
    if not kind:
        raise FileError(
            _("Only PDF, JPEG and PNG files work here. Take a photo of it or save it as PDF.")
        )
    if kind == "pdf":
        return CleanFile(kind, *child.run(PDF, content, by=by))
    asked = {"form": kind.upper(), "has_preview": has_preview}
    return CleanFile(kind, *child.run(PICTURE, content, asked=asked, by=by))
