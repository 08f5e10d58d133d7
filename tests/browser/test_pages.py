"""Every page, in every form it takes: for everybody, by day and by night, on any screen."""

import pytest

from tests.browser.axe import ALL, COLOUR, show_all, violations
from tests.browser.crawl import door_sights, sights

WIDTHS = {"phone": 390, "desktop": 1280}
NARROWEST = 320
SCHEMES = {"light": ALL, "dark": COLOUR}


@pytest.mark.parametrize("app", ["programs:", "assessments:", "people:"])
def test_pages_of_an_app(open_page, watch, cast, record_property, app):
    looked_at, faults = look_at(sights(cast, app), open_page, cast)

    record_property("figure", f"{looked_at} views, {len(faults)} with violations")
    assert looked_at
    assert "\n".join(faults) == ""


def test_pages_at_the_door(open_page, watch, cast, record_property):
    cast.people.learner.set_password("several words in a row")
    cast.people.learner.save()

    looked_at, faults = look_at(door_sights(), open_page, cast)

    record_property("figure", f"{looked_at} views, {len(faults)} with violations")
    assert "\n".join(faults) == ""


def test_page_of_what_is_not_there(open_page, watch, cast):
    watch.expected = {404}
    page = open_page(cast.people.learner)

    assert broken(page, "/nowhere/") == []
    assert page.get_by_role("heading", level=1).count() == 1


@pytest.fixture
def cast(site):
    from tests.access.cast import Cast
    from tests.factories import NOON

    return Cast(NOON)


def look_at(sights, open_page, cast):
    """Return how many views were looked at and the faults of each."""
    pages, looked_at, faults = {}, 0, []
    for sight in list(sights):
        if sight.role not in pages:
            pages[sight.role] = open_page(cast.person(sight.role))
        found = broken(pages[sight.role], sight.path)
        looked_at += len(SCHEMES) * len(WIDTHS)
        faults += [f"{sight.name} as {sight.role}, {fault}" for fault in found]
    return looked_at, faults


def broken(page, path):
    """Return what is wrong with a page in light and in dark, at each width."""
    found = []
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        # Loaded anew: a scheme that changes under an open page reaches it bit by bit.
        page.goto(path)
        for screen, width in WIDTHS.items():
            show_all(page, width)
            found += [f"{screen} {scheme}: {rule}" for rule in violations(page, rules)]
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROWEST:
        found.append(f"scrolls sideways: {wide} px at {NARROWEST}")
    return found
