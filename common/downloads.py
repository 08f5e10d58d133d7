"""What a person takes along as a file: never shown in place, never kept by a cache."""

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import SEEK_END, BytesIO, StringIO
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from common.pdf import render_pdf

# What makes a formula of a cell, blanks before it and the wide signs of other keyboards included.
# A dash alone is none, and means something where a file is read in again.
FORMULA = re.compile(r"(?!-\Z)(\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")
TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


def json_file(name: str, content: Mapping[str, Any]) -> HttpResponse:
    return _file(name, json_text(content), "application/json")


def json_text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table for a spreadsheet; no cell of it is a formula there.

    Written at once and not while it leaves: by then the reader's language and time zone are gone.
    """
    # The mark by which spreadsheets know that it is UTF-8.
    text = StringIO("\ufeff", newline="")
    text.seek(0, SEEK_END)
    lines = csv.writer(text)
    lines.writerow([harmless(column) for column in columns])
    lines.writerows([harmless(cell) for cell in row] for row in rows)
    response = _file(name, text.getvalue(), "text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv")
    return response


def harmless(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula, whoever typed what stands in it.

    Numbers and dates stay what they are.
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, int | float | date):
        return cell
    text = str(cell)
    return f"'{text}" if FORMULA.match(text) else text


def pdf_file(name: str, layout: str, data: Mapping[str, Any], *, at: datetime) -> HttpResponse:
    """The PDF that ``common.pdf.render_pdf`` makes of the layout."""
    return _file(name, render_pdf(layout, data, at=at), "application/pdf")


def zip_file(name: str, members: Iterable[tuple[str, bytes]]) -> FileResponse:
    """Files by their names in one; at most one of them at a time is in memory."""
    target = TemporaryFile()  # noqa: SIM115 - closed with the response
    _pack(target, members)
    target.seek(0)
    response = FileResponse(target, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def zip_of_papers(name: str, papers: Iterable[tuple[str, bytes]]) -> HttpResponse:
    """A few documents by their names in one file, which is made in memory."""
    target = BytesIO()
    _pack(target, papers)
    return made_file(name, target.getvalue(), "application/zip")


def _pack(target, members):
    # Pictures and PDFs do not get smaller.
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(name, content)


def kept_file(title: str, kind: str, content: bytes) -> HttpResponse:
    """A file that somebody added: a download, whatever a browser would make of it."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.{kind}")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def made_file(name: str, content: bytes | str, content_type: str) -> HttpResponse:
    """What was made for whoever asks, under a name that may hold any letter of ours."""
    response = _file("file", content, content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _file(name, content, content_type):
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
