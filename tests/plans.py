"""How PostgreSQL would find rows: for queries that an index must serve (DESIGN 11)."""

import json


def read_whole(queryset) -> set[str]:
    """Return the tables that are read from end to end, with or without an index.

    Of few rows PostgreSQL reads all, whatever indexes there are: make some thousands first.
    """
    [plan] = json.loads(queryset.explain(format="json"))
    return {node["Relation Name"] for node in _nodes(plan["Plan"]) if _is_whole(node)}


def _nodes(node):
    yield node
    for below in node.get("Plans", []):
        yield from _nodes(below)


def _is_whole(node) -> bool:
    if node["Node Type"] in ("Index Scan", "Index Only Scan"):
        return "Index Cond" not in node
    return node["Node Type"] == "Seq Scan"
