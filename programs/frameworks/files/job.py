"""Reading a framework as a child process does it: what it finds, as plain data. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields, replace
from operator import attrgetter
from typing import Any

from common.text_files import Message
from programs.frameworks.files.findings import Finding, Severity
from programs.frameworks.files.read import read_framework
from programs.frameworks.files.tree import Choice, ParsedFramework, ParsedItem, Reading

# Items that are handed over together.
CHUNK = 500
_ITEM = attrgetter(*(field.name for field in fields(ParsedItem)))


def read(
    content: bytes, *, filename: str, where: Mapping[str, str], title: str
) -> Iterator[object]:
    """Yield what ``read_framework`` says: first all but the items, then the items."""
    reading = read_framework(content, filename=filename, where=where, title=title)
    framework = reading.framework
    yield {
        "framework": asdict(replace(framework, items=())) if framework else None,
        "findings": [_plain(finding) for finding in reading.findings],
        "counts": dict(reading.counts),
        "choices": [asdict(choice) for choice in reading.choices],
    }
    items = framework.items if framework else ()
    for begin in range(0, len(items), CHUNK):
        yield [_ITEM(item) for item in items[begin : begin + CHUNK]]


def reading_of(parts: Iterator[Any]) -> Reading:
    """Return what was handed over, as it was."""
    said = next(parts)
    framework = None
    if said["framework"]:
        framework = ParsedFramework(**(said["framework"] | {"items": tuple(_items(parts))}))
    return Reading(
        framework,
        tuple(_finding(*plain) for plain in said["findings"]),
        said["counts"],
        tuple(Choice(**choice) for choice in said["choices"]),
    )


def _items(chunks: Iterable[list]) -> Iterator[ParsedItem]:
    for chunk in chunks:
        yield from (ParsedItem(*values) for values in chunk)


def _plain(finding: Finding) -> list:
    where = finding.where
    return [
        finding.severity.value,
        [finding.message.template, dict(finding.message.values)],
        [where.template, dict(where.values)] if where else None,
    ]


def _finding(severity: str, message: list, where: list | None) -> Finding:
    return Finding(Severity(severity), Message(*message), Message(*where) if where else None)
