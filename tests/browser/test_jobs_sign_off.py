"""A preceptor signs off at the bedside, on a phone, one-handed: start to end."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.watch import count_taps

PASSWORD = "walk-alongside-every-day"


@pytest.fixture
def bedside(site):
    """Amara's checklist: three things to learn, nothing signed; Priya knows her password."""
    from tests.assessments.bedside import Bedside

    bedside = Bedside()
    bedside.ask("Check a medicine with a colleague", position=2)
    bedside.ask("Hand over a patient", position=3)
    bedside.priya.set_password(PASSWORD)
    bedside.priya.save(update_fields=["password"])
    return bedside.open()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_preceptor_signs_off_and_the_learner_sees_it(open_page, bedside, scripts):
    phone = open_page(bedside.priya, phone=True, scripts=scripts)

    phone.goto("/sign-offs/")
    phone.get_by_role("main").get_by_role("link", name="Amara Okafor").first.click()
    line = phone.get_by_role("listitem").filter(has_text="Insert a urinary catheter")
    line.get_by_role("link", name=re.compile("^Sign")).click()
    phone.get_by_role("radio", name="Level 4").check()
    phone.get_by_role("radio", name="At work").check()
    phone.get_by_label("One thing that went well").fill("Explained every step.")
    phone.get_by_label("Your password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign as Priya Nair, RN").click()
    phone.get_by_role("heading", name="Insert a urinary catheter signed").wait_for()

    learner = open_page(bedside.amara, scripts=scripts)
    learner.goto(f"/preceptorships/{bedside.preceptorship.pk}/")
    expect(learner.get_by_role("main")).to_contain_text("1 of 3")
    learner.get_by_role("link", name=re.compile("Insert a urinary catheter$")).first.click()
    expect(learner.get_by_role("main")).to_contain_text("Explained every step.")


def test_second_sign_off_takes_four_taps_at_most(open_page, bedside, record_property):
    from tests.assessments.sign_offs.asking import ask

    ask(bedside, bedside.preceptorship.competency_states.last().competency)
    phone = open_page(bedside.priya, phone=True)
    taps = count_taps(phone)
    sign_first(phone, bedside)

    taps.clear()
    phone.get_by_role("link", name=re.compile("^Next: ")).tap()
    phone.locator("label.level", has_text="Level 4").tap()
    phone.get_by_role("button", name="Sign as Priya Nair, RN").tap()
    phone.get_by_text("2 of 3").first.wait_for()

    record_property("figure", f"{len(taps)} taps")
    assert 0 < len(taps) <= 4


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_learner_asks_and_the_preceptor_answers(open_page, bedside, scripts):
    learner = open_page(bedside.amara, phone=True, scripts=scripts)
    learner.goto(f"/preceptorships/{bedside.preceptorship.pk}/requests/new/")
    learner.get_by_role("radio", name="Priya Nair").check()
    learner.get_by_role("checkbox", name="Insert a urinary catheter").check()
    learner.get_by_role("checkbox", name="Hand over a patient").check()
    learner.get_by_role("button", name="Ask").click()
    expect(learner.locator("#messages")).to_contain_text("Asked Priya Nair for 2 sign-offs.")

    phone = open_page(bedside.priya, phone=True, scripts=scripts)
    phone.goto("/sign-offs/")
    for box in phone.get_by_role("checkbox").all():
        box.check()
    phone.get_by_role("button", name="Sign the ticked ones").click()
    assert not scripts or violations(phone) == []
    # A list of matches is taken at once: of the next page, once that is there.
    phone.get_by_label("Your password").wait_for()
    for level in phone.get_by_role("radio", name="Level 4").all():
        level.check()
    phone.get_by_label("Your password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign 2 as Priya Nair, RN").click()

    expect(phone.get_by_role("main")).to_contain_text("You signed 2 for Amara Okafor")
    phone.get_by_role("main").get_by_role("link", name="Amara Okafor").first.click()
    expect(phone.get_by_role("main")).to_contain_text("2 of 3")


def test_from_the_notice_to_the_receipt_in_four_taps_at_most(open_page, bedside, record_property):
    from tests.assessments.sign_offs.asking import ask

    phone = open_page(bedside.priya, phone=True)
    taps = count_taps(phone)
    sign_first(phone, bedside)
    ask(bedside, bedside.preceptorship.competency_states.last().competency)
    phone.goto("/inbox/")

    taps.clear()
    phone.get_by_role("link", name="Answer").or_(
        phone.get_by_role("button", name="Answer")
    ).first.tap()
    phone.locator("label.level", has_text="Level 4").tap()
    phone.get_by_role("button", name="Sign as Priya Nair, RN").tap()
    phone.get_by_text("2 of 3").first.wait_for()

    record_property("figure", f"{len(taps)} taps from the notice")
    assert 0 < len(taps) <= 4


def test_from_the_code_to_the_receipt_in_four_taps_at_most(open_page, bedside, record_property):
    """Scanning opens the page; test_qr.py holds what the code says."""
    phone = open_page(bedside.priya, phone=True)
    taps = count_taps(phone)
    sign_first(phone, bedside)
    state = bedside.preceptorship.competency_states.last()

    taps.clear()
    phone.goto(sign_url(bedside, state.competency_id))
    phone.locator("label.level", has_text="Level 4").tap()
    phone.get_by_role("button", name="Sign as Priya Nair, RN").tap()
    phone.get_by_text("2 of 3").first.wait_for()

    record_property("figure", f"{len(taps)} taps from the code")
    assert 0 < len(taps) <= 4


def test_sign_off_refused_keeps_what_was_typed_and_says_so(open_page, bedside):
    phone = open_page(bedside.priya, phone=True)
    phone.goto(sign_url(bedside))

    phone.get_by_role("radio", name="Level 4").check()
    phone.get_by_label("One thing that went well").fill("Explained every step.")
    phone.get_by_label("Your password").fill("something else")
    phone.get_by_role("button", name="Sign as").click()
    phone.locator(".error-summary").wait_for()

    assert phone.title().startswith("Error:")
    assert phone.get_by_role("radio", name="Level 4").is_checked()
    assert phone.get_by_label("One thing that went well").input_value() == "Explained every step."
    assert violations(phone) == []


def test_sign_off_page_has_no_target_too_small_for_a_thumb(open_page, bedside):
    phone = open_page(bedside.priya, phone=True)
    phone.goto(sign_url(bedside))

    small = phone.evaluate("""() =>
      [...document.querySelectorAll("main label.level, main .chips label, main .btn, .foot .btn")]
        .filter((target) => target.checkVisibility())
        .filter((target) => target.getBoundingClientRect().height < 44)
        .map((target) => target.textContent.trim())""")

    assert small == []


def test_preceptor_revokes_with_a_reason_and_progress_goes_back(open_page, bedside):
    signed = bedside.sign()
    page = open_page(bedside.priya)
    page.goto(f"/sign-offs/{signed.pk}/")

    page.get_by_role("link", name="Revoke this signature").click()
    page.get_by_label("Why is it revoked?").fill("Signed for the wrong learner.")
    page.get_by_label("Your password").fill(PASSWORD)
    page.locator("form#reason-form, .foot").get_by_role("button", name="Revoke").click()
    page.get_by_text("Revoked. Progress is up to date.").wait_for()

    expect(page.get_by_role("main")).to_contain_text("0 of 3")


def sign_url(bedside, competency=None):
    preceptorship, competency = bedside.preceptorship.pk, competency or bedside.catheter.pk
    return f"/preceptorships/{preceptorship}/competencies/{competency}/sign/"


def sign_first(phone, bedside):
    phone.goto(sign_url(bedside))
    phone.get_by_role("radio", name="Level 4").check()
    phone.get_by_label("Your password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign as").click()
    phone.get_by_role("heading", name="Insert a urinary catheter signed").wait_for()
