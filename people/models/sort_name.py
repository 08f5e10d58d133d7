"""How names are sorted: as a reader looks for them, whatever their case and accents.

The database keeps it beside the name (function ``people_fold``, migration 0001), where it has an
order of bytes alone: "Ärztehaus" stands before "apple ward", not after "Zoo".
"""

from django.db import models
from django.db.models import F, Func


def folded(column: str) -> Func:
    """Return the column without case and accents: "Kjær" as "kjaer"."""
    return Func(F(column), function="people_fold", output_field=models.TextField())


def sort_name_of(column: str) -> models.GeneratedField:
    """Return a column that the database fills with the folded one."""
    return models.GeneratedField(
        expression=folded(column), output_field=models.TextField(), db_persist=True
    )
