"""What a migration may do to a site that is running: docs/operator.md, Upgrading.

What an app's first migrations do to tables that they make themselves harms nobody.
"""

import re

from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
from django.db.migrations import operations as ops
from django.db.models import CheckConstraint

# The code that still runs reads the old name.
RENAMES = (ops.RenameField, ops.RenameModel, ops.AlterModelTable)
CAREFUL = (AddConstraintNotValid, ValidateConstraint)
CONCURRENT = (AddIndexConcurrently, RemoveIndexConcurrently)
WHOLE_UPDATE = re.compile(r"(^|;)\s*UPDATE\s+\S+\s+SET\b(?![^;]*\bWHERE\b)", re.IGNORECASE)
PLAIN_INDEX = re.compile(r"\bCREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)", re.IGNORECASE)


def complaints(migration):
    """Yield what is wrong with a migration, in words for whoever wrote it."""
    made = {op.name.lower() for op in migration.operations if isinstance(op, ops.CreateModel)}
    for op in migration.operations:
        if getattr(op, "model_name", "").lower() not in made:
            yield from _of_table(op)
        if isinstance(op, ops.RunSQL):
            yield from _of_sql(op, has_new_tables=bool(made))
        if isinstance(op, ops.RunPython) and (migration.atomic or len(migration.operations) > 1):
            yield "RunPython: in a migration of its own with atomic = False, a batch at a time"
        if isinstance(op, CONCURRENT) and migration.atomic:
            yield f"{type(op).__name__}: needs atomic = False"


def _of_table(op):
    if isinstance(op, RENAMES):
        yield f"{type(op).__name__}: add the new, fill it, and remove the old a version later"
    if isinstance(op, ops.AddIndex) and not isinstance(op, AddIndexConcurrently):
        yield "AddIndex: use AddIndexConcurrently"
    is_check = isinstance(getattr(op, "constraint", None), CheckConstraint)
    if isinstance(op, ops.AddConstraint) and is_check and not isinstance(op, CAREFUL):
        yield "AddConstraint: use AddConstraintNotValid, then ValidateConstraint"
    if isinstance(op, ops.AddField) and _is_asked_of_old_code(op.field):
        yield "AddField: give it null=True or a db_default; the code that runs does not know it"


def _is_asked_of_old_code(field):
    """Django's own default is none of the database's: who does not know the column fails."""
    return not (field.null or field.many_to_many or field.has_db_default())


def _of_sql(op, *, has_new_tables):
    sql = op.sql if isinstance(op.sql, str) else ";".join(map(str, op.sql))
    # The bodies of functions are run later, a row at a time.
    sql = re.sub(r"\$\$.*?\$\$", "", sql, flags=re.DOTALL)
    if WHOLE_UPDATE.search(sql):
        yield "RunSQL: an UPDATE of a whole table"
    if PLAIN_INDEX.search(sql) and not has_new_tables:
        yield "RunSQL: CREATE INDEX without CONCURRENTLY"
