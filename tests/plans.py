"""How PostgreSQL would find rows: for queries that an index must serve (DESIGN 11)."""

import json

from django.db import connection


def read_whole(queryset) -> set[str]:
    """Return the tables that can only be read from end to end, with or without an index.

    What the tables of a test hold says little about what PostgreSQL prefers, so it is told to
    look rows up one by one wherever an index lets it.
    """
    with connection.cursor() as cursor:
        for way in ("seqscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
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
