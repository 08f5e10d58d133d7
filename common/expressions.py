"""Expressions for queries that Django has none for."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, IntegerField, QuerySet


def length_of(rows: QuerySet) -> Func:
    """Count the rows of a sliced one-column subquery: no further than its limit."""
    return Func(ArraySubquery(rows), function="CARDINALITY", output_field=IntegerField())


def is_one_of(field: str, ids: QuerySet) -> Func:
    """Whether a field is among the ids of a queryset, which is asked once and before all else.

    Of ``IN`` PostgreSQL guesses how many there will be, and where another condition of the query
    is dear it looks at every row sooner than at those named.
    """
    return Func(
        F(field),
        ArraySubquery(ids),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
