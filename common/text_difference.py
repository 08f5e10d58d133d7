"""What changed from one text to the next, word by word. Pure: knows no Django."""

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
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("kept", "".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Piece("removed", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("added", "".join(new[new_from:new_to]))
