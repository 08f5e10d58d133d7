"""Second factors as people meet them: set up, used at the door, and a finger at the bedside."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.authenticator import Authenticator
from tests.browser.axe import violations

PASSWORD = "walk-alongside-every-day"
RECOVERY = re.compile(r"^\d{4} \d{4}$", re.MULTILINE)


@pytest.fixture
def dana(site):
    """Coordinates a program, so that a second factor is asked of her where the setting says so."""
    dana = make.ProgramCoordinatorFactory(person__name="Dana Cole").person
    dana.set_password(PASSWORD)
    dana.save(update_fields=["password"])
    return dana


def log_in(page, person):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def log_out(page):
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/")


def add_passkey(page, name="My phone"):
    page.goto("/accounts/second-step/passkeys/new/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("A name for it").fill(name)
    assert violations(page) == []
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()


def test_a_coordinator_is_led_through_three_steps_and_logs_in_by_passkey(open_page, dana, settings):
    settings.SECOND_FACTOR_FOR = ["coordinators"]
    page = open_page(phone=True)
    device = Authenticator(page)

    log_in(page, dana)
    page.get_by_role("heading", name="Set up your second step").wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="Start with a passkey").click()
    assert violations(page) == []
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert len(RECOVERY.findall(page.get_by_role("main").inner_text())) == 10
    assert violations(page) == []
    page.get_by_role("link", name="I've saved them, continue").click()
    page.get_by_role("heading", name="Dana").wait_for()
    assert [each["isResidentCredential"] for each in device.passkeys()] == [True]

    log_out(page)
    assert violations(page) == []
    page.goto("/accounts/login/?next=/inbox/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/inbox/")


def test_a_passkey_is_the_second_step_and_a_strange_finger_is_refused(open_page, dana):
    page = open_page(phone=True)
    device = Authenticator(page)
    log_in(page, dana)
    add_passkey(page)
    log_out(page)

    log_in(page, dana)
    page.get_by_role("heading", name="One more step").wait_for()
    assert violations(page) == []
    device.recognise(False)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("That didn't work on this device").wait_for()
    device.recognise(True)
    page.get_by_role("button", name="Use a passkey").click()

    page.get_by_role("heading", name="Dana").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_an_app_and_a_recovery_code_work_without_a_script(open_page, dana, scripts):
    from tests.people.factors.steps import code_of

    page = open_page(scripts=scripts)
    log_in(page, dana)
    page.goto("/accounts/second-step/app/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    secret = page.locator(".written-key").inner_text().replace(" ", "")
    assert not scripts or page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    assert not scripts or violations(page) == []
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.get_by_role("button", name="Add this app").click()
    code = RECOVERY.findall(page.get_by_role("main").inner_text())[0]
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Log out").click()

    log_in(page, dana)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Log in", exact=True).click()

    page.get_by_role("heading", name="Dana").wait_for()


@pytest.fixture
def bedside(site):
    from tests.assessments.bedside import Bedside

    bedside = Bedside()
    bedside.priya.set_password(PASSWORD)
    bedside.priya.save(update_fields=["password"])
    return bedside.open()


def test_a_finger_signs_in_place_of_the_password(open_page, bedside):
    phone = open_page(phone=True)
    Authenticator(phone)
    log_in(phone, bedside.priya)
    phone.wait_for_url("**/")
    add_passkey(phone)
    log_out(phone)
    phone.get_by_role("button", name="Use a passkey").click()
    phone.get_by_role("heading", name="Priya").wait_for()

    where = f"/preceptorships/{bedside.preceptorship.pk}/competencies/{bedside.catheter.pk}/sign/"
    phone.goto(where)
    assert violations(phone) == []
    phone.get_by_role("radio", name="Level 4").check()
    phone.get_by_label("One thing that went well").fill("Explained every step.")
    phone.get_by_role("button", name="Use your passkey instead").click()
    phone.get_by_text("Confirmed: it's you.").wait_for()
    assert violations(phone) == []
    expect(phone.get_by_label("Your password")).to_have_count(0)
    phone.get_by_role("button", name="Sign as Priya Nair, RN").click()

    phone.get_by_role("heading", name="Insert a urinary catheter signed").wait_for()
    expect(phone.get_by_role("main")).to_contain_text("Explained every step.")


def test_a_strange_finger_signs_nothing_and_the_password_stays(open_page, bedside):
    phone = open_page(phone=True)
    device = Authenticator(phone)
    log_in(phone, bedside.priya)
    phone.wait_for_url("**/")
    add_passkey(phone)
    log_out(phone)
    phone.get_by_role("button", name="Use a passkey").click()
    phone.get_by_role("heading", name="Priya").wait_for()
    device.recognise(False)

    phone.goto(
        f"/preceptorships/{bedside.preceptorship.pk}/competencies/{bedside.catheter.pk}/sign/"
    )
    phone.get_by_role("button", name="Use your passkey instead").click()

    phone.get_by_text("That didn't work. Try again, or enter your password.").wait_for()
    expect(phone.get_by_label("Your password")).to_be_visible()


def test_whoever_has_no_passkey_is_offered_none(open_page, bedside):
    phone = open_page(bedside.priya, phone=True)

    phone.goto(
        f"/preceptorships/{bedside.preceptorship.pk}/competencies/{bedside.catheter.pk}/sign/"
    )

    expect(phone.get_by_label("Your password")).to_be_visible()
    expect(phone.get_by_role("button", name="Use your passkey instead")).to_have_count(0)
