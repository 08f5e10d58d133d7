"""Questionnaires as data: read from a file, and scored. Pure: knows no Django.

An instrument has a title, items in their order, one scale of levels for all of them, subscales,
and says where it comes from and under which licence. Nothing with restricted wording is
shipped; whoever adds one answers for its licence.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from common.refusal import Refusal

MAX_BYTES = 256 * 1024
MOST_ITEMS = 60
LEVELS = range(2, 12)
LONGEST_TEXT = 500


class InstrumentFileError(Refusal):
    """The file is no instrument; ``findings`` say what is wrong and where."""

    def __init__(self, findings: Sequence[str]):
        super().__init__("; ".join(findings))
        self.findings = list(findings)


@dataclass(frozen=True, slots=True)
class Item:
    """``red_at``: an answer at or below it (after reversing) asks whether help is wanted."""

    text: str
    subscale: str = ""
    is_reversed: bool = False
    red_at: int | None = None


@dataclass(frozen=True, slots=True)
class InstrumentFile:
    title: str
    version: str
    language: str
    source: str
    licence: str
    # From the lowest to the highest; the values count from 1.
    levels: tuple[str, ...]
    items: tuple[Item, ...]

    def items_as_data(self) -> list[dict[str, Any]]:
        return [asdict(item) for item in self.items]


def read_instrument(content: bytes) -> InstrumentFile:
    """Read an instrument from JSON.

    :raises InstrumentFileError: with everything that is wrong, not only the first thing.
    """
    if len(content) > MAX_BYTES:
        raise InstrumentFileError(["The file is larger than 256 KB."])
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InstrumentFileError(["This is no JSON in UTF-8."]) from error
    if not isinstance(data, dict):
        raise InstrumentFileError(["The file must hold one object, in braces."])
    findings = []
    words = {
        name: _text(data.get(name), name, findings)
        for name in ("title", "version", "language", "source", "licence")
    }
    levels = _levels(data.get("levels"), findings)
    items = _items(data.get("items"), len(levels), findings)
    if findings:
        raise InstrumentFileError(findings)
    return InstrumentFile(**words, levels=levels, items=items)


def read_as_data(content: bytes) -> list[dict[str, Any]]:
    """Return what ``read_instrument`` does as a child process hands it over."""
    try:
        return [asdict(read_instrument(content))]
    except InstrumentFileError as error:
        return [{"findings": error.findings}]


def instrument_of(said: Mapping[str, Any]) -> InstrumentFile:
    """Return what was handed over, as it was."""
    items = tuple(Item(**item) for item in said["items"])
    return InstrumentFile(**{**said, "levels": tuple(said["levels"]), "items": items})


def score(item: Mapping[str, Any], value: int | None, levels: int) -> int | None:
    """Return the value from 1 (worst) to ``levels``, turned round where the item asks for it."""
    if value is None:
        return None
    return levels + 1 - value if item["is_reversed"] else value


def is_red(items: Sequence[Mapping[str, Any]], values: Sequence[int | None], levels: int) -> bool:
    """Whether any answer is one after which a choice of help is offered (M10)."""
    scored = ((item, score(item, value, levels)) for item, value in zip(items, values, strict=True))
    return any(
        value is not None and item["red_at"] is not None and value <= item["red_at"]
        for item, value in scored
    )


def _text(value, where, findings, longest=LONGEST_TEXT):
    if not isinstance(value, str) or not _tidy(value):
        findings.append(f"“{where}” is missing or is no text.")
        return ""
    if len(value) > longest:
        findings.append(f"“{where}” has more than {longest} characters.")
    return _tidy(value)


def _tidy(text):
    kept = "".join(mark for mark in text if mark == " " or unicodedata.category(mark)[0] != "C")
    return " ".join(kept.split())


def _levels(value, findings):
    if not isinstance(value, list) or len(value) not in LEVELS:
        findings.append("“levels” must be a list of 2 to 11 names, the lowest first.")
        return ()
    return tuple(
        _text(name, f"levels, {place}", findings, 60) for place, name in enumerate(value, 1)
    )


def _items(value, levels, findings):
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_ITEMS:
        findings.append(f"“items” must be a list of 1 to {MOST_ITEMS} questions.")
        return ()
    return tuple(
        _item(row, f"items, {place}", levels, findings) for place, row in enumerate(value, 1)
    )


def _item(row, where, levels, findings):
    if not isinstance(row, dict):
        findings.append(f"“{where}” must be an object with a “text”.")
        return Item("")
    red_at, is_reversed = row.get("red_at"), row.get("is_reversed", False)
    if type(is_reversed) is not bool:
        findings.append(f"“{where}, is_reversed” must be true or false.")
    if red_at is not None and (type(red_at) is not int or not 1 <= red_at < levels):
        findings.append(f"“{where}, red_at” must be a level below the highest.")
    subscale = row.get("subscale", "")
    return Item(
        text=_text(row.get("text"), f"{where}, text", findings),
        subscale=_text(subscale, f"{where}, subscale", findings, 60) if subscale else "",
        is_reversed=is_reversed,
        red_at=red_at,
    )
