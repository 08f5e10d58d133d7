from contextlib import contextmanager, suppress

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DatabaseError, OperationalError, connections

# While a table is waited for, everybody who wants to read it waits behind.
LOCK_SECONDS = 3
# How PostgreSQL says that it waited too long.
LOCK_NOT_AVAILABLE = "55P03"


class Command(migrate.Command):
    help = f"{migrate.Command.help} Waits {LOCK_SECONDS} seconds for a table, and no longer."

    def handle(self, *args, **options):
        try:
            with _little_patience(connections[options["database"]]):
                super().handle(*args, **options)
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", "") == LOCK_NOT_AVAILABLE:
                raise CommandError(
                    "Somebody is using a table that has to change. The migration that waited for "
                    "it has changed nothing. Run the same command again."
                ) from error
            raise


@contextmanager
def _little_patience(connection):
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    try:
        yield
    finally:
        # A transaction that broke takes it back by itself.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
