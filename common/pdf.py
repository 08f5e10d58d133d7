"""Documents as PDF, laid out by typst from ``templates/pdf/`` (DESIGN 12)."""

import base64
import io
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language
from PIL import Image

logger = logging.getLogger(__name__)

# Emoji and the scripts that typst's own fonts lack, such as Devanagari.
FONTS = str(files("manimgx_fonts"))
LAYOUTS = settings.BASE_DIR / "templates" / "pdf"


def render_pdf(
    layout: str, data: Mapping[str, Any], *, at: datetime, standards: Sequence[str] = ()
) -> bytes:
    """Return the PDF that ``templates/pdf/<layout>.typ`` makes of ``data``, dated ``at``.

    The data reach the layout as JSON in ``sys.inputs.data`` and are set as plain text: nothing
    in them is read as markup. Takes some 20 ms; Chinese, Japanese and Korean are set in the
    fonts of the machine, if it has any. ``standards``: what it keeps to, as typst calls them
    ("ua-1", "a-3a"), unless a letter has no font here.
    """
    said = json.dumps({"language": get_language() or "en", **data}, cls=DjangoJSONEncoder)
    try:
        return _compiled(layout, said, at, standards)
    except typst.TypstError:
        if not standards:
            raise
        # A letter that no font here has: better a box for it than no paper.
        logger.warning("A PDF of %s does not keep to %s.", layout, ", ".join(standards))
        return _compiled(layout, said, at, ())


@cache
def _fonts():
    """Look for fonts once: it takes three times as long as setting a page."""
    return typst.Fonts(font_paths=[FONTS])


def _compiled(layout, said, at, standards):
    return typst.compile(
        str(LAYOUTS / f"{layout}.typ"),
        root=str(LAYOUTS),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": said},
        timestamp=int(at.timestamp()),
        pdf_standards=list(standards),
    )


def drawn(jpeg: bytes) -> str:
    """Return a JPEG of ours as SVG, for a layout's ``image(bytes(…))``: a layout reads no files."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
        size = 'width="{}" height="{}"'.format(*picture.size)
    data = base64.b64encode(jpeg).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{data}"/></svg>'
    )
