"""Loose items and "is child of" links made into one tree, whatever the links say. Pure: no Django.

Nothing here recurses: a file can nest as deep as it likes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from common.text_files import Message
from programs.frameworks.files.findings import Findings
from programs.frameworks.files.tree import ParsedItem
from programs.frameworks.files.values import natural_key

# What stands deeper is lifted to this level (counted from 0): no screen shows more.
MAX_DEPTH = 20

ROOT = ""


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class LooseItem:
    """An item before its place in the tree is known."""

    identifier: str
    statement: str
    where: Message
    short_statement: str = ""
    code: str = ""
    notes: str = ""
    kind: str = ""
    uri: str = ""

    @property
    def name(self) -> str:
        """Enough of the wording to recognise it in a report."""
        text = self.short_statement or self.statement
        return text if len(text) <= 80 else text[:79] + "…"


@dataclass(frozen=True, slots=True)
class Link:
    """Says that one item stands under another, or under ``ROOT``."""

    child: str
    parent: str
    # From ``values.sequence_key``; None where the file gives no usable number.
    sequence: tuple | None
    where: Message


def arrange(
    items: Sequence[LooseItem], links: Iterable[Link], *, title: str, findings: Findings
) -> tuple[ParsedItem, ...]:
    """Return the items depth first, every one of them, each in exactly one place.

    ``title`` is how the report calls the top level.

    ``items`` have distinct identifiers and every end of a link is one of them or ``ROOT``.
    Siblings stand by the sequence number of their link, else by code where all of them have
    one, else as in the file.
    """
    by_identifier = {item.identifier: item for item in items}
    chosen = _choose_parents(by_identifier, links, title, findings)
    _break_cycles(by_identifier, chosen, findings)
    return _walk(_children_in_order(items, chosen), findings)


def _choose_parents(
    items: Mapping[str, LooseItem], links: Iterable[Link], title: str, findings: Findings
) -> dict[str, Link]:
    """Return one link for each item that has any: the first by sequence, then as in the file."""
    names = {ROOT: title} | {identifier: item.name for identifier, item in items.items()}
    candidates: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        candidates[link.child].append(link)

    chosen = {}
    for child, found in candidates.items():
        first, *others = sorted(
            found, key=lambda link: (link.sequence is None, link.sequence or ())
        )
        chosen[child] = first
        for other in {link.parent: link for link in others}.values():
            if other.parent != first.parent:
                findings.warning(
                    _("“%(item)s” has several parents: “%(kept)s” was kept, not “%(other)s”."),
                    other.where,
                    item=names[child],
                    kept=names[first.parent],
                    other=names[other.parent],
                )
    _report_orphans(items, chosen, findings)
    return chosen


def _sequence_first(link: Link) -> tuple:
    return (link.sequence is None, link.sequence or ())


def _report_orphans(
    items: Mapping[str, LooseItem], chosen: Mapping[str, Link], findings: Findings
) -> None:
    if items and not chosen:
        findings.warning(
            _("The file does not say which item stands under which: all are at the top level.")
        )
        return
    for identifier, item in items.items():
        if identifier not in chosen:
            findings.warning(
                _("“%(item)s” is linked to nothing. It was put at the top level."),
                item.where,
                item=item.name,
            )


def _break_cycles(
    items: Mapping[str, LooseItem], chosen: dict[str, Link], findings: Findings
) -> None:
    """Put every item of a circle at the top level."""
    settled: set[str] = {ROOT}
    for start in list(chosen):
        path: dict[str, None] = {}
        current = start
        while current not in settled and current not in path:
            path[current] = None
            current = chosen[current].parent if current in chosen else ROOT
        if current in path:
            _lift_circle(list(path)[list(path).index(current) :], items, chosen, findings)
        settled.update(path)


def _lift_circle(
    circle: list[str],
    items: Mapping[str, LooseItem],
    chosen: dict[str, Link],
    findings: Findings,
) -> None:
    for identifier in circle:
        link = chosen[identifier]
        findings.warning(
            _(
                "“%(item)s” stands, by a circle of %(count)d links, under itself. "
                "It was put at the top level."
            ),
            link.where,
            item=items[identifier].name,
            count=len(circle),
        )
        chosen[identifier] = Link(identifier, ROOT, link.sequence, link.where)


def _children_in_order(
    items: Sequence[LooseItem], chosen: Mapping[str, Link]
) -> dict[str, list[LooseItem]]:
    children: dict[str, list[LooseItem]] = defaultdict(list)
    for item in items:
        link = chosen.get(item.identifier)
        children[link.parent if link else ROOT].append(item)
    for siblings in children.values():
        _sort_siblings(siblings, chosen)
    return children


def _sort_siblings(siblings: list[LooseItem], chosen: Mapping[str, Link]) -> None:
    def sequence(item: LooseItem) -> tuple | None:
        link = chosen.get(item.identifier)
        return link.sequence if link else None

    unnumbered = [item for item in siblings if sequence(item) is None]
    by_code = all(item.code for item in unnumbered)

    # Sorting is stable, so equal keys leave the order of the file.
    def key(item: LooseItem) -> tuple:
        number = sequence(item)
        if number is not None:
            return (0, number)
        return (1, natural_key(item.code) if by_code else ())

    siblings.sort(key=key)


def _walk(children: Mapping[str, list[LooseItem]], findings: Findings) -> tuple[ParsedItem, ...]:
    placed = []
    too_deep = 0
    waiting = [(item, ROOT, 0) for item in reversed(children.get(ROOT, []))]
    while waiting:
        item, parent, depth = waiting.pop()
        below = children.get(item.identifier, [])
        is_last_level = depth == MAX_DEPTH
        too_deep += len(below) if is_last_level else 0
        placed.append(_placed(item, parent, depth, is_group=bool(below) and not is_last_level))
        place = (parent, depth) if is_last_level else (item.identifier, depth + 1)
        waiting.extend((child, *place) for child in reversed(below))
    if too_deep:
        findings.warning(
            _("%(count)d items stood deeper than %(limit)d levels and were lifted to the last."),
            count=too_deep,
            limit=MAX_DEPTH + 1,
        )
    return tuple(placed)


def _placed(item: LooseItem, parent: str, depth: int, *, is_group: bool) -> ParsedItem:
    return ParsedItem(
        identifier=item.identifier,
        parent_identifier=parent,
        depth=depth,
        is_group=is_group,
        statement=item.statement,
        short_statement=item.short_statement,
        code=item.code,
        notes=item.notes,
        kind=item.kind,
        uri=item.uri,
    )
