"""What somebody with the keys to the database could do."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def triggers_lifted(*tables):
    for table in tables:
        execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def execute(statement):
    """Run a statement that wants foreign keys checked first, as they are at every commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(statement)
