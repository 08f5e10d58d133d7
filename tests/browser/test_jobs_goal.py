"""A mentee logs a goal, and the mentor says something about it: start to end, two browsers."""

import pytest

from tests import factories as make
from tests.browser.axe import violations
from tests.browser.watch import count_taps


@pytest.fixture
def pair(site):
    noor = make.PersonFactory(name="Noor Aziz")
    helen = make.PersonFactory(name="Helen Ward")
    return make.MentorshipFactory(
        learner=make.LearnerFactory(person=noor),
        mentor=make.MentorFactory(person=helen, eligible=True),
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_mentee_logs_a_goal_and_the_mentor_comments(open_page, pair, scripts):
    noor = open_page(pair.learner.person, phone=True, scripts=scripts)
    helen = open_page(pair.mentor.person, scripts=scripts)

    write_goal(noor)
    take_a_step(noor)
    log(noor, "My hands were calm.", far="Halfway")
    log(noor, "I was close to tears.", readers="Only you")
    goal_page = noor.url

    open_goal(helen)
    read_by_helen = helen.get_by_role("main").inner_text()
    helen.get_by_label("Add a comment").fill("Ask Tomás to watch once more.")
    helen.get_by_role("button", name="Comment").click()
    helen.get_by_text("Comment added.").wait_for()

    assert "My hands were calm." in read_by_helen
    assert "I was close to tears." not in read_by_helen
    noor.goto(goal_page)
    talk = noor.locator("#talk")
    assert talk.get_by_text("Helen Ward").count() >= 1
    assert talk.get_by_text("Ask Tomás to watch once more.").is_visible()


def test_from_today_to_a_logged_entry_in_three_taps(open_page, pair, record_property):
    make.GoalFactory(owner=pair.learner.person, title="Lead a handover without notes")
    phone = open_page(pair.learner.person, phone=True)
    taps = count_taps(phone)
    phone.goto("/")

    phone.locator("a.btn", has_text="Log").tap()
    phone.get_by_role("radio", name="Halfway").tap()
    phone.get_by_role("button", name="Add to log").tap()
    phone.get_by_text("Halfway").first.wait_for()

    record_property("figure", f"{len(taps)} taps from Today to a logged entry")
    assert 0 < len(taps) <= 3


def test_goal_form_says_who_can_read_each_field_as_one_chooses(open_page, pair):
    page = open_page(pair.learner.person, phone=True)
    page.goto("/goals/new/")

    said = {}
    for readers in ("Only you", "You and Helen Ward"):
        choose(page, "Who can read it?", readers)
        said[readers] = [
            page.locator(f"#div_id_{field} .reads").inner_text().strip()
            for field in ("title", "reason")
        ]

    assert said == {readers: [readers, readers] for readers in said}


def test_goal_form_without_a_title_says_so_to_everybody(open_page, pair):
    page = open_page(pair.learner.person, scripts=True)
    page.goto("/goals/new/")
    page.locator("form:has(#id_title)").evaluate("form => form.noValidate = true")

    page.get_by_label("Why does it matter to you?").fill("Nights are hard.")
    page.get_by_role("button", name="Save goal").click()
    page.wait_for_load_state()

    assert page.title().startswith("Error:")
    assert page.get_by_label("Why does it matter to you?").input_value() == "Nights are hard."
    assert violations(page) == []


def write_goal(page):
    page.goto("/goals/")
    page.get_by_role("link", name="Write the first one").click()
    choose(page, "Who can read it?", "You and Helen Ward")
    page.get_by_label("What do you want?").fill("Lead a handover without notes")
    choose(page, "Area of life", "Leadership")
    page.get_by_label("Why does it matter to you?").fill("I freeze when everybody looks.")
    page.get_by_label("By when?").fill("2027-02-01")
    page.get_by_role("button", name="Save goal").click()
    page.get_by_role("heading", name="Lead a handover without notes", level=1).wait_for()


def take_a_step(page):
    page.get_by_label("Next step").fill("Watch Tomás lead one")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("Watch Tomás lead one", exact=True).wait_for()


def log(page, text, *, far=None, readers="You and Helen Ward"):
    page.get_by_role("link", name="Log", exact=True).click()
    if far:
        choose(page, "How far have you come?", far)
    page.get_by_label("What happened?").fill(text)
    choose(page, "Who can read this entry?", readers)
    page.get_by_role("button", name="Add to log").click()
    page.get_by_role("heading", name="Lead a handover without notes", level=1).wait_for()
    page.get_by_text(text, exact=True).wait_for()


def choose(page, question, answer):
    page.get_by_role("radiogroup", name=question).get_by_role(
        "radio", name=answer, exact=True
    ).check()


def open_goal(page):
    """From the list of mentorships, as the mentor finds it."""
    page.goto("/mentorships/")
    page.get_by_role("main").get_by_role("link", name="Noor Aziz").first.click()
    page.get_by_role("link", name="Lead a handover without notes").click()
    page.get_by_role("heading", name="Lead a handover without notes", level=1).wait_for()
