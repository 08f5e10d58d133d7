"""The coordinator's worklist and a cohort's grid by keyboard alone, on a wide screen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import violations

SKILLS = 40
# What has the focus is ringed, lies on the screen, and nothing lies over it.
SHOWS_FOCUS = """
() => {
  const element = document.activeElement;
  // What covers its own label, as a tick does, leaves the ring to it.
  const ringed = [element, element.nextElementSibling].filter(Boolean).some((each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  });
  const { left, top, width, height } = element.getClientRects()[0];
  const x = Math.max(left, 0) + Math.min(width, innerWidth) / 2;
  const y = Math.max(top, 0) + Math.min(height, innerHeight) / 2;
  const hit = document.elementFromPoint(x, Math.min(y, innerHeight - 1));
  return ringed && Boolean(hit) && (element.contains(hit) || hit.contains(element));
}
"""


@pytest.fixture
def bedside(site):
    """A record of many skills, and a shift tomorrow that needs somebody."""
    from tests import factories as make
    from tests.assessments.bedside import Bedside

    bedside = Bedside()
    for position in range(2, SKILLS + 1):
        bedside.ask(f"Skill {position}", position=position)
    bedside.program.preceptors.add(bedside.sam.preceptor)
    make.ShiftFactory(
        preceptorship=bedside.preceptorship,
        starts_at=timezone.now() + timedelta(hours=20),
        cover_asked_at=timezone.now(),
    )
    return bedside.open()


def tab_to(page, wanted, *, most=40):
    """Press Tab until it has the focus; the focus shows on the whole way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
        assert page.evaluate(SHOWS_FOCUS), focused
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"not within {most} Tabs: {wanted}")


def skip_to_content(page):
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_row_of_the_worklist_is_answered_by_keyboard(open_page, bedside):
    desk = open_page(bedside.dana)
    desk.goto("/worklist/")
    assert violations(desk) == []
    skip_to_content(desk)
    tab_to(desk, desk.get_by_role("link", name="Name someone").first)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Who takes this shift?")

    tab_to(desk, desk.get_by_label("Sam Okoye"))
    desk.keyboard.press("Space")
    tab_to(desk, desk.get_by_role("button", name="Give it to them"))
    desk.keyboard.press("Enter")
    expect(desk.locator("#messages")).to_contain_text("Sam Okoye takes this shift.")


def test_a_row_of_the_worklist_is_snoozed_by_keyboard(open_page, bedside):
    desk = open_page(bedside.dana)
    desk.goto("/worklist/")
    skip_to_content(desk)
    tab_to(desk, desk.locator("main details.menu summary").first)
    desk.keyboard.press("Enter")
    tab_to(desk, desk.get_by_role("link", name="Snooze").first, most=1)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Snooze")


def test_the_grid_is_read_and_left_by_keyboard(open_page, bedside):
    desk = open_page(bedside.dana)
    desk.goto(f"/cohorts/{bedside.preceptorship.cohort_id}/grid/")
    assert violations(desk) == []
    skip_to_content(desk)
    grid = desk.get_by_role("region", name="Skills at a glance")
    tab_to(desk, grid)
    name = desk.get_by_role("link", name="Amara Okafor")
    stood = name.bounding_box()["x"]
    for _ in range(8):
        desk.keyboard.press("ArrowRight")
    desk.wait_for_timeout(200)
    assert grid.evaluate("element => element.scrollLeft") > 0
    # Whose row it is stays in sight.
    assert name.bounding_box()["x"] == stood

    tab_to(desk, name, most=1)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Amara Okafor")
