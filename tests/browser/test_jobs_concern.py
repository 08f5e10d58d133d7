"""A doubt is said on a phone, becomes a plan, is read, signed and extended: start to end."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.watch import count_taps

PASSWORD = "walk-alongside-every-day"


@pytest.fixture
def bedside(site):
    from tests.assessments.bedside import Bedside

    bedside = Bedside()
    bedside.amara.set_password(PASSWORD)
    bedside.amara.save(update_fields=["password"])
    return bedside.open()


def test_p13_a_concern_takes_three_taps_at_most(open_page, bedside, record_property):
    phone = open_page(bedside.priya, phone=True)
    phone.goto("/")
    taps = count_taps(phone)

    phone.get_by_role("main").get_by_role("link", name="Amara Okafor").first.tap()
    phone.get_by_role("link", name="Raise a concern").last.tap()
    phone.get_by_label("What did you see or hear?").fill("A round was late twice this week.")
    phone.get_by_role("button", name="Send to the coordinators").tap()
    expect(phone.locator("#messages")).to_contain_text("Sent to the coordinators")

    record_property("figure", f"{len(taps)} taps")
    assert 0 < len(taps) <= 3
    assert violations(phone) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_from_a_concern_to_a_plan_to_its_extension(open_page, bedside, scripts):
    phone = open_page(bedside.priya, phone=True, scripts=scripts)
    phone.goto(f"/preceptorships/{bedside.preceptorship.pk}/concerns/new/")
    phone.get_by_label("What did you see or hear?").fill("A round was late twice this week.")
    phone.get_by_role("button", name="Send to the coordinators").click()

    desk = open_page(bedside.dana, scripts=scripts)
    write_a_plan(desk)
    read_it(open_page(bedside.amara, phone=True, scripts=scripts))
    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("Nights are hard.")
    desk.get_by_role("link", name="Extend").click()
    desk.get_by_label("New end of the plan").fill(in_weeks(10))
    desk.get_by_label("Why is it extended?").fill("She was ill for two weeks.")
    desk.get_by_role("button", name="Extend the plan").click()

    expect(desk.get_by_role("main")).to_contain_text("Extended")
    expect(desk.get_by_role("main")).to_contain_text("She was ill for two weeks.")
    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("dealt with")


def write_a_plan(desk):
    """From Today, by the link of the concern."""
    desk.goto("/")
    desk.get_by_role("listitem").filter(has_text="A concern about Amara Okafor").get_by_role(
        "link"
    ).first.click()
    desk.get_by_role("link", name="Write an action plan").click()
    desk.get_by_label("What needs to change, and why?").fill("Rounds of medicines run late.")
    desk.get_by_label("The plan ends on").fill(in_weeks(6))
    desk.get_by_role("button", name="Save the draft").click()
    desk.get_by_role("link", name="Add an aim").click()
    desk.get_by_label("The aim").fill("A round for four patients on time.")
    desk.get_by_label("What help will they get?").fill("Two rounds together each week.")
    desk.get_by_label("Who gives it?").fill("Priya Nair")
    desk.get_by_label("What will show it?").fill("Three rounds signed.")
    desk.get_by_role("button", name="Add the aim").click()
    desk.get_by_role("button", name="Open the plan").click()
    expect(desk.locator("#messages")).to_contain_text("We've told the learner")


def read_it(learner):
    """Signed with the password, and answered in their own words."""
    learner.goto("/")
    learner.get_by_role("link", name="Read it").click()
    expect(learner.get_by_role("main")).not_to_contain_text("late twice")
    learner.get_by_role("link", name="Sign that you have read it").click()
    learner.get_by_label("Your password").fill(PASSWORD)
    learner.get_by_role("button", name="Sign as Amara Okafor: I have read it").click()
    learner.get_by_role("link", name="Write an answer").click()
    learner.get_by_label("Your answer").fill("Nights are hard.")
    learner.get_by_role("button", name="Add my answer").click()
    expect(learner.get_by_role("main")).to_contain_text("Amara Okafor")


def in_weeks(weeks):
    return (timezone.localdate() + timedelta(weeks=weeks)).isoformat()
