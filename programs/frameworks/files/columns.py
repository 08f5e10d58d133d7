"""The columns of the plain CSV format, and other names under which they are known. Pure.

The documented name stands first. Documented for users in ``docs/frameworks.md``.
"""

from common.columns import ColumnNames

COLUMNS: dict[str, tuple[str, ...]] = {
    "identifier": (
        *("identifier", "id", "uuid", "guid", "item_id", "skill_id", "competency_id"),
        *("id_number", "vendor_guid"),
    ),
    "uri": ("uri", "url", "link", "skill_uri", "concept_uri", "competency_uri"),
    "parent": (
        *("parent", "parent_identifier", "parent_id", "parent_code", "parent_uri"),
        *("is_child_of", "broader_uri", "broader_concept_uri"),
        *("parent_id_number", "parent_guids", "parent_guid"),
    ),
    "code": (
        *("code", "human_coding_scheme", "notation", "number", "reference", "ref"),
        *("skill_code", "competency_code"),
    ),
    "statement": (
        *("statement", "full_statement", "competency", "skill", "skill_label"),
        *("preferred_label", "label", "full_name", "name", "text", "title", "value"),
    ),
    "short_statement": (
        *("short_statement", "abbreviated_statement", "abbreviated", "short"),
        *("short_name", "display_name"),
    ),
    "notes": (
        *("notes", "note", "description", "skill_description", "definition", "guidance"),
        *("comments", "hint"),
    ),
    "kind": ("kind", "type", "item_type", "cf_item_type", "skill_type", "type_id_number"),
    # Canvas: a group, or an outcome.
    "object_type": ("object_type",),
    "relation": ("relation", "relation_type", "importance"),
    # OpenSALT: "1.2" stands under "1".
    "smart_level": ("smart_level",),
    # Moodle: the one row that describes the whole. Totara: a row that is gone.
    "is_framework": ("is_framework",),
    "is_deleted": ("is_deleted", "deleted"),
    "sequence": ("sequence", "sequence_number", "order", "sort_order", "position"),
    "group": ("group", "group_label", "group_title", "domain", "category", "section"),
    "group_identifier": ("group_identifier", "group_id", "group_uri"),
    "framework": ("framework", "framework_title", "occupation_label", "occupation"),
    "framework_identifier": (
        *("framework_identifier", "framework_id", "framework_uri", "occupation_uri"),
        "framework_id_number",
    ),
    "framework_version": ("framework_version", "version"),
    "creator": ("creator", "framework_creator", "author", "publisher"),
    "licence": ("licence", "license", "acknowledgement"),
    "language": ("language", "lang"),
}

NAMES = ColumnNames(COLUMNS)
