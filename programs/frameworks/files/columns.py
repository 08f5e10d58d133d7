"""The columns of the plain CSV format, and other names under which they are known. Pure.

The documented name stands first. Names are compared without case, spaces, hyphens and
underscores: "Full Statement" and ``fullStatement`` are the same. Documented for users in
``docs/frameworks.md``.
"""

from collections.abc import Sequence

from common.text_files import column_key

COLUMNS: dict[str, tuple[str, ...]] = {
    "identifier": ("identifier", "id", "uuid", "guid", "item_id", "skill_id", "competency_id"),
    "uri": ("uri", "url", "link", "skill_uri", "concept_uri", "competency_uri"),
    "parent": (
        *("parent", "parent_identifier", "parent_id", "parent_code", "parent_uri"),
        *("is_child_of", "broader_uri", "broader_concept_uri"),
    ),
    "code": (
        *("code", "human_coding_scheme", "notation", "number", "reference", "ref"),
        *("skill_code", "competency_code"),
    ),
    "statement": (
        *("statement", "full_statement", "competency", "skill", "skill_label"),
        *("preferred_label", "label", "name", "text"),
    ),
    "short_statement": ("short_statement", "abbreviated_statement", "abbreviated", "short"),
    "notes": ("notes", "note", "description", "skill_description", "definition", "guidance"),
    "kind": ("kind", "type", "item_type", "cf_item_type", "skill_type"),
    "relation": ("relation", "relation_type", "importance"),
    "sequence": ("sequence", "sequence_number", "order", "sort_order", "position"),
    "group": ("group", "group_label", "group_title", "domain", "category", "section"),
    "group_identifier": ("group_identifier", "group_id", "group_uri"),
    "framework": ("framework", "framework_title", "occupation_label", "occupation"),
    "framework_identifier": (
        *("framework_identifier", "framework_id", "framework_uri", "occupation_uri"),
    ),
    "framework_version": ("framework_version", "version"),
    "creator": ("creator", "framework_creator", "author", "publisher"),
    "licence": ("licence", "license", "acknowledgement"),
    "language": ("language", "lang"),
}


def _compared(name: str) -> str:
    return column_key(name).replace("_", "")


# For every known name, the field it means and how well known it is for that (0 is best).
_FIELDS = {
    _compared(name): (field, rank)
    for field, names in COLUMNS.items()
    for rank, name in enumerate(names)
}


def is_known(name: str) -> bool:
    return _compared(name) in _FIELDS


def assign(header: Sequence[str]) -> dict[str, int]:
    """Return where each field stands in the header; of two names for one, the better known."""
    best: dict[str, tuple[int, int]] = {}
    for index, name in enumerate(header):
        if is_known(name):
            field, rank = _FIELDS[_compared(name)]
            best[field] = min(best.get(field, (rank, index)), (rank, index))
    return {field: index for field, (_rank, index) in best.items()}


def find(header: Sequence[str], name: str) -> int | None:
    """Return where the column of this name stands, by its own name or the field it means."""
    compared = [_compared(shown) for shown in header]
    wanted = _compared(name)
    return compared.index(wanted) if wanted in compared else assign(header).get(name)
