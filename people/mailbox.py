"""What the demo's mail folder holds, for its Mailbox page. Reads files; trusts none of them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path

# Django's file-based backend writes one file for each connection and this after each message.
SEPARATOR = b"-" * 79
# Enough for a demo; what is older stays in the folder.
MOST_FILES = 500
LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class Letter:
    """One message in the folder. ``key`` names its file and its place in that."""

    key: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return self.message["Subject"] or ""

    @property
    def to(self) -> str:
        return self.message["To"] or ""

    @cached_property
    def sent_at(self) -> datetime | None:
        try:
            sent_at = parsedate_to_datetime(self.message["Date"])
        except (TypeError, ValueError):
            return None
        # "-0000" is UTC without saying where the sender was (RFC 5322).
        return sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    @cached_property
    def text(self) -> str:
        return self._part("plain")

    @cached_property
    def html(self) -> str:
        return self._part("html")

    @property
    def links(self) -> list[str]:
        return list(dict.fromkeys(LINK.findall(self.text)))

    def _part(self, kind):
        part = self.message.get_body(preferencelist=(kind,))
        return part.get_content() if part else ""


def letters(folder: Path) -> list[Letter]:
    """Return the messages of the newest files, the newest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.name, reverse=True)
    return [letter for file in files[:MOST_FILES] for letter in reversed(_letters_in(file))]


def find_letter(folder: Path, key: str) -> Letter | None:
    """Return the message of that key; a key is looked up, never joined to a path."""
    name, _dash, _place = key.rpartition("-")
    for file in folder.glob("*.log"):
        if file.stem == name:
            return next((letter for letter in _letters_in(file) if letter.key == key), None)
    return None


def _letters_in(file: Path) -> list[Letter]:
    chunks = re.split(rb"^" + SEPARATOR + rb"\r?\n", file.read_bytes(), flags=re.MULTILINE)
    return [
        Letter(f"{file.stem}-{place}", message_from_bytes(chunk, policy=policy.default))
        for place, chunk in enumerate(chunks)
        if chunk.strip()
    ]
