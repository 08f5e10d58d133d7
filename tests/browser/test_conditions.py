"""Pages where the device decides: its own colours, large letters, long names, no storage."""

import re

import pytest
from playwright.sync_api import expect

# What is chosen or current, beside another of its kind that is not, with whatever of it is still
# seen where the device forces its colours.
TOLD_APART = """
() => {
  const seen = (element) => {
    const style = getComputedStyle(element);
    const before = getComputedStyle(element, "::before");
    const tick = element.parentElement.querySelector(".ic");
    return JSON.stringify([
      style.backgroundColor, style.borderTopColor, style.borderTopStyle, style.outlineStyle,
      before.backgroundColor, before.content,
      tick && element.matches(".level *") ? getComputedStyle(tick).visibility : "",
    ]);
  };
  const isShown = (element) => element.getClientRects().length > 0;
  const states = [
    ["[aria-current]:not(time)", (element) => !element.hasAttribute("aria-current")],
    ["[aria-pressed=true]", (element) => element.getAttribute("aria-pressed") === "false"],
    [".chips :checked + label", (element) => !element.previousElementSibling.checked],
    [".level > :checked ~ b", (element) => !element.parentElement.querySelector("input").checked],
  ];
  let looked = 0;
  const alike = [];
  for (const [state, isOther] of states) {
    for (const element of [...document.querySelectorAll(state)].filter(isShown)) {
      const group = element.closest("nav, .chips, .levels, .menu-list, ol, ul, form, div");
      const other = [...group.querySelectorAll(element.localName)]
        .find((peer) => peer !== element && isShown(peer) && isOther(peer));
      if (!other) continue;
      looked += 1;
      if (seen(element) === seen(other)) alike.push(`${state}: ${element.textContent.trim()}`);
    }
  }
  return { looked, alike };
}
"""


@pytest.fixture
def cast(site):
    from tests.access.cast import Cast
    from tests.factories import NOON

    return Cast(NOON)


@pytest.mark.parametrize("phone", [True, False])
def test_states_are_told_apart_in_forced_colours(open_page, cast, phone):
    pages = {
        "mentee": ["/", "/well-being/", "/goals/", "/goals/new/"],
        "preceptor": ["/", f"/preceptorships/{cast.preceptorship.pk}/"],
        "coordinator": ["/", "/people/"],
    }
    looked = 0

    for role, paths in pages.items():
        page = open_page(cast.person(role), phone=phone)
        page.emulate_media(forced_colors="active")
        for path in paths:
            page.goto(path)
            for menu in page.locator("details.menu > summary:visible").all():
                menu.click()
                found = page.evaluate(TOLD_APART)
                assert found["alike"] == [], path
                looked += found["looked"]
                page.keyboard.press("Escape")
            for kind in (".chips input", ".level input"):
                if page.locator(kind).count():
                    page.locator(kind).first.check(force=True)
            found = page.evaluate(TOLD_APART)
            assert found["alike"] == [], path
            looked += found["looked"]

    assert looked > 10


KEEPS_NOTHING = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Access is denied.", "SecurityError"); },
});
"""
HAS_NO_ROOM = """
Storage.prototype.setItem = () => { throw new DOMException("Full.", "QuotaExceededError"); };
null;
"""


@pytest.mark.parametrize("storage", [KEEPS_NOTHING, HAS_NO_ROOM])
def test_storage_that_fails_is_said_and_breaks_nothing(open_page, cast, storage):
    page = open_page(cast.people.preceptor, phone=True)
    page.add_init_script(storage)

    page.goto("/")
    assert page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/offline/")

    expect(page.get_by_role("main")).to_contain_text("Nothing can be kept on this device")
    expect(page.locator("#draft-form")).to_be_hidden()
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/**")


def test_storage_without_room_keeps_what_was_typed_in_sight(open_page, cast):
    page = open_page(cast.people.preceptor, phone=True)
    page.goto("/offline/")
    page.get_by_label("Whose record?").select_option(index=1)
    page.get_by_label("Which skill?").select_option(index=1)
    page.get_by_role("radio").first.check(force=True)
    page.evaluate(HAS_NO_ROOM)

    page.get_by_role("button", name="Save note").click()

    expect(page.get_by_role("alert")).to_contain_text("no room left")
    expect(page.get_by_role("radio").first).to_be_checked()
    expect(page.locator("#unsent")).to_be_hidden()


def test_storage_that_holds_nonsense_counts_as_empty(open_page, cast):
    page = open_page(cast.people.preceptor)
    page.goto("/")
    page.evaluate("localStorage.setItem('drafts', '{'); localStorage.setItem('wording', 'x')")

    page.goto("/offline/")

    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#draft-form")).to_be_visible()


def test_storage_of_somebody_known_without_a_record_asks_for_no_log_in(open_page, cast):
    page = open_page(cast.people.stranger)

    page.goto("/offline/")

    expect(page.get_by_role("main")).to_contain_text("There is nothing to note yet")
    expect(page.get_by_text("Log in once")).to_be_hidden()


FOCUSED = """
() => {
  const focused = document.activeElement;
  return focused.closest("li") ? focused.closest("li").querySelector("[dir=auto]").textContent
    : focused.textContent.trim();
}
"""


def test_swaps_keep_focus_and_say_what_changed(open_page, cast):
    from tests.factories import MilestoneFactory

    cast.milestone.delete()
    for position, title in enumerate(("First", "Second", "Third")):
        MilestoneFactory(goal=cast.goal, title=title, position=position)
    page = open_page(cast.people.mentee)
    page.goto(f"/goals/{cast.goal.pk}/")
    announcer = page.locator("#announcer")

    page.get_by_role("button", name=re.compile("Done ?: Second")).press("Enter")
    expect(announcer).to_have_text("Done. Well done. 1 of 3 steps done.")
    assert page.evaluate(FOCUSED) == "Second"
    page.get_by_role("button", name=re.compile("Undo ?: Second")).press("Enter")
    expect(announcer).to_have_text("Reopened. 0 of 3 steps done.")
    assert page.evaluate(FOCUSED) == "Second"

    for removed, focused in (("Second", "Third"), ("Third", "First"), ("First", "Steps")):
        page.locator("summary", has_text=f"More about {removed}").press("Enter")
        row = page.locator("li.step", has_text=removed)
        row.get_by_role("button", name="Remove this step").press("Enter")
        expect(page.locator("li.step", has_text=removed)).to_have_count(0)
        expect(announcer).to_contain_text("Step removed.")
        assert page.evaluate(FOCUSED) == focused


def test_swaps_by_searching_say_how_many_are_found(open_page, cast):
    page = open_page(cast.people.preceptor)
    page.goto(f"/preceptorships/{cast.preceptorship.pk}/")
    search = page.get_by_role("searchbox", name="Search skills")

    search.press_sequentially("zzz")
    expect(page.locator("#announcer")).to_have_text("0 skills")
    assert search.evaluate("element => element === document.activeElement")
    search.fill("")
    expect(page.locator("#announcer")).to_have_text("1 skill")

    people = open_page(cast.people.coordinator)
    people.goto("/people/")
    people.locator("#id_search").press_sequentially("zzz")
    expect(people.locator("#announcer")).to_have_text("0 people")
    people.locator("#id_search").fill("preceptor")
    expect(people.locator("#announcer")).to_contain_text("people")
