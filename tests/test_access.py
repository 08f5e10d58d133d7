"""Every URL by every role: what each of them gets, reading and writing.

The table stands in ``tests/access/table.py``. A URL that is on no row fails
``test_every_url_is_on_a_row``.
"""

from copy import deepcopy

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from tests.access.cast import ROLES, Cast
from tests.access.table import ELSEWHERE, ROWS
from tests.access.visits import Visits, kept


def named_urls(resolver=None, namespace=""):
    """Yield the full name of each URL the site answers, Django's admin left out."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"
        elif entry.namespace != "admin":
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_urls(entry, inner)


def test_every_url_is_on_a_row():
    listed = {row.name for row in ROWS} | ELSEWHERE

    assert set(named_urls()) - listed == set()


def test_no_row_speaks_of_a_url_that_is_gone():
    assert {row.name for row in ROWS} - set(named_urls()) == set()


def answers(visits, url, method):
    """Return the letters that the roles get."""
    letters = ""
    for role in ROLES:
        with visits.answer(role, method, url) as response:
            letters += letter(response)
    return letters


def letter(response):
    if response.status_code == 302:
        return "L" if "/accounts/login/" in response["Location"] else "3"
    return {200: "2", 403: "F", 404: "N", 405: "M"}.get(response.status_code, "?")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with kept(django_db_blocker, lambda: Cast(timezone.now())) as cast:
        yield cast, Visits(cast)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_url_by_role(world, row, method):
    cast, visits = deepcopy(world[0]), world[1]
    url = reverse(row.name, args=[argument.pk for argument in row.arguments(cast)])

    given = answers(visits, url, method)

    assert dict(zip(ROLES, given, strict=True)) == dict(
        zip(ROLES, getattr(row, method), strict=True)
    )
