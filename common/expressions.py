"""Expressions for queries that Django has none for."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, QuerySet


def length_of(rows: QuerySet) -> Func:
    """Count the rows of a sliced one-column subquery: no further than its limit."""
    return Func(ArraySubquery(rows), function="CARDINALITY", output_field=IntegerField())
