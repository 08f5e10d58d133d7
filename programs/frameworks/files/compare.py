"""What changed between two editions of a framework. Pure: no Django."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from programs.frameworks.files.tree import ParsedItem

# What a reader of two editions compares, in this order.
FIELDS = ("code", "statement", "short_statement", "notes", "kind", "uri")


@dataclass(frozen=True, slots=True)
class Change:
    """One item in both editions, and the fields whose values differ."""

    before: ParsedItem
    after: ParsedItem
    fields: tuple[str, ...] = ()
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Every item of both editions, each in one list. One changed *and* moved is in ``changed``."""

    new: list[ParsedItem] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    removed: list[ParsedItem] = field(default_factory=list)
    unchanged: list[ParsedItem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.moved or self.removed)


def compare(before: Sequence[ParsedItem], after: Sequence[ParsedItem]) -> Difference:
    """Return the difference, by identifier; both editions run depth first.

    An item has moved when its parent is another one, or when it passed a sibling that both
    editions have. New and removed neighbours move nothing.
    """
    old = {item.identifier: item for item in before}
    new = {item.identifier: item for item in after}
    moved = _moved(before, after, old, new)
    difference = Difference(removed=[item for item in before if item.identifier not in new])
    for item in after:
        if item.identifier not in old:
            difference.new.append(item)
            continue
        known = old[item.identifier]
        fields = tuple(name for name in FIELDS if getattr(known, name) != getattr(item, name))
        change = Change(known, item, fields, is_moved=item.identifier in moved)
        if change.fields:
            difference.changed.append(change)
        elif change.is_moved:
            difference.moved.append(change)
        else:
            difference.unchanged.append(item)
    return difference


def _moved(before, after, old, new) -> set[str]:
    """Return the identifiers of those under another parent, or past a sibling."""
    stayed: dict[str, list[str]] = defaultdict(list)
    moved = set()
    for item in after:
        if item.identifier not in old:
            continue
        if old[item.identifier].parent_identifier == item.parent_identifier:
            stayed[item.parent_identifier].append(item.identifier)
        else:
            moved.add(item.identifier)
    rank = {item.identifier: index for index, item in enumerate(before)}
    for siblings in stayed.values():
        moved |= set(siblings) - _longest_in_order(siblings, rank)
    return moved


def _longest_in_order(siblings: list[str], rank: dict[str, int]) -> set[str]:
    """Return as many siblings as possible that stand in their old order: they did not move."""
    ends: list[int] = []
    last: list[str] = []
    previous: dict[str, str | None] = {}
    for name in siblings:
        place = bisect_left(ends, rank[name])
        previous[name] = last[place - 1] if place else None
        ends[place : place + 1] = [rank[name]]
        last[place : place + 1] = [name]
    kept = set()
    back = last[-1] if last else None
    while back is not None:
        kept.add(back)
        back = previous[back]
    return kept
