"""Every page: for everybody, by day and by night, on any screen (see ``crawl``)."""

import pytest

from tests.browser.axe import ALL, COLOUR, SETTLE, SIZE, show_all, violations
from tests.browser.crawl import IS_WHOLE, ROOMS, door_sights, frames, sights

WIDTHS = {"phone": 390, "desktop": 1280}
NARROWEST = 320
LONG_WORD = "Wolfeschlegelsteinhausenbergerdorff@universityhospitals.example"
# Text twice as large, one long word wherever there is a name, a title or a label, and every menu
# open. What is wider than the screen scrolls in a box of its own, or is a fault.
ENLARGE = """
(word) => {
  document.documentElement.style.fontSize = "200%";
  const named = "bdi, dd, h1, .btn, .tag, .line-title, .crumbs a, .menu-who *";
  for (const element of document.querySelectorAll(named)) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && texts.currentNode.textContent.trim().length < 2);
    if (texts.currentNode.nodeType === Node.TEXT_NODE) texts.currentNode.textContent = word;
  }
  for (const menu of document.querySelectorAll("details.menu")) menu.open = true;
  const width = document.documentElement.clientWidth;
  const clips = (element) => getComputedStyle(element).overflowX !== "visible";
  const scrolls = (element) => element && (clips(element) || scrolls(element.parentElement));
  const wide = [...document.querySelectorAll(".menu-list, .menu-list *")].filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return right > left && (right > width + 1 || left < -1) && !scrolls(element.parentElement);
  });
  const name = (element) => `${element.localName}.${element.getAttribute("class") ?? ""}`;
  return [document.documentElement.scrollWidth, [...new Set(wide.map(name))].slice(0, 5)];
}
"""
# By scheme and screen, which rules a page has to keep. What stands in it is told by one view.
EVERY_VIEW = {
    "light": {"phone": ALL, "desktop": ALL},
    "dark": {"phone": COLOUR, "desktop": COLOUR},
}
NEW_ELEMENTS = {
    "light": {"phone": [*COLOUR, *SIZE], "desktop": ALL},
    "dark": {"desktop": COLOUR},
}
NEW_TEMPLATE = {"light": {"phone": SIZE, "desktop": ALL}}


@pytest.mark.parametrize("room", ROOMS)
def test_pages_of_a_room(open_page, watch, cast, record_property, room):
    looked_at, faults = look_at(sights(cast, room), open_page, cast)

    record_property("figure", f"{looked_at} views, {len(faults)} with violations")
    assert looked_at or room == "the rest"
    assert "\n".join(faults) == ""


def test_frame_of_each_role(open_page, watch, cast, record_property):
    """What stands around every page, in every view."""
    looked_at, faults = look_at(frames(cast), open_page, cast, views=EVERY_VIEW)

    record_property("figure", f"{looked_at} views, {len(faults)} with violations")
    assert "\n".join(faults) == ""


def test_pages_at_the_door(open_page, watch, cast, record_property):
    cast.people.learner.set_password("several words in a row")
    cast.people.learner.save()

    looked_at, faults = look_at(door_sights(), open_page, cast, views=EVERY_VIEW)

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


def look_at(sights, open_page, cast, *, views=None):
    """Return how many views were looked at and the faults of each."""
    pages, looked_at, faults = {}, 0, []
    for sight in list(sights):
        if sight.role not in pages:
            pages[sight.role] = open_page(cast.person(sight.role))
        wanted = views or views_of(sight)
        found = broken(pages[sight.role], sight.path, wanted)
        looked_at += sum(map(len, wanted.values()))
        faults += [f"{sight.name} as {sight.role}, {fault}" for fault in found]
    return looked_at, faults


def views_of(sight):
    if IS_WHOLE:
        return EVERY_VIEW
    return NEW_ELEMENTS if sight.has_new_elements else NEW_TEMPLATE


def broken(page, path, views=EVERY_VIEW):
    """Return what is wrong with a page in each scheme, at each width."""
    found = []
    for scheme, screens in views.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        # Loaded anew: a scheme that changes under an open page reaches it bit by bit.
        page.goto(path)
        for screen, rules in screens.items():
            show_all(page, WIDTHS[screen])
            found += [f"{screen} {scheme}: {rule}" for rule in violations(page, rules)]
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROWEST:
        found.append(f"scrolls sideways: {wide} px at {NARROWEST}")
    page.evaluate(SETTLE)
    wide, too_wide = page.evaluate(ENLARGE, LONG_WORD)
    if wide > NARROWEST or too_wide:
        found.append(f"large letters and long words: {wide} px at {NARROWEST}: {too_wide}")
    return found
