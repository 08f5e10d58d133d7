"""Single values out of files that nobody checked: text, identifiers, sort keys. Pure: no Django."""

import math
import re
import unicodedata
import uuid

# Room in the database; what is longer is cut, and reported by the caller.
TITLE = 300
IDENTIFIER = 300
URI = 500
CODE = 60
KIND = 100
VERSION = 60
LANGUAGE = 20
PROSE = 10_000

# Under this name space stand the identifiers that we derive because a file has none. Changing
# it would make every re-import of such a file look like a new framework.
_DERIVED = uuid.UUID("5b1f6c0e-7d0b-5a44-9a0a-6d0f1c3e8b52")

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"(https?|urn|info|tag):\S+", re.IGNORECASE)
_DOTTED_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})*\.?", re.ASCII)
_DIGITS = re.compile(r"(\d{1,18})", re.ASCII)


def clean(text: str) -> str:
    """Compose accents and drop what no database or screen takes; line breaks become ``\\n``."""
    text = text.encode("utf-8", "replace").decode() if _has_surrogates(text) else text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return text.strip()


def is_clean(text: str) -> bool:
    """Say whether ``clean`` would lose a character that is more than white space."""
    return text.isprintable() or not any(
        unicodedata.category(c) in ("Cc", "Cs") and c not in "\r\n\t" for c in text
    )


def as_line(text: str) -> str:
    return " ".join(clean(text).split())


def as_name(text: str) -> str:
    """Return a title as it is compared and shown in lists."""
    return shorten(as_line(text), TITLE)


def to_text(value: object) -> str | None:
    """Return a JSON value as text, or None if it cannot be text.

    Lists are joined by commas; a link object gives its title, else its address.
    """
    if isinstance(value, list):
        parts = [_scalar_to_text(part) for part in value]
        return None if None in parts else ", ".join(filter(None, parts))
    return _scalar_to_text(value)


def _scalar_to_text(value: object) -> str | None:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        named = (value.get(key) for key in ("title", "uri", "identifier"))
        return next((name for name in named if isinstance(name, str) and name.strip()), None)
    return None


def shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def canonical_identifier(text: str) -> str:
    """Return an identifier as it is stored: a UUID in lower case, all else as it stands."""
    text = as_line(text)
    return text.lower() if _UUID.fullmatch(text) else text


def is_web_address(text: str) -> bool:
    return bool(_WEB_ADDRESS.fullmatch(text))


def identifier_from_uri(uri: str) -> str:
    """Return the UUID at the end of an address, or one derived from the whole of it."""
    tail = re.split(r"[/:#=]", uri.rstrip("/"))[-1]
    if _UUID.fullmatch(tail):
        return tail.lower()
    return str(uuid.uuid5(uuid.NAMESPACE_URL, uri))


def derived_identifier(*parts: str) -> str:
    """Return the identifier that the same content gets on every import."""
    return str(uuid.uuid5(_DERIVED, "\x1f".join(parts)))


def sequence_key(value: object) -> tuple | None:
    """Return a key that sorts 2 before 10 and "1.9" before "1.10", or None for no number."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return (value,) if math.isfinite(value) else None
    text = as_line(value) if isinstance(value, str) else ""
    if not _DOTTED_NUMBER.fullmatch(text):
        return None
    return tuple(int(part) for part in text.rstrip(".").split("."))


def natural_key(text: str) -> tuple:
    """Return a key that sorts "A2" before "A10"."""
    parts = _DIGITS.split(text.casefold())
    return tuple((0, int(p), "") if i % 2 else (1, 0, p) for i, p in enumerate(parts) if p)


def _has_surrogates(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)
