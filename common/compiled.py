"""Queries that are compiled once and asked many times.

Django writes a query's SQL anew each time it is asked. For the few queries that most pages ask
this takes a third of the page or more; of those the SQL is kept and only the values change.
docs/decisions/0015-queries-compiled-once.md lists them: eight at most.
"""

import inspect
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, wraps
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections
from django.db.models import Model, QuerySet
from django.utils import timezone

# What dates stand in for, in the first and in the second turn, and how far apart the stand-ins of
# one turn are: year, month, week, day and weekday differ between the turns, and no fixed time leads
# from one value to another in both. Near midnight, a day taken in another zone is another day.
_LATE = [datetime(1990, 1, 1, 23, 30, tzinfo=UTC), datetime(2000, 12, 14, 23, 30, tzinfo=UTC)]
_APART = [timedelta(days=21), timedelta(days=371)]


class FrozenValueError(Exception):
    """A query holds something that was worked out from a value and would never change again."""


def compiled_once(build: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """Turn a function that builds a queryset into one that returns its rows as a list.

    Its parameters say by their annotations what they are: a model, ``UUID``, ``datetime`` or
    ``date``. The queryset may use each as it is, a fixed time before or after it, and the day
    of a moment in UTC; of a model it may use the key and no other field. Whatever else depends
    on one is a parameter of its own.

    :raises FrozenValueError: at the first call, for a queryset that does not keep to this
    """
    kinds = [parameter.annotation for parameter in inspect.signature(build).parameters.values()]

    @cache
    def compiled():
        return _Compiled(build, kinds)

    @wraps(build)
    def ask(*values):
        return compiled().rows(values)

    return ask


@dataclass(frozen=True, slots=True)
class _Place:
    """Where among a query's parameters a value stands, and how it is derived."""

    position: int
    which: int
    shift: timedelta | None
    is_day: bool

    def fill(self, values):
        value = values[self.which]
        if self.is_day:
            value = value.astimezone(UTC).date()
        return value + self.shift if self.shift else value


class _Compiled:
    """A queryset with its SQL and the places of the values among the SQL's parameters."""

    def __init__(self, build, kinds):
        values, others = (
            [_stand_in(kind, which, turn) for which, kind in enumerate(kinds)] for turn in (0, 1)
        )
        try:
            with timezone.override(UTC):
                self._queryset = build(*values)
                self._compiler = self._queryset.query.get_compiler(self._queryset.db)
                self._sql, parameters = self._compiler.as_sql()
            # Built again of other values and elsewhere: whatever differs must be among them.
            with timezone.override(ZoneInfo("Pacific/Chatham")):
                sql, other_parameters = build(*others).query.sql_with_params()
        except ObjectDoesNotExist as error:
            raise FrozenValueError(f"{build.__qualname__} reads a field of a model") from error
        if sql != self._sql:
            raise FrozenValueError(f"{build.__qualname__} asks one or the other")
        self._parameters = list(parameters)
        values, others = _raw(values), _raw(others)
        pairs = enumerate(zip(parameters, other_parameters, strict=True))
        self._places = [
            _place(position, first, second, values, others)
            for position, (first, second) in pairs
            if first != second
        ]

    def rows(self, values: Sequence[Any]) -> list[Any]:
        raw = _raw(values)
        parameters = self._parameters.copy()
        for place in self._places:
            parameters[place.position] = place.fill(raw)
        compiler = copy(self._compiler)
        compiler.connection = connections[self._queryset.db]
        compiler.as_sql = lambda *args, **kwargs: (self._sql, tuple(parameters))
        queryset = self._queryset.all()
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)


def _place(position, first, second, values, others):
    """Find the value that both of a position's parameters are derived from in the same way."""
    for which, (value, other_value) in enumerate(zip(values, others, strict=True)):
        if (first, second) == (value, other_value):
            return _Place(position, which, None, is_day=False)
        is_day = isinstance(value, datetime) and not isinstance(first, datetime)
        if is_day:
            value, other_value = value.date(), other_value.date()
        if type(value) is type(first) and isinstance(first, date):
            shift = first - value
            if shift == second - other_value:
                return _Place(position, which, shift, is_day=is_day)
    raise FrozenValueError(f"parameter {position} is made of a value in a way that is not kept")


def _raw(values):
    return [value.pk if isinstance(value, Model) else value for value in values]


def _stand_in(kind, which, turn):
    """A value of that kind that nothing else equals; in the second turn another in every part."""
    if issubclass(kind, Model):
        # Every other field would have to be read from a row that does not exist.
        return kind.from_db(None, [kind._meta.pk.attname], [uuid4()])
    if kind is UUID:
        return uuid4()
    moment = _LATE[turn] + which * _APART[turn]
    return moment if kind is datetime else moment.date()
