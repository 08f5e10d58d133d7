"""On a phone a button breaks its label between words, and never inside one."""

import pytest

from tests import factories as make

BROKEN_WORDS = """
() => {
  const found = [];
  for (const button of document.querySelectorAll(".btn:not(.visually-hidden)")) {
    const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest(".visually-hidden")) continue;
      for (const { 0: word, index } of text.textContent.matchAll(/[^\\s]+/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) found.push(word);
      }
    }
  }
  return found;
}
"""


@pytest.fixture
def goal_page(open_page, site):
    share = make.GoalShareFactory()
    for position, done_on in enumerate((None, make.TODAY)):
        make.MilestoneFactory(
            goal=share.goal,
            title="Write down what I would say, then ask for a review of it",
            position=position,
            done_on=done_on,
        )
    page = open_page(share.goal.owner, phone=True)
    page.goto(f"/goals/{share.goal.pk}/")
    return page


def test_buttons_of_a_step_do_not_break_inside_a_word(goal_page):
    assert goal_page.get_by_role("button", name="Undo").count() == 1
    assert goal_page.evaluate(BROKEN_WORDS) == []


def test_buttons_of_an_administrators_today_do_not_break_inside_a_word(open_page, site):
    make.ProgramFactory(coordinator=make.PersonFactory(is_active=False))
    page = open_page(make.AdministratorFactory(), phone=True)
    page.goto("/")

    assert page.get_by_role("link", name="Name a coordinator").count() == 1
    assert page.evaluate(BROKEN_WORDS) == []
