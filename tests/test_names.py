"""Of two links with the same name on a page none can tell where they lead, who only hears them."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.test.html import Element, parse_html
from django.urls import reverse
from django.utils import timezone

from tests.access.cast import ROLES, Cast
from tests.access.table import ROWS
from tests.access.visits import Visits
from tests.factories import GoalEntryFactory, NoticeFactory, SignOffFactory


@pytest.mark.django_db
def test_links_of_the_same_name_lead_to_the_same_place():
    cast = Cast(timezone.now())
    add_seconds(cast)
    visits = Visits(cast)
    alike, count = set(), 0

    for row in ROWS:
        url = reverse(row.name, args=[argument.pk for argument in row.arguments(cast)])
        readers = [role for role, letter in zip(ROLES, row.get, strict=True) if letter == "2"]
        for role in {*readers[:1], *readers[-1:]}:
            with visits.answer(role, "get", url) as response:
                if not response["Content-Type"].startswith("text/html"):
                    continue
                places = places_by_name(parse_html(response.content.decode()))
            count += len(places)
            alike |= {(row.name, name) for name, targets in places.items() if len(targets) > 1}

    assert alike == set()
    assert count > 1000


def add_seconds(cast):
    """Whatever stands in a list stands there twice."""
    earlier = cast.now - timedelta(hours=1)
    GoalEntryFactory(goal=cast.goal, logged_at=earlier)
    assert cast.sign_off
    SignOffFactory(
        preceptorship=cast.preceptorship,
        competency=cast.competency,
        assessor=cast.people.preceptor,
        level=cast.level,
        signed_at=earlier,
        entry__sequence=2,
        entry__previous_hash="1" * 64,
    )
    for moment in (cast.now, earlier):
        NoticeFactory(recipient=cast.people.learner, created_at=moment)


def places_by_name(page):
    places = defaultdict(set)
    for node, action in pressed(page):
        target = attribute(node, "href") or action
        if target:
            places[name_of(node)].add(target.split("#")[0] or target)
    return places


def pressed(node, action=""):
    """Yield links, and buttons with where their form goes."""
    if not isinstance(node, Element):
        return
    if node.name == "form":
        action = attribute(node, "action")
    is_button = node.name == "button" and not attribute(node, "name")
    if node.name == "a" or (is_button and action):
        yield node, action
    for child in node.children:
        yield from pressed(child, action)


def name_of(node):
    return attribute(node, "aria-label") or " ".join(words_of(node).split())


def words_of(node):
    if not isinstance(node, Element):
        return str(node)
    if attribute(node, "aria-hidden") == "true":
        return ""
    return attribute(node, "alt") + "".join(words_of(child) for child in node.children)


def attribute(node, name):
    return dict(node.attributes).get(name) or ""
