"""Lists page by page, each page found by where the last one ended (DESIGN 11)."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursor of the page after them, empty on the last."""

    rows: list
    next_cursor: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def keyset_page(queryset, *, order: tuple[str, ...], cursor: str | None, size=PAGE_SIZE) -> Page:
    """Return the page of ``queryset`` after ``cursor``, in one query whatever the page.

    ``order`` names columns that are never null and together unique, such as
    ``("name", "id")`` or ``("-created_at", "-id")``; a path (``"person__name"``) must be
    selected too, an annotation may be named. A cursor that means nothing starts at the
    beginning.
    """
    after = _read_cursor(queryset, order, cursor) if cursor else None
    if after is not None:
        queryset = queryset.filter(_beyond(order, after))
    rows = list(queryset.order_by(*order)[: size + 1])
    if len(rows) <= size:
        return Page(rows)
    rows.pop()
    return Page(rows, _write_cursor(order, rows[-1]))


def _beyond(order, values) -> Q:
    """The rows that come after the given values: a later column decides where all before tie."""
    # Says twice what the rest implies, because an index can be entered by it.
    condition = Q(**{f"{_name(order[0])}__{_later(order[0])}e": values[0]})
    ties, alternatives = Q(), Q()
    for column, value in zip(order, values, strict=True):
        alternatives |= ties & Q(**{f"{_name(column)}__{_later(column)}": value})
        ties &= Q(**{_name(column): value})
    return condition & alternatives


def _name(column: str) -> str:
    return column.removeprefix("-")


def _later(column: str) -> str:
    return "lt" if column.startswith("-") else "gt"


def _write_cursor(order, row) -> str:
    values = [_text(_reach(row, _name(column))) for column in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _text(value) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _reach(row, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _read_cursor(queryset, order, cursor: str) -> list | None:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        texts = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        return [
            _parse(_field(queryset, _name(column)), text)
            for column, text in zip(order, texts, strict=True)
        ]
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return None


def _parse(field, text):
    if not isinstance(text, str) or "\x00" in text:
        raise ValueError("not a value of a cursor")
    text.encode()  # half a surrogate pair raises
    value = field.to_python(text)
    if value is None or (isinstance(value, datetime) and timezone.is_naive(value)):
        raise ValueError("not a value of a cursor")
    return value


def _field(queryset, path: str):
    if path in queryset.query.annotations:
        return queryset.query.annotations[path].output_field
    model = queryset.model
    *parents, last = path.split("__")
    for name in parents:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)
