"""Which refusals the security log hears of, and what somebody took along."""

from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection, models

from people.models import SecurityEvent
from people.services.security_log import log, record

Kind = SecurityEvent.Kind


def record_answer(*, status: int, page: str, about: UUID | None, is_person: bool) -> None:
    """Record a 403 or 429 to anybody, and a 404 to a person about an id.

    Whether there is such an id or not costs the same, so that time tells nobody what exists.
    """
    if status in (403, 429):
        what = f"{page} too often" if status == 429 else page
        record(Kind.REFUSED, about=about, what=what)
    elif status == 404 and is_person and about:
        record(Kind.HIDDEN if exists(about) else Kind.ABSENT, about=about, what=page)


def exists(key: UUID) -> bool:
    """Whether anything of ours has this id: ids are unique across all tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_question(), {"key": key})
            return cursor.fetchone()[0] > 0
    except DatabaseError as error:
        log.error("Could not look whether an id exists: %s", type(error).__name__)
        return False


@cache
def _question():
    """One statement over the keys of all tables, which takes as long whatever it finds."""
    quote = connection.ops.quote_name
    looks = [
        f"SELECT 1 FROM {quote(model._meta.db_table)} "  # noqa: S608 - names of ours
        f"WHERE {quote(model._meta.pk.column)} = %(key)s"
        for model in apps.get_models()
        if isinstance(model._meta.pk, models.UUIDField) and not model._meta.proxy
    ]
    return f"SELECT count(*) FROM ({' UNION ALL '.join(looks)}) AS found"  # noqa: S608
