"""What a transcript from another site says, out of its JSON or its PDF. Pure: no Django."""

import io
import json
import unicodedata
from datetime import date

import pikepdf

from common.cleaning.pdf import BROKEN
from common.cleaning.refusal import FileRefusal

FORMAT, VERSION = "alongside-transcript", 1
# What lies in the PDF of a certificate.
ATTACHED, MOST_BYTES = "transcript.json", 4 * 1024 * 1024
MOST_SKILLS, LONGEST = 500, 300


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


NOT_OURS = _(
    "This isn't a transcript that can be read here. Upload the PDF of a certificate from "
    "Alongside, or its JSON file."
)


def read(content: bytes) -> list[object]:
    """Return what stands on it: about whom and what, then the skills, all as plain text.

    :raises FileRefusal: for anything else than the JSON of a certificate, or a PDF with it in it.
    """
    try:
        said = json.loads(_attached(content) if content.startswith(b"%PDF-") else content)
        if (said["format"], said["version"]) != (FORMAT, VERSION):
            raise FileRefusal(NOT_OURS)
        skills = [_skill(row) for row in said["competencies"][:MOST_SKILLS]]
        return [_about(said), skills]
    except BROKEN as error:
        raise FileRefusal(NOT_OURS) from error


def _attached(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        attached = document.attachments[ATTACHED].get_file().read_bytes()
    if len(attached) > MOST_BYTES:
        raise FileRefusal(NOT_OURS)
    return attached


def _about(said):
    program, certificate = said["program"], said["certificate"]
    return {
        "learner": _line(said["learner"]["name"]),
        "program": _line(program["name"]),
        "organisation": _line(program["organisation"]),
        "code": _line(certificate["code"]),
        "address": _line(certificate["address"]),
    }


def _skill(row):
    signatures = [
        {
            "level": _line(signed["level"]["name"]),
            "observed_on": date.fromisoformat(signed["observed_on"]).isoformat(),
            "signed_by": _line(signed["signed_by"]),
        }
        for signed in row["signatures"][:20]
    ]
    names = ("identifier", "uri", "code", "title")
    return {name: _line(row[name]) for name in names} | {
        "achieved_on": date.fromisoformat(row["achieved_on"]).isoformat(),
        "signatures": signatures,
    }


def _line(text):
    """Return a text as one line without what no keyboard types; nothing where there is none."""
    if text is None:
        return ""
    if not isinstance(text, str):
        raise TypeError(text)
    plain = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    return unicodedata.normalize("NFC", " ".join(plain.split()))[:LONGEST]
