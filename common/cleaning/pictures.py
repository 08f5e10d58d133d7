"""A picture as its pixels alone, upright and of a size that one can send. Pure: no Django."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

from common.cleaning.refusal import FileRefusal

MAX_PIXELS = 24_000_000
# The longer side of a picture as it is kept: enough to read a page that was photographed.
LONGEST_SIDE = 3000
# The longer side of the small picture beside a text.
PREVIEW_SIDE = 640
JPEG_QUALITY = 85
# How a camera was held stands here.
ORIENTATION = 0x0112


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


FLOOD = _("This picture has more than 24 million pixels. Save it smaller.")


def clean(content: bytes, *, form: str, has_preview: bool) -> Iterator[bytes]:
    """Yield the picture ("JPEG" or "PNG") drawn anew and, where it is asked for, a small one.

    :raises FileRefusal: if it is damaged, or has more pixels than can be kept.
    """
    kept = _clean_picture(content, form)
    yield kept
    if has_preview:
        yield _preview_of(kept, form)


def _clean_picture(content, form):
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FileRefusal(FLOOD)
            turned = picture.getexif().get(ORIENTATION)
            # Smaller first: a photo is then read at a fraction of its size.
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _drawn_anew(_upright(picture, turned), form)
    except Image.DecompressionBombError as error:
        raise FileRefusal(FLOOD) from error
    except (OSError, ValueError, SyntaxError) as error:
        text = _("This picture is damaged. Save or photograph it again.")
        raise FileRefusal(text) from error


def _preview_of(content, form):
    """A small JPEG of a cleaned picture, to be shown beside a text on a phone."""
    with Image.open(io.BytesIO(content), formats=[form]) as whole:
        whole.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        # What one can see through stands on white.
        flat = Image.new("RGB", whole.size, "white")
        clear = whole.convert("RGBA")
        flat.paste(clear, mask=clear)
        return _saved(flat, "JPEG")


def _upright(picture, turned):
    """As it was taken: what says so is not kept."""
    if not turned or turned == 1:
        return picture
    picture.getexif()[ORIENTATION] = turned
    return ImageOps.exif_transpose(picture)


def _drawn_anew(picture, form):
    """Pixels alone go into a picture of our own: no comment, profile or thumbnail comes along."""
    is_clear = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if form == "PNG" and is_clear else "RGB"
    pixels = picture.convert(mode)
    return _saved(Image.frombytes(mode, pixels.size, pixels.tobytes()), form)


def _saved(picture, form):
    target = io.BytesIO()
    picture.save(target, form, quality=JPEG_QUALITY, optimize=True)
    return target.getvalue()
