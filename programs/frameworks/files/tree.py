"""A framework as read from a file: plain values, in order, ready to be stored. Pure: no Django."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from programs.frameworks.files.findings import Finding


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """One item. Its children are the items that name it as their parent."""

    identifier: str
    # Empty at the top level.
    parent_identifier: str
    depth: int
    is_group: bool
    statement: str
    short_statement: str = ""
    code: str = ""
    notes: str = ""
    kind: str = ""
    uri: str = ""

    def wording_hash(self) -> str:
        """Return the SHA-256 of what a signature refers to."""
        return wording_hash(self.identifier, self.code, self.statement, self.notes)


def wording_hash(identifier: str, code: str, statement: str, notes: str) -> str:
    """Return the SHA-256 of the words of one competency."""
    return _hash([identifier, code, statement, notes])


@dataclass(frozen=True, slots=True)
class ParsedFramework:
    """A whole framework; ``items`` run depth first, so a parent always precedes its children."""

    identifier: str
    title: str
    creator: str = ""
    source_uri: str = ""
    version_label: str = ""
    language: str = ""
    description: str = ""
    # Licence and acknowledgement.
    notes: str = ""
    items: tuple[ParsedItem, ...] = ()

    def content_hash(self) -> str:
        """Return the SHA-256 of the tree: equal for two files that say the same."""
        return _hash(
            [
                [
                    item.identifier,
                    item.parent_identifier,
                    item.code,
                    item.statement,
                    item.short_statement,
                    item.notes,
                    item.kind,
                    item.uri,
                ]
                for item in self.items
            ]
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several frameworks in a file: what to ask for, and how many items it has."""

    column: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a file. ``framework`` is None when nothing can be imported."""

    framework: ParsedFramework | None
    findings: tuple[Finding, ...] = ()
    # How many findings of each severity, records in the file, items, groups, competencies.
    counts: Mapping[str, int] = field(default_factory=dict)
    # Filled when the file holds several frameworks and none was chosen.
    choices: tuple[Choice, ...] = ()


def _hash(value: object) -> str:
    canonical = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
