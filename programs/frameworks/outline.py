"""A framework's items, depth first, as the nested list that a page shows. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

# More at once would be slow to show; a search finds the rest.
SHOWN = 2000


class Item(Protocol):
    """What both a stored competency and an item out of a file can tell."""

    code: str
    statement: str
    short_statement: str
    notes: str
    depth: int
    is_group: bool


@dataclass(slots=True)
class Node:
    item: Item
    children: list["Node"] = field(default_factory=list)
    # Competencies below, at any depth.
    count: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    nodes: list[Node]
    # Competencies in what is shown.
    count: int
    is_cut: bool


def outline(items: Iterable[Item], *, search: str = "", limit: int = SHOWN) -> Outline:
    """Return the tree, or of it what holds every word of ``search``.

    An item that is found brings the groups above it; a group that is found brings all below.
    """
    found = _found(list(items), search.casefold().split())
    shown = found[:limit]
    nodes: list[Node] = []
    above: list[Node] = []
    for item in shown:
        node = Node(item)
        del above[item.depth :]
        (above[-1].children if above else nodes).append(node)
        above.append(node)
        if not item.is_group:
            for group in above[:-1]:
                group.count += 1
    count = sum(not item.is_group for item in shown)
    return Outline(nodes, count, is_cut=len(found) > len(shown))


def _found(items: list[Item], words: list[str]) -> list[Item]:
    if not words:
        return items
    wanted = [False] * len(items)
    above: list[int] = []
    brings_all = None
    for index, item in enumerate(items):
        del above[item.depth :]
        above.append(index)
        if brings_all is not None and item.depth <= brings_all:
            brings_all = None
        is_match = _holds(item, words)
        if is_match and item.is_group and brings_all is None:
            brings_all = item.depth
        if is_match or brings_all is not None:
            for ancestor in above:
                wanted[ancestor] = True
    return [item for item, is_wanted in zip(items, wanted, strict=True) if is_wanted]


def _holds(item: Item, words: list[str]) -> bool:
    text = " ".join((item.code, item.short_statement, item.statement, item.notes)).casefold()
    return all(word in text for word in words)
