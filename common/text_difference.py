"""What changed from one text to the next, by words. Pure: knows no Django."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\S+")
# Beyond so many words a text is compared as a whole: the effort grows with the square.
MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: ``kept``, ``added`` or ``removed``."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Return the pieces that lead from ``before`` to ``after``, in the order of reading.

    Joined without those removed they are ``after``, without those added ``before``.
    """
    return list(_pieces(before, after))


def _pieces(before, after) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = [before] if before else [], [after] if after else []
    for is_kept, old_part, new_part in _stretches(old, new):
        if is_kept:
            yield Piece("kept", new_part)
            continue
        if old_part:
            yield Piece("removed", old_part)
        if new_part:
            yield Piece("added", new_part)


def _stretches(old, new) -> Iterator[tuple[bool, str, str]]:
    """(whether it is the same in both, the old text, the new one), changed and kept in turn.

    Changes with nothing but a space between them are one: word by word they would shuffle.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    changed = ["", ""]
    for place, (tag, old_from, old_to, new_from, new_to) in enumerate(codes):
        parts = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        is_between = any(changed) and place + 1 < len(codes)
        if tag != "equal" or (is_between and _is_gap(parts[1])):
            changed = [before + part for before, part in zip(changed, parts, strict=True)]
            continue
        if any(changed):
            yield False, *changed
        changed = ["", ""]
        yield True, *parts
    if any(changed):
        yield False, *changed


def _is_gap(text):
    return text.isspace() and "\n" not in text
