"""CASE 1.0 and 1.1: a framework as a package of a document, items and associations.

Pure: no Django. Reads what publishers really export: links as objects or as text, numbers as
text, and references that lead nowhere.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from common.text_files import Message
from programs.frameworks.files import values
from programs.frameworks.files.findings import Findings
from programs.frameworks.files.hierarchy import (
    ROOT,
    Link,
    LooseItem,
    arrange,
)
from programs.frameworks.files.limits import refuse_too_many
from programs.frameworks.files.record import Record
from programs.frameworks.files.tree import ParsedFramework

# What we read of an item, and what may be ignored without losing anything.
_ITEM_KEYS = {
    *("identifier", "uri", "fullStatement", "abbreviatedStatement", "humanCodingScheme"),
    *("listEnumeration", "notes", "CFItemType", "CFItemTypeURI", "language"),
    *("lastChangeDateTime", "CFDocumentURI"),
}


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


def read_package(package: dict, *, fallback_title: str, findings: Findings) -> ParsedFramework:
    """Return the framework in a package with all that is sound in it; report the rest.

    :raises TextFileError: if it holds more items than a framework can have.
    """
    listed = package.get("CFItems")
    refuse_too_many(len(listed) if isinstance(listed, list) else 0)
    framework = _read_document(package, fallback_title, findings)
    items = _read_items(package, framework, findings)
    known = _KnownNodes(package, framework, items)
    links = list(_read_links(package, known, findings))
    _report_unused(package, findings)
    tree = arrange(items, links, title=framework.title, findings=findings)
    return replace(framework, items=tree)


def _read_document(package: dict, fallback_title: str, findings: Findings) -> ParsedFramework:
    fields = package.get("CFDocument")
    if not isinstance(fields, dict):
        findings.warning(_("The file has no CFDocument, which describes the framework."))
        fields = {}
    document = Record(fields, Message("CFDocument"), findings)
    title = document.line("title", limit=values.TITLE)
    if not title:
        title = values.shorten(values.as_line(fallback_title), values.TITLE)
        findings.warning(_("The framework has no title. “%(title)s” was taken."), title=title)
    uri = document.uri("uri")
    notes = [document.prose("notes"), _licence(document, package, findings)]
    return ParsedFramework(
        identifier=_identifier(document, uri, "framework", title),
        title=title,
        creator=document.line("creator", "publisher", limit=values.TITLE),
        source_uri=document.uri("officialSourceURL") or uri,
        version_label=document.line("version", limit=values.VERSION),
        language=document.line("language", limit=values.LANGUAGE),
        description=document.prose("description"),
        notes="\n\n".join(filter(None, notes)),
    )


def _licence(document: Record, package: dict, findings: Findings) -> str:
    """Return the licence by name, with its text where the package defines it."""
    parts = [document.line("licenseURI", limit=values.PROSE)]
    definitions = package.get("CFDefinitions")
    licences = definitions.get("CFLicenses") if isinstance(definitions, dict) else None
    for fields in licences if isinstance(licences, list) else []:
        if isinstance(fields, dict):
            licence = Record(fields, Message("CFLicenses"), findings)
            parts += [licence.line("title", limit=values.TITLE), licence.prose("licenseText")]
    return "\n".join(dict.fromkeys(filter(None, parts)))


def _identifier(record: Record, uri: str, *content: str) -> str:
    """Return the record's own identifier, else one that stays the same on every import."""
    text = values.canonical_identifier(record.line("identifier", limit=values.PROSE))
    if text and len(text) <= values.IDENTIFIER:
        return text
    derived = values.identifier_from_uri(uri) if uri else values.derived_identifier(*content)
    problem = (
        _("The identifier is too long. It was replaced by %(derived)s.")
        if text
        else _("There is no identifier. It was given %(derived)s.")
    )
    record.findings.warning(problem, record.where, derived=derived)
    return derived


def _read_items(
    package: dict, framework: ParsedFramework, findings: Findings
) -> tuple[LooseItem, ...]:
    items: dict[str, LooseItem] = {}
    for record in _records(package, "CFItems", findings):
        item = _read_item(record, framework)
        if item is None:
            continue
        if item.identifier == framework.identifier:
            findings.error(
                _("“%(item)s” has the identifier of the framework and was left out."),
                item.where,
                item=item.name,
            )
            continue
        first = items.setdefault(item.identifier, item)
        if first is not item:
            _report_repeated(first, item, findings)
    return tuple(items.values())


def _read_item(record: Record, framework: ParsedFramework) -> LooseItem | None:
    statement = record.prose("fullStatement")
    short = record.line("abbreviatedStatement", limit=values.TITLE)
    if not statement and short:
        record.findings.warning(
            _("“%(item)s” has no full statement. The abbreviated one was taken."),
            record.where,
            item=short,
        )
    if not statement and not short:
        record.findings.error(_("The item has no statement and was left out."), record.where)
        return None
    uri = record.uri("uri")
    return LooseItem(
        identifier=_identifier(record, uri, "item", framework.identifier, statement or short),
        statement=statement or short,
        where=record.where,
        short_statement="" if short == statement else short,
        code=record.line("humanCodingScheme", "listEnumeration", limit=values.CODE),
        notes=record.prose("notes"),
        kind=record.line("CFItemType", limit=values.KIND),
        uri=uri,
    )


def _report_repeated(first: LooseItem, item: LooseItem, findings: Findings) -> None:
    if item.statement == first.statement:
        findings.warning(
            _("“%(item)s” is in the file twice. It was taken once."), item.where, item=item.name
        )
        return
    findings.error(
        _("“%(item)s” has the identifier of “%(first)s” and was left out."),
        item.where,
        item=item.name,
        first=first.name,
    )


def _records(package: dict, part: str, findings: Findings) -> Iterator[Record]:
    """Yield the objects in a part of the package that should be a list of objects."""
    listed = package.get(part)
    if isinstance(listed, dict):
        listed = [listed]
    if listed is not None and not isinstance(listed, list):
        findings.error(_("“%(part)s” is not a list and was left out."), part=part)
        return
    for index, fields in enumerate(listed or [], start=1):
        where = Message(_("%(part)s, number %(index)d"), {"part": part, "index": index})
        if isinstance(fields, dict):
            yield Record(fields, where, findings)
        else:
            findings.error(_("This is not an object and was left out."), where)


class _KnownNodes:
    """What a link may point at: the document and the items, by identifier or address."""

    def __init__(self, package: dict, framework: ParsedFramework, items: Sequence[LooseItem]):
        self._nodes = {item.uri.rstrip("/"): item.identifier for item in reversed(items)}
        self._nodes |= {item.identifier: item.identifier for item in items}
        document = package.get("CFDocument")
        uri = document.get("uri") if isinstance(document, dict) else None
        self._nodes |= dict.fromkeys(_names(uri), ROOT) | {framework.identifier: ROOT}

    def find(self, value: object) -> str | None:
        """Return the identifier of the node, ``ROOT``, or None if it is not in the package."""
        return next((self._nodes[name] for name in _names(value) if name in self._nodes), None)


def _names(value: object) -> list[str]:
    """Return what a link object, an address or an identifier may mean, the likeliest first."""
    parts = [value.get("identifier"), value.get("uri")] if isinstance(value, dict) else [value]
    texts = [values.canonical_identifier(part) for part in parts if isinstance(part, str)]
    names = []
    for text in texts:
        names += [text, text.rstrip("/"), values.identifier_from_uri(text)]
    return [name for name in names if name]


def _read_links(package: dict, known: _KnownNodes, findings: Findings) -> Iterator[Link]:
    """Yield the "is child of" associations between nodes of this package; report the others."""
    unused: Counter[str] = Counter()
    for record in _records(package, "CFAssociations", findings):
        kind = record.line("associationType", limit=values.KIND)
        if kind.casefold() != "ischildof":
            unused[kind or "?"] += 1
            continue
        link = _read_link(record, known)
        if link:
            yield link
    for kind, count in unused.most_common():
        findings.info(
            _("%(count)d associations of the kind “%(kind)s” were not used."),
            count=count,
            kind=kind,
        )


def _read_link(record: Record, known: _KnownNodes) -> Link | None:
    origin = record.fields.get("originNodeURI", record.fields.get("originNodeIdentifier"))
    target = record.fields.get("destinationNodeURI", record.fields.get("destinationNodeIdentifier"))
    if isinstance(origin, str) or isinstance(target, str):
        record.findings.tally(_("%(count)d associations name their items by plain text."))
    child, parent = known.find(origin), known.find(target)
    if not child:
        record.findings.warning(
            _("“%(item)s” is no item of this file, so what it stands under was not used."),
            record.where,
            item=_shown(origin),
        )
        return None
    if parent is None:
        record.findings.warning(
            _("“%(item)s” stands under “%(parent)s”, which is not in this file."),
            record.where,
            item=_shown(origin),
            parent=_shown(target),
        )
        return None
    return Link(child, parent, _sequence(record), record.where)


def _shown(value: object) -> str:
    return values.shorten(values.as_line(values.to_text(value) or "–"), 80)


def _sequence(record: Record) -> tuple | None:
    number = record.fields.get("sequenceNumber")
    if number in (None, ""):
        return None
    key = values.sequence_key(number)
    if key is None:
        record.findings.warning(
            _("“%(number)s” is no sequence number. The order of the file was kept."),
            record.where,
            number=_shown(number),
        )
    elif isinstance(number, str):
        record.findings.tally(_("%(count)d sequence numbers are given as text."))
    return key


def _report_unused(package: dict, findings: Findings) -> None:
    """Name the parts and keys that were not read, so that nobody believes they were."""
    parts = set(package) - {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions"}
    for part in sorted(part for part in parts if package[part]):
        findings.info(_("“%(part)s” was not used."), part=_shown(part))
    items = package.get("CFItems")
    counts: Counter[str] = Counter()
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            counts.update(key for key in item if key not in _ITEM_KEYS and item[key])
    for key, count in counts.most_common():
        findings.info(
            _("“%(key)s”, which %(count)d items have, was not used."), key=_shown(key), count=count
        )
