"""Signing in a hurry, on a phone of 390 by 844."""

import pytest
from playwright.sync_api import expect

PASSWORD = "walk-alongside-every-day"
SCREEN = 844


@pytest.fixture
def bedside(site):
    from tests.assessments.bedside import Bedside

    bedside = Bedside()
    bedside.more = [
        bedside.ask(title, position=position)
        for position, title in enumerate(("Remove a drain", "Hand over a patient"), start=2)
    ]
    bedside.priya.set_password(PASSWORD)
    bedside.priya.save(update_fields=["password"])
    return bedside.open()


def test_three_are_signed_in_two_screens_and_undone_where_one_began(
    open_page, bedside, record_property
):
    from assessments.sign_offs.models import SignOff
    from tests.assessments.sign_offs.asking import ask

    ask(bedside, bedside.catheter, *bedside.more)
    phone = open_page(bedside.priya, phone=True)
    phone.goto("/sign-offs/")
    phone.get_by_role("button", name="Sign the ticked ones").click()
    expect(phone.get_by_role("main")).to_contain_text("Nothing is ticked.")

    for box in phone.get_by_role("checkbox").all():
        box.check()
    phone.get_by_role("button", name="Sign the ticked ones").click()
    phone.get_by_label("Your password").wait_for()
    last = phone.get_by_label("Seen on").last
    tall = last.evaluate("field => field.getBoundingClientRect().bottom + scrollY")
    record_property("figure", f"{tall / SCREEN:.1f} screens for three skills")
    assert tall < 2 * SCREEN
    for level in phone.get_by_role("radio", name="Level 4").all():
        level.check()
    phone.get_by_label("Your password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign 3 as Priya Nair, RN, in Amara Okafor's record").click()

    phone.get_by_role("button", name="Undo all 3").click()

    expect(phone.get_by_role("main")).to_contain_text("3 undone.")
    expect(phone.get_by_role("main")).to_contain_text("Amara Okafor asks")
    assert not SignOff.objects.standing().exists()


def test_evidence_is_opened_from_the_form_and_ticked_by_hand(open_page, bedside):
    from tests import factories as make

    make.EvidenceFactory(
        preceptorship=bedside.preceptorship,
        competency=bedside.catheter,
        added_by=bedside.amara,
        title="Certificate",
    )
    phone = open_page(bedside.priya, phone=True)
    phone.goto(
        f"/preceptorships/{bedside.preceptorship.pk}/competencies/{bedside.catheter.pk}/sign/"
    )

    expect(phone.get_by_role("checkbox", name="Certificate")).not_to_be_checked()
    with phone.expect_download():
        phone.get_by_role("link", name="Open Certificate").click()
    phone.get_by_role("checkbox", name="Certificate").check()


def in_sight(locator):
    """Whether it stands on the first screen, not under a bar that covers it."""
    return locator.evaluate(
        """act => {
          const box = act.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return box.top >= 0 && box.bottom <= innerHeight && act.contains(top);
        }"""
    )


def test_what_is_done_daily_stands_on_the_first_screen(open_page, bedside):
    from tests.assessments.bedside import days_ago
    from tests.assessments.sign_offs.asking import ask

    bedside.preceptorship.competency_states.update(due_on=days_ago(2))
    learner = open_page(bedside.amara, phone=True)
    learner.goto("/")
    assert in_sight(learner.get_by_role("link", name="Ask for sign-offs"))
    assert in_sight(learner.get_by_role("link", name="Ask for a sign-off"))
    learner.goto(bedside.checklist_url)
    for far in (0, 4000):
        learner.evaluate(f"scrollTo(0, {far})")
        assert in_sight(learner.get_by_role("link", name="Ask for a sign-off").last)

    ask(bedside, bedside.catheter, *bedside.more)
    preceptor = open_page(bedside.priya, phone=True)
    preceptor.goto("/")
    assert in_sight(preceptor.get_by_role("link", name="Answer"))
    preceptor.goto("/sign-offs/")
    assert in_sight(preceptor.get_by_role("link", name="Sign Insert a urinary catheter"))
    assert in_sight(preceptor.get_by_role("button", name="Sign the ticked ones"))
