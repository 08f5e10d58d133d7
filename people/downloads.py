"""What a person takes along as a file: never shown in place, never kept by a cache."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse

from people.pdf import render_pdf


def json_file(name: str, content: Mapping[str, Any]) -> HttpResponse:
    text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return _file(name, text, "application/json")


def pdf_file(name: str, layout: str, data: Mapping[str, Any], *, at: datetime) -> HttpResponse:
    """The PDF that ``people.pdf.render_pdf`` makes of the layout."""
    return _file(name, render_pdf(layout, data, at=at), "application/pdf")


def _file(name, content, content_type):
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
