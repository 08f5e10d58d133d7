"""The rows of a table as items and the links between them. Pure: no Django."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from common.text_files import Message
from programs.frameworks.files import values
from programs.frameworks.files.findings import Findings
from programs.frameworks.files.hierarchy import ROOT, Link, LooseItem
from programs.frameworks.files.record import Record


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, each cell tidied. ``sequence`` is a sort key or None."""

    where: Message
    identifier: str
    uri: str
    parent: str
    group: str
    group_identifier: str
    code: str
    statement: str
    short_statement: str
    notes: str
    kind: str
    sequence: tuple | None
    smart_level: str = ""
    is_heading: bool = False


def read_row(record: Record) -> Row | None:
    """Return the row, or None (reported) if it states nothing."""
    statement = record.prose("statement", "short_statement")
    if not statement:
        record.findings.error(_("The row has no statement and was left out."), record.where)
        return None
    short = record.line("short_statement", limit=values.TITLE)
    kinds = [record.line(field, limit=values.KIND) for field in ("kind", "relation")]
    return Row(
        where=record.where,
        identifier=record.line("identifier", limit=values.PROSE),
        uri=record.uri("uri"),
        parent=record.line("parent", limit=values.PROSE),
        group=record.line("group", limit=values.TITLE),
        group_identifier=record.line("group_identifier", limit=values.URI),
        code=record.line("code", limit=values.CODE),
        statement=statement,
        short_statement="" if short == statement else short,
        notes=record.prose("notes"),
        kind=values.shorten(", ".join(filter(None, kinds)), values.KIND),
        sequence=_sequence(record),
        smart_level=record.line("smart_level", limit=values.CODE).strip("."),
        is_heading=record.line("object_type", limit=values.KIND).casefold() == "group",
    )


def _sequence(record: Record) -> tuple | None:
    text = record.line("sequence", "smart_level", limit=values.PROSE)
    key = values.sequence_key(text)
    if text and key is None:
        record.findings.warning(
            _("“%(number)s” is no sequence number. The order of the file was kept."),
            record.where,
            number=values.shorten(text, 80),
        )
    return key


def identifier_in(text: str) -> str:
    """Return what a cell names: an identifier as it stands, or the one at an address's end."""
    text = values.canonical_identifier(text)
    if values.is_web_address(text):
        return values.identifier_from_uri(text)
    return text if len(text) <= values.IDENTIFIER else values.derived_identifier(text)


def items_and_links(
    rows: Sequence[Row], framework: str, findings: Findings
) -> tuple[list[LooseItem], list[Link]]:
    """Return the items in the order of the file, and where each of them stands.

    A group that is named in a column becomes an item before its first row. ``framework``
    is the identifier of the framework.
    """
    rows_with_items = _without_empty_headings(_items(rows, framework, findings), findings)
    stated = {item.identifier: item for _row, item in reversed(rows_with_items)}
    places = _Places(framework, rows_with_items, findings)
    items: dict[str, LooseItem] = {}
    links: dict[tuple[str, str], Link] = {}
    for row, item in rows_with_items:
        heading = _heading(row, framework, stated)
        if heading:
            items.setdefault(heading.identifier, heading)
            top = Link(heading.identifier, ROOT, None, row.where)
            links.setdefault((top.child, top.parent), top)
        items.setdefault(item.identifier, item)
        link = Link(item.identifier, places.find(row, item, heading), row.sequence, row.where)
        if links.setdefault((link.child, link.parent), link) is not link:
            findings.warning(
                _("“%(item)s” is in the file twice. It was taken once."), row.where, item=item.name
            )
    return list(items.values()), list(links.values())


def _without_empty_headings(
    rows: list[tuple[Row, LooseItem]], findings: Findings
) -> list[tuple[Row, LooseItem]]:
    """Leave out groups with nothing in them: nobody can be signed off for a heading."""
    named = {name for row, _item in rows for name in (row.parent, *row.parent.split()[:1])} - {""}
    kept = []
    for row, item in rows:
        if row.is_heading and not {row.identifier, row.code, item.identifier} & named:
            findings.warning(
                _("The group “%(item)s” has nothing in it and was left out."),
                row.where,
                item=item.name,
            )
        else:
            kept.append((row, item))
    return kept


def _items(rows: Sequence[Row], framework: str, findings: Findings) -> list[tuple[Row, LooseItem]]:
    """Return each row with its item; rows that share an identifier must state the same."""
    counts = Counter(row.code for row in rows)
    first: dict[str, LooseItem] = {}
    kept = []
    for row in rows:
        item = _item(row, framework, is_code_its_own=bool(row.code) and counts[row.code] == 1)
        same = first.setdefault(item.identifier, item)
        if same.statement == item.statement:
            kept.append((row, item))
            continue
        findings.error(
            _("“%(item)s” has the identifier of “%(first)s” and was left out."),
            row.where,
            item=item.name,
            first=same.name,
        )
    _report_derived(rows, findings)
    return kept


def _item(row: Row, framework: str, *, is_code_its_own: bool) -> LooseItem:
    if row.identifier or row.uri:
        identifier = identifier_in(row.identifier or row.uri)
    elif is_code_its_own:
        # The wording may be corrected later, so the code is the better name.
        identifier = values.derived_identifier("code", framework, row.code)
    else:
        place = row.parent or row.group_identifier or row.group
        identifier = values.derived_identifier("item", framework, place, row.code, row.statement)
    address = row.identifier if values.is_web_address(row.identifier) else ""
    return LooseItem(
        identifier=identifier,
        statement=row.statement,
        where=row.where,
        short_statement=row.short_statement,
        code=row.code,
        notes=row.notes,
        kind=row.kind,
        uri=row.uri or values.shorten(address, values.URI),
    )


def _report_derived(rows: Sequence[Row], findings: Findings) -> None:
    without = [row for row in rows if not (row.identifier or row.uri)]
    if without and len(without) == len(rows):
        findings.info(
            _("The file has no identifiers. They were made from the codes and statements.")
        )
        return
    for row in without:
        findings.warning(
            _("There is no identifier. One was made from the code or the statement."), row.where
        )


def _heading(row: Row, framework: str, stated: Mapping[str, LooseItem]) -> LooseItem | None:
    """Return the group that is named in the row's columns.

    One that is also a row is made a heading of its own, so that the row can still be signed off.
    """
    name = row.group_identifier
    if not row.group and not name:
        return None
    identifier = (
        identifier_in(name)
        if name
        else values.derived_identifier("group", framework, row.group.casefold())
    )
    if identifier in stated:
        identifier = values.derived_identifier("heading", framework, identifier)
    return LooseItem(
        identifier=identifier,
        statement=row.group or name,
        where=row.where,
        uri=name if values.is_web_address(name) else "",
    )


ON_TOP = _(
    "“%(item)s” stands under “%(parent)s”, which is not in this file. It was put at the top level."
)
UNDER_ITS_GROUP = _(
    "“%(item)s” stands under “%(parent)s”, which is not in this file. It was put under its group."
)


class _Places:
    """Finds what a row says it stands under."""

    def __init__(self, framework: str, rows: Iterable[tuple[Row, LooseItem]], findings: Findings):
        self._findings = findings
        rows = list(rows)
        levels = Counter(row.smart_level for row, _item in rows)
        self._levels = {
            row.smart_level: item.identifier for row, item in rows if levels[row.smart_level] == 1
        }
        listed = list({item.identifier: item for _row, item in rows}.values())
        counts = Counter(item.code for item in listed)
        self._nodes = {item.code: item.identifier for item in listed if counts[item.code] == 1}
        self._nodes |= {item.identifier: item.identifier for item in listed}
        self._nodes |= {framework: ROOT, "": ROOT}

    def find(self, row: Row, item: LooseItem, heading: LooseItem | None) -> str:
        """Return the identifier of the row's parent, else of its group, else ``ROOT``."""
        # Several, as some systems write them, stand apart by spaces: the first is taken.
        for name in (row.parent, identifier_in(row.parent), *row.parent.split()[:1]):
            if name and name in self._nodes:
                return self._nodes[name]
        above = row.smart_level.rpartition(".")[0]
        if not row.parent and above and above in self._levels:
            return self._levels[above]
        if row.parent:
            missing = {"item": item.name, "parent": values.shorten(row.parent, 80)}
            self._findings.warning(UNDER_ITS_GROUP if heading else ON_TOP, row.where, **missing)
        return heading.identifier if heading else ROOT
