"""Some work is done once at a time for one person, however many windows they have open."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection


class IsBusy(Exception):
    """The same is being done for the same person."""


@contextmanager
def one_at_a_time(person: UUID | None) -> Iterator[None]:
    """Hold the person's turn; nobody's (the command line) is always free.

    An advisory lock of PostgreSQL, so that it holds between processes and machines and ends with
    the connection. It needs no transaction: what takes seconds is to be done outside of one.

    :raises IsBusy: at once, rather than to keep a thread waiting.
    """
    if person is None:
        yield
        return
    key = int.from_bytes(person.bytes[8:], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise IsBusy
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
