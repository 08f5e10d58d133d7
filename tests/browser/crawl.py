"""Which pages there are to look at: each URL of the access table, in each form it takes.

``make test`` looks at a page for each new template; ``ALONGSIDE_CRAWL=whole``, which
``make test-all`` sets, at each form that a page takes.
"""

import os
import re
from dataclasses import dataclass

from django.urls import reverse

from tests.access.cast import ROLES
from tests.access.table import ROWS
from tests.access.visits import client_of

# Pages of a library in our frames, and those that nobody asks for.
DOOR = {
    "account_login": [],
    "account_reset_password": [],
    "account_reset_password_done": [],
    "account_reset_password_from_key": ["1", "set-password"],
    "account_signup": [],
    "account_inactive": [],
}
INSIDE = {"account_change_password": [], "account_logout": [], "account_reauthenticate": []}

IS_WHOLE = os.environ.get("ALONGSIDE_CRAWL") == "whole"
# The crawl's parts, small enough for two processes to share: how their URLs' names begin.
ROOMS = {
    "frameworks": ("programs:framework", "programs:scale"),
    "programs": ("programs:program-", "programs:choose", "programs:instrument"),
    "cohorts": ("programs:cohort", "programs:enrolment", "programs:pairing"),
    "preceptorships": ("programs:preceptor", "programs:review"),
    "mentorships": ("programs:mentor", "programs:agreement", "programs:time", "programs:pulse"),
    "meetings": ("programs:check-in", "programs:calendar", "programs:weekly"),
    "goals": ("programs:goal", "programs:road-map", "programs:portfolio"),
    "reflection": ("programs:journal", "programs:well-being"),
    "wall": ("programs:reading", "programs:notes", "programs:break-glass"),
    "sign-off": ("assessments:sign-off", "assessments:external", "assessments:confirmation"),
    "records": ("assessments:",),
    "account": (
        "mfa_",
        "people:notice",
        "people:inbox",
        "people:profile",
        "people:today",
        "people:help",
    ),
    "people": ("people:",),
    "the rest": ("",),
}


# Elements and templates that this process has looked at, in whichever room: each is seen once.
_seen: set = set()


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it."""

    name: str
    role: str
    path: str
    # Whether it has an element or a class that no page before it had, and so may a colour.
    has_new_elements: bool = True


def room_of(name):
    return next(room for room, prefixes in ROOMS.items() if name.startswith(prefixes))


def sights(cast, room):
    """Yield the pages of a room; one role for each form a page takes."""
    clients = {role: client_of(cast.person(role)) for role in ROLES}
    for row in ROWS:
        if room_of(row.name) == room:
            path = reverse(row.name, args=[argument.pk for argument in row.arguments(cast)])
            # The table says who gets the page; tests/test_access.py holds it to that.
            readers = [role for role, letter in zip(ROLES, row.get, strict=True) if letter == "2"]
            yield from _forms_of(row.name, path, {role: clients[role] for role in readers})


def frames(cast):
    """Yield Today of the first role with each form of what stands around a page."""
    known = set()
    for role in ROLES[1:]:
        around = frame(client_of(cast.person(role)).get("/").content.decode())
        if IS_WHOLE or around not in known:
            yield Sight("people:today", role, "/")
        known.add(around)


def door_sights():
    for name, arguments in DOOR.items():
        yield Sight(name, "anonymous", reverse(name, args=arguments))
    for name, arguments in INSIDE.items():
        yield Sight(name, "learner", reverse(name, args=arguments))


def _forms_of(name, path, clients):
    forms = set()
    for role, client in clients.items():
        response = client.get(path)
        if response.status_code != 200 or b"<html" not in response.content[:2000]:
            continue
        form = skeleton(response.content.decode())
        templates = {template.name for template in response.templates}
        if form not in forms if IS_WHOLE else templates - _seen:
            yield Sight(name, role, path, has_new_elements=not form <= _seen)
        forms.add(form)
        _seen.update(form, templates)


def skeleton(html):
    """Return which elements with which classes a page is made of, whatever it says.

    The frame around it is left out: it is seen on the pages where roles differ most.
    """
    return _elements(html.partition("<main")[2].partition("</main>")[0])


def frame(html):
    """Return the same of what is left out there."""
    before, _, rest = html.partition("<main")
    return _elements(before + rest.partition("</main>")[2])


def _elements(html):
    return frozenset(re.findall(r'<(\w+)(?:[^>]*?\sclass="([^"]*)")?', html))
