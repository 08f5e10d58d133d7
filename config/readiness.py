"""What pages need before they can be served: a database, its tables, and the cache's."""

from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader


def fault() -> str:
    """Return what is missing in few words, or nothing."""
    try:
        if pending_migrations():
            return "migrations are pending"
        if not has_cache_table():
            return "no cache table"
    except DatabaseError:
        return "no database"
    return ""


def pending_migrations() -> list[str]:
    """Return the newest migrations of this code that the database has not seen."""
    if not _has_table("django_migrations"):
        return sorted(".".join(node) for node in _newest())
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    return sorted(".".join(node) for node in _newest() - applied)


def has_cache_table() -> bool:
    return _has_table(settings.CACHES["default"]["LOCATION"])


def _has_table(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
        return cursor.fetchone()[0]


@cache
def _newest():
    """The last migration of each app, as the code has it; read from disk once."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
