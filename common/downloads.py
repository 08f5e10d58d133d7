"""What a person takes along as a file: never shown in place, never kept by a cache."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from common.pdf import render_pdf

TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


def json_file(name: str, content: Mapping[str, Any]) -> HttpResponse:
    return _file(name, json_text(content), "application/json")


def json_text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def pdf_file(name: str, layout: str, data: Mapping[str, Any], *, at: datetime) -> HttpResponse:
    """The PDF that ``people.pdf.render_pdf`` makes of the layout."""
    return _file(name, render_pdf(layout, data, at=at), "application/pdf")


def zip_file(name: str, members: Iterable[tuple[str, bytes]]) -> FileResponse:
    """Files by their names in one; at most one of them at a time is in memory."""
    target = TemporaryFile()  # noqa: SIM115 - closed with the response
    # Pictures do not get smaller.
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    target.seek(0)
    response = FileResponse(target, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def kept_file(title: str, kind: str, content: bytes) -> HttpResponse:
    """A file that somebody added: a download, whatever a browser would make of it."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.{kind}")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _file(name, content, content_type):
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
