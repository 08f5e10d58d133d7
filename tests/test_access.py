"""Every URL by every role: what each of them gets, reading and writing.

The table stands in ``tests/access/table.py``. A URL that is on no row fails
``test_every_url_is_on_a_row``. Every answer is also looked through for what its role must not
read (M5): a secret stands in every confidential field, and ``tests/test_wall.py`` says where it
is found by those who may.
"""

import re

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.access.cast import ROLES
from tests.access.table import ELSEWHERE, ROWS
from tests.wall_scene import READERS, found_in, logged, said

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


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


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_url_by_role_and_no_secret_for_anybody_else(scene, visits, row, method):
    url = reverse(row.name, args=[argument.pk for argument in row.arguments(scene)])
    letters, leaks = "", set()

    with logged() as lines:
        for role in ROLES:
            with visits.answer(role, method, url) as response:
                letters += letter(response)
                leaks |= {(role, leak) for leak in leaks_in(said(response), role)}

    assert dict(zip(ROLES, letters, strict=True)) == dict(
        zip(ROLES, getattr(row, method), strict=True)
    )
    assert leaks == set()
    assert "N" not in letters or "Not Found" in lines.getvalue()
    assert found_in(lines.getvalue()) == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_head_is_answered_wherever_get_is(scene, visits, row):
    """Calendar programs and link checkers ask for the head first."""
    url = reverse(row.name, args=[argument.pk for argument in row.arguments(scene)])
    roles = (role for role, said in zip(ROLES, row.get, strict=True) if said == "2")
    role = next(roles, ROLES[1])

    with visits.answer(role, "head", url) as response:
        head = letter(response)
        assert head in "M3LNF" or not response.content

    assert head == row.get[ROLES.index(role)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_trace_is_answered_nowhere(scene, visits, row):
    """It would say a request back, cookies and all (v5.0.0-13.4.4)."""
    url = reverse(row.name, args=[argument.pk for argument in row.arguments(scene)])

    with visits.answer("administrator", "trace", url) as response:
        assert letter(response) in "MNF3"


def letter(response):
    if response.status_code == 302:
        return "L" if "/accounts/login/" in response["Location"] else "3"
    return {200: "2", 403: "F", 404: "N", 405: "M"}.get(response.status_code, "?")


def leaks_in(text, role):
    """Return the secrets that are not the role's; in a title, which a browser keeps, anybody's."""
    not_theirs = {field for field in found_in(text) if role not in READERS[field]}
    return not_theirs | {f"{field} in a title" for field in found_in(str(TITLE.findall(text)))}
