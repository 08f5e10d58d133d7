"""What a file really is, and the same written anew without what nobody asked for.

Knows neither database nor disk. Names and declared types are not believed: the content is
decoded. A picture is written anew from its pixels, which leaves behind where and with what it
was taken, and anything hidden in or behind it; a PDF loses its scripts, actions, attached
files and the facts about its author.
"""

import io
from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from common.refusal import Refusal

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
# The longer side of a picture as it is kept: enough to read a page that was photographed.
LONGEST_SIDE = 3000
MAX_PAGES = 200
JPEG_QUALITY = 85

# What PDF calls the things that could act by themselves, or carry something along.
ACTING = (
    "/OpenAction",
    "/AA",
    "/AcroForm",
    "/Collection",
    "/Names",
    "/Outlines",
    "/AF",
    "/Metadata",
)
ACTING_ON_A_PAGE = ("/AA", "/AF", "/PieceInfo", "/Metadata")
ACTING_ON_A_NOTE = ("/A", "/AA", "/FS")


# The longer side of the small picture beside a text.
PREVIEW_SIDE = 640


class FileError(Refusal):
    """The file cannot be kept."""


@dataclass(frozen=True, slots=True)
class CleanFile:
    """``kind`` is "pdf", "jpeg" or "png"; ``content`` is what is kept."""

    kind: str
    content: bytes


def clean_file(content: bytes) -> CleanFile:
    """Find out what the content is, and return it written anew.

    :raises FileError: if it is too large, neither PDF, JPEG nor PNG, broken, locked by
        a password, or has more pixels or pages than can be kept.
    """
    if not content:
        raise FileError(_("This file is empty."))
    if len(content) > MAX_BYTES:
        raise FileError(_("This file is larger than 10 MB. Please choose a smaller one."))
    if content.startswith(b"%PDF-"):
        return CleanFile("pdf", _clean_pdf(content))
    if content.startswith(b"\xff\xd8\xff"):
        return CleanFile("jpeg", _clean_picture(content, "JPEG"))
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return CleanFile("png", _clean_picture(content, "PNG"))
    raise FileError(
        _("Only PDF, JPEG and PNG files work here. Take a photo of it or save it as PDF.")
    )


def preview_of(picture: CleanFile) -> bytes:
    """Return a small JPEG of a cleaned picture, to be shown beside a text on a phone."""
    with Image.open(io.BytesIO(picture.content), formats=[picture.kind.upper()]) as whole:
        whole.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        # What one can see through stands on white.
        flat = Image.new("RGB", whole.size, "white")
        clear = whole.convert("RGBA")
        flat.paste(clear, mask=clear)
        target = io.BytesIO()
        flat.save(target, "JPEG", quality=JPEG_QUALITY, optimize=True)
        return target.getvalue()


def _clean_picture(content, form):
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FileError(_("This picture has more than 40 million pixels."))
            # Upright as it was taken: what says so is not kept.
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _drawn_anew(upright, form)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        text = _("This picture is damaged. Save or photograph it again.")
        raise FileError(text) from error


def _drawn_anew(picture, form):
    """Pixels alone go into a picture of our own: no comment, profile or thumbnail comes along."""
    is_clear = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if form == "PNG" and is_clear else "RGB"
    pixels = picture.convert(mode)
    fresh = Image.frombytes(mode, pixels.size, pixels.tobytes())
    target = io.BytesIO()
    fresh.save(target, form, quality=JPEG_QUALITY, optimize=True)
    return target.getvalue()


def _clean_pdf(content):
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            pages = len(document.pages)
            if not 0 < pages <= MAX_PAGES:
                text = _("This PDF has %(pages)d pages. It can have 1 to 200.")
                raise FileError(text % {"pages": pages})
            _disarm(document)
            target = io.BytesIO()
            document.save(target, deterministic_id=True)
            return target.getvalue()
    except pikepdf.PasswordError as error:
        text = _("This PDF is locked by a password. Save it without one.")
        raise FileError(text) from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RecursionError) as error:
        text = _("This PDF is damaged. Print it as PDF again.")
        raise FileError(text) from error


def _disarm(document):
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    _remove(document.Root, ACTING)
    for page in document.pages:
        _remove(page.obj, ACTING_ON_A_PAGE)
        for note in page.obj.get("/Annots", []):
            _remove(note, ACTING_ON_A_NOTE)


def _remove(dictionary, names):
    for name in names:
        if name in dictionary:
            del dictionary[name]
