"""Rows of several models in one query: Django and PostgreSQL take longer over each query than rows.

Each part says of which kind its rows are, and of each row the key, whose it is and what is told of
it; a part may have an order and a limit of its own.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, QuerySet, UUIDField, Value
from django.db.models.functions import JSONObject

COLUMNS = ("part_kind", "part_key", "part_of", "part_told")


def part(rows: QuerySet, kind: str, *, key: str = "pk", of: str = "", **told: Any) -> QuerySet:
    """Return rows of (kind, key, of, told) for :func:`together`.

    ``key`` and ``of`` are fields that hold ids, ``of`` of what all parts have rows of. ``told``:
    fields and expressions by the names under which they come back, as JSON has them.
    """
    nothing = Value(None, UUIDField())
    return rows.annotate(
        part_kind=Value(kind, CharField()),
        part_key=F(key),
        part_of=F(of) if of else nothing,
        part_told=JSONObject(**told),
    ).values_list(*COLUMNS)


def together(parts: Iterable[QuerySet]) -> QuerySet:
    first, *others = parts
    return first.union(*others, all=True)
