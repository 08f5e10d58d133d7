"""Every URL by every role: what each of them gets, reading and writing.

The table stands in ``tests/access/table.py``. A URL that is on no row fails
``test_every_url_is_on_a_row``.
"""

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from tests.access.cast import ROLES, Cast
from tests.access.table import ELSEWHERE, ROWS


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


def answers(client, cast, url, method):
    """Return the letters that the roles get, each request undone before the next."""
    letters = ""
    for role in ROLES:
        with transaction.atomic():
            client.logout()
            if person := cast.person(role):
                client.force_login(person)
            response = getattr(client, method)(url)
            transaction.set_rollback(True)
        letters += letter(response)
    return letters


def letter(response):
    if response.status_code == 302:
        return "L" if "/accounts/login/" in response["Location"] else "3"
    return {200: "2", 403: "F", 404: "N", 405: "M"}.get(response.status_code, "?")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_url_by_role(client, row, method):
    cast = Cast(timezone.now())
    url = reverse(row.name, args=[argument.pk for argument in row.arguments(cast)])

    given = answers(client, cast, url, method)

    assert dict(zip(ROLES, given, strict=True)) == dict(
        zip(ROLES, getattr(row, method), strict=True)
    )
