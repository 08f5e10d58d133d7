"""Reading text files that people send: bytes to text, text to records. Pure: no Django.

Shared by every import. It never guesses in silence: what was detected comes back as a note, and
what cannot be read is refused with a sentence that says what to do. Sentences are kept as
``Message`` so that the page that shows them can translate them.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from common.refusal import Refusal

MAX_BYTES = 20 * 1024 * 1024
DELIMITERS = (",", ";", "\t")

# First bytes of what people send instead of a text file. The order matters only for reading.
_SIGNATURES = (
    (b"PK\x03\x04", "spreadsheet"),
    (b"PK\x05\x06", "spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"%PDF", "document"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "compressed file"),
    (b"BZh", "compressed file"),
    (b"7z\xbc\xaf", "compressed file"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
# Explicit direction marks can make one name look like another; no name needs them.
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE_EDGES = "\ufeff\u200b\u2060"


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Message:
    """A sentence with its values, in English until somebody translates the template."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values


class TextFileError(Refusal):
    """The file cannot be read. ``message`` is fit to show."""

    def __init__(self, template: str, **values: object):
        self.message = Message(template, values)
        super().__init__(str(self.message))


@dataclass(frozen=True)
class DecodedText:
    """The text of a file, the encoding it was found to have, and a note if that was a guess."""

    text: str
    encoding: str
    note: Message | None = None


def decode(data: bytes, *, max_bytes: int = MAX_BYTES) -> DecodedText:
    """Decode UTF-8 (with or without a byte order mark), UTF-16 with one, or Windows-1252.

    :raises TextFileError: if the file is empty, too large, or not text in one of these.
    """
    if len(data) > max_bytes:
        raise TextFileError(
            _("The file is larger than %(megabytes)d MB. Split it and import the parts."),
            megabytes=max_bytes // (1024 * 1024),
        )
    _refuse_binary(data)
    decoded = _decode(data)
    if "\x00" in decoded.text:
        raise TextFileError(_("This is not a text file. Save it as “CSV UTF-8” and try again."))
    if not decoded.text.strip():
        raise TextFileError(_("The file is empty."))
    return decoded


def _refuse_binary(data: bytes) -> None:
    kind = next((kind for magic, kind in _SIGNATURES if data.startswith(magic)), None)
    if kind == "spreadsheet":
        raise TextFileError(
            _("This is a spreadsheet, not a text file. Open it and save it as “CSV UTF-8”.")
        )
    if kind:
        raise TextFileError(_("This is a %(kind)s, not a text file."), kind=kind)


def _decode(data: bytes) -> DecodedText:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return DecodedText(data.decode("utf-16"), "utf-16", _utf_16_note())
        except UnicodeDecodeError:
            raise TextFileError(
                _("The file starts like UTF-16 but is damaged. Save it as “CSV UTF-8”.")
            ) from None
    try:
        return DecodedText(data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    return _decode_windows(data, line)


def _utf_16_note() -> Message:
    return Message(_("Read as UTF-16, which some spreadsheets call “Unicode text”."))


def _decode_windows(data: bytes, line: int) -> DecodedText:
    """Read as Windows-1252 what is not UTF-8, unless most of it is UTF-8 after all.

    Every byte of a damaged UTF-8 file would also decode, into wrong letters: refuse instead.
    """
    lenient = data.decode("utf-8", errors="surrogateescape")
    foreign = [character for character in lenient if ord(character) > 127]
    stray = sum("\udc80" <= character <= "\udcff" for character in foreign)
    if stray <= len(foreign) - stray:
        raise TextFileError(
            _("Line %(line)d mixes two encodings. Save the file again as “CSV UTF-8”."), line=line
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise TextFileError(
            _("Line %(line)d is neither UTF-8 nor Windows-1252. Save the file as “CSV UTF-8”."),
            line=line,
        ) from None
    note = Message(_("Read as Windows-1252 (Western European). Check the accented letters."))
    return DecodedText(text, "cp1252", note)


def refuse_other_formats(text: str) -> None:
    """Refuse text that is plainly something other than a table.

    :raises TextFileError: for HTML, XML and JSON.
    """
    start = text.lstrip()[:200].casefold()
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<table")):
        raise TextFileError(
            _("This is a web page, not a CSV file. It may be a log-in page saved by mistake.")
        )
    if start.startswith("<"):
        raise TextFileError(_("This is XML, not a CSV file."))
    if start.startswith(("{", "[")):
        raise TextFileError(_("This is JSON, not a CSV file."))


def without_separator_line(text: str) -> tuple[str, str | None]:
    """Take off the ``sep=;`` line that some spreadsheets write, and return what it says."""
    found = re.match(r"\s*\"?sep=([,;\t])\"?[ \t]*(\r\n|\r|\n)", text, re.IGNORECASE)
    return (text[found.end() :], found[1]) if found else (text, None)


def sniff_delimiter(text: str, *, is_known: Callable[[str], bool]) -> str:
    """Return the delimiter under which the header holds most names that ``is_known``.

    Among equals, the one that gives most columns. Only the first record is looked at: what
    stands in the cells below, commas in addresses for instance, cannot mislead it.
    """

    def score(delimiter: str) -> tuple[int, int]:
        names = _first_record(text, delimiter)
        return sum(is_known(name) for name in names), len(names)

    return max(DELIMITERS, key=score)


def _first_record(text: str, delimiter: str) -> list[str]:
    try:
        return next((cells for _row, cells in records(text, delimiter) if any(cells)), [])
    except TextFileError:
        return []


def records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with its row number, counted as a spreadsheet does (the header is 1).

    Rows without any cell are counted and left out.

    :raises TextFileError: when a quotation mark is misplaced or never closed, or a cell is huge.
    """
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    line = 0
    try:
        for row, cells in enumerate(reader, start=1):
            line = reader.line_num
            if cells:
                yield row, cells
    except csv.Error:
        raise TextFileError(
            _(
                "The record that starts on line %(line)d cannot be read. Look for a quotation "
                'mark (") that is never closed, or that stands inside a quoted cell without '
                "being doubled."
            ),
            line=line + 1,
        ) from None


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends; a ``StringIO`` would copy it at four times."""
    return (found[0] for found in re.finditer(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", text))


def column_key(name: str) -> str:
    """Return a column's name as one compares it: "E-Mail  Address" becomes "email_address"."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("e-mail", "email")
    return re.sub(r"[\W_]+", "_", folded).strip("_")


def tidy(text: str) -> str:
    """Compose accents, and make every run of white space, line breaks included, one space."""
    return " ".join(unicodedata.normalize("NFC", text).strip(_INVISIBLE_EDGES).split())


def control_character(text: str) -> str | None:
    """Return the first character that has no place in a line of text, as "U+0007"."""
    for character in text:
        if character in _DIRECTION_MARKS or unicodedata.category(character) in ("Cc", "Cs"):
            return f"U+{ord(character):04X}"
    return None
