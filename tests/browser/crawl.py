"""Which pages there are to look at: each URL of the access table, in each form it takes."""

import re
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from tests.access.cast import ROLES
from tests.access.table import ROWS

# Pages of a library in our frames, and those that nobody asks for.
DOOR = {
    "account_login": [],
    "account_reset_password": [],
    "account_reset_password_done": [],
    "account_reset_password_from_key": ["1", "set-password"],
    "account_signup": [],
    "account_inactive": [],
}
INSIDE = {"account_change_password": [], "account_logout": []}


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it."""

    name: str
    role: str
    path: str


def sights(cast, prefix):
    """Yield the pages whose URL names start so; one role for each form a page takes."""
    clients = {role: _client_of(cast.person(role)) for role in ROLES}
    for row in ROWS:
        if row.name.startswith(prefix):
            path = reverse(row.name, args=[argument.pk for argument in row.arguments(cast)])
            # The table says who gets the page; tests/test_access.py holds it to that.
            readers = [role for role, letter in zip(ROLES, row.get, strict=True) if letter == "2"]
            yield from _forms_of(row.name, path, {role: clients[role] for role in readers})


def door_sights():
    for name, arguments in DOOR.items():
        yield Sight(name, "anonymous", reverse(name, args=arguments))
    for name, arguments in INSIDE.items():
        yield Sight(name, "learner", reverse(name, args=arguments))


def _client_of(person):
    client = Client()
    if person:
        client.force_login(person)
    return client


def _forms_of(name, path, clients):
    seen = set()
    for role, client in clients.items():
        response = client.get(path)
        if response.status_code != 200 or b"<html" not in response.content[:2000]:
            continue
        form = skeleton(response.content.decode())
        if form not in seen:
            seen.add(form)
            yield Sight(name, role, path)


def skeleton(html):
    """Return which elements with which classes a page is made of, whatever it says.

    The frame around it is left out: it is seen on the pages where roles differ most.
    """
    inside = html.partition("<main")[2].partition("</main>")[0]
    return frozenset(re.findall(r'<(\w+)(?:[^>]*?\sclass="([^"]*)")?', inside))
