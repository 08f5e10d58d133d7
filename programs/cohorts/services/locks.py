"""Rows locked in the one order that all of us keep: persons, guides, pairings (DESIGN 17).

The locks let others go on pointing at a row (a sign-off names its assessor) and make only
those wait who would change it or lock it too.
"""

from collections.abc import Iterable
from uuid import UUID

from people.models import Person


def lock_people(ids: Iterable[UUID]) -> None:
    _lock(Person, ids)


def lock_guides(model, ids: Iterable[UUID]) -> None:
    _lock(model, ids)


def _lock(model, ids):
    rows = model.objects.filter(pk__in=set(ids)).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk"))
