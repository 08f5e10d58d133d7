"""QR codes, made here: no address leaves the house to be drawn."""

from io import BytesIO

import segno

# Dark on white in either theme, so that it scans.
LOOK = {"scale": 4, "border": 4, "dark": "#000", "light": "#fff", "omitsize": True}


def qr_code(url: str) -> str:
    """Return a data URI for an ``<img>``."""
    return _made(url).svg_data_uri(**LOOK)


def qr_svg(text: str) -> str:
    """Return the picture itself, as an SVG that stands alone."""
    written = BytesIO()
    _made(text).save(written, kind="svg", xmldecl=False, **LOOK)
    return written.getvalue().decode()


def _made(text):
    # Whichever mask it has, every scanner reads it; to try all eight takes five times as long.
    return segno.make(text, error="m", micro=False, mask=0)
