"""Whatever somebody puts into an address, a query or a form: an answer, and never a 500.

All URLs are those of tests/access/table.py. What is tried is chosen by chance that is the same
in every run; ``HYPOTHESIS_PROFILE=long`` tries ten times as much.
"""

import re
from uuid import UUID

import pytest
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from common.ids import uuid7
from tests.access.cast import ROLES, Cast
from tests.access.table import ROWS
from tests.access.visits import client_of
from tests.examples import IS_LONG
from tests.strange import IDS, VALUES, asked_names, chooser, fault_of, rounds, send
from tests.test_access import letter
from tests.test_forms import shown_forms

pytestmark = pytest.mark.django_db

ASKED = asked_names()
# Those of whom nothing in the scene is, so that a "no" (403) would tell them that it exists.
OUTSIDERS = ("stranger", "other_learner")


@pytest.fixture
def cast():
    return Cast(timezone.now())


@pytest.fixture
def clients(cast):
    return {role: client_of(cast.person(role)) for role in ROLES}


def address(row, cast, **changed):
    given = [argument.pk for argument in row.arguments(cast)]
    for place, value in changed.items():
        given[int(place.removeprefix("at_"))] = value
    return reverse(row.name, args=given)


def takers_of(row, method):
    """Return the roles that the page is for; ``?`` is one that refuses what says nothing."""
    return [role for role, said in zip(ROLES, getattr(row, method), strict=True) if said in "23?"]


def ids_of(cast):
    """Return the ids of everything in the scene: other people's, for most who send them."""
    found = (getattr(cast, name) for row in ROWS for name in row.at)
    return sorted({str(thing.pk) for thing in found if isinstance(thing, Model)})


def test_the_names_that_pages_ask_for_are_found():
    assert {"cursor", "search", "show", "next", "as", "sort"} <= set(ASKED)


def test_no_name_and_value_break_an_address(cast, clients):
    """Whatever any page asks for, sent to every address, by whoever may use it."""
    broken = set()
    values = (*VALUES, *ids_of(cast))

    for row in ROWS:
        for number in rounds(1):
            chance = chooser(row.name, row.at, number)
            method = chance.choice(["get", "post"] if takers_of(row, "post") else ["get"])
            role = chance.choice(takers_of(row, method) or ROLES)
            fields = [(name, chance.choice(values)) for name in ASKED for _twice in "ab"]
            fault = fault_of(send(clients[role], method, address(row, cast), fields))
            broken |= {(row.name, role, method, fault)} if fault else set()

    assert broken == set()


def test_no_id_breaks_a_page(cast, clients):
    """Ids of other things, of nothing, and, where an address takes any words, any words."""
    broken = set()
    words = [value for value in VALUES if isinstance(value, str) and value.strip()]
    numbers = [0, 1, 2**31, 2**63, 10**30]

    for row in (row for row in ROWS if row.at):
        for place, given in enumerate(row.arguments(cast)):
            chance = chooser(row.name, place)
            pool = pool_for(given.pk, ids_of(cast), words, numbers)
            for _number in rounds(1):
                try:
                    url = address(row, cast, **{f"at_{place}": chance.choice(pool)})
                except NoReverseMatch:
                    # Of one that takes a few letters alone, such words are no address.
                    continue
                role, method = chance.choice(ROLES), chance.choice(["get", "post"])
                fault = fault_of(send(clients[role], method, url))
                broken |= {(row.name, role, method, fault)} if fault else set()

    assert broken == set()


def pool_for(given, ids, words, numbers):
    if isinstance(given, UUID):
        return [*ids, *IDS[:3]]
    return numbers if isinstance(given, int) else [word for word in words if "/" not in word]


def test_no_words_in_place_of_an_id_break_an_address(clients):
    """Read by the resolver, or left to nobody."""
    broken = set()
    for value in (*IDS[3:], "NaN", "%00", "%ff%fe", "x" * 10_000, "%2e%2e%2f", "9" * 400):
        rooms = {row.name.split(":")[0] for row in ROWS}
        for path in (
            *(f"/{room}/{value}/" for room in sorted(rooms | {"people"})),
            f"/frameworks/{value}/versions/1/",
        ):
            answer = send(clients["administrator"], "get", path)
            fault = fault_of(answer) or (answer.status_code != 404 and answer.status_code)
            broken |= {(path[:60], fault)} if fault else set()

    assert broken == set()


def test_what_is_not_there_and_what_is_not_ones_own_answer_alike(cast, clients):
    """Otherwise ids could be tried until one is known to exist (V8.2, BOLA)."""
    told = set()

    for row in (row for row in ROWS if has_ids(row, cast)):
        for place, given in enumerate(row.arguments(cast)):
            if not isinstance(given.pk, UUID):
                continue
            absent = address(row, cast, **{f"at_{place}": uuid7()})
            for role, method in some(refused_at(row), chooser(row.name, place)):
                theirs = send(clients[role], method, address(row, cast))
                nobodys = send(clients[role], method, absent)
                if seen(theirs) != seen(nobodys):
                    told.add((row.name, role, method, letter(theirs), letter(nobodys)))

    assert told == set()


def refused_at(row):
    """Return who must not learn whether it exists, and by which method."""
    return [
        (role, method)
        for method in ("get", "post")
        for role, said in zip(ROLES, getattr(row, method), strict=True)
        if said == "N" or (said == "F" and role in OUTSIDERS and not sees(role, row))
    ]


def sees(role, row):
    """Whether some page shows the role what the address is about: then it may be told no (403)."""
    place = ROLES.index(role)
    return any(set(row.at) & set(other.at) and other.get[place] == "2" for other in ROWS)


def some(things, chance):
    return things if IS_LONG else chance.sample(things, min(1, len(things)))


def has_ids(row, cast):
    return any(isinstance(given.pk, UUID) for given in row.arguments(cast))


def seen(answer):
    """What of an answer could tell: its kind and its words, whatever is new in each request."""
    return letter(answer), _NEW_EACH_TIME.sub("", answer.content.decode())


_NEW_EACH_TIME = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r'|(nonce|value|content)="[^"]*"|"X-CSRFToken": "[^"]*"'
)


def test_no_value_breaks_a_form(cast):
    """One field of a form, or all of them at once."""
    broken, count = set(), 0
    values = (*VALUES, *ids_of(cast))

    for client, page, form in shown_forms(cast):
        if not form.sent:
            continue
        chance = chooser(page, sorted(form.sent))
        for _number in rounds(1):
            names = chance.choice([[chance.choice(sorted(form.sent))], list(form.sent)])
            fields = filled(form, names, values, chance)
            fault = fault_of(send(client, "post", form.action, fields))
            broken |= {(page, names[0], fault)} if fault else set()
            count += 1

    assert broken == set()
    assert count > 100


def filled(form, names, values, chance):
    """What the form sends, some of it strange, and what a form might say besides."""
    sent = [(name, value) for name, given in form.sent.items() for value in given]
    kept = [(name, value) for name, value in sent if name not in names]
    strange = [(name, chance.choice(values)) for name in names for _twice in "ab"]
    return [*kept, *strange, ("next", chance.choice(values)), ("kept", chance.choice(values))]
