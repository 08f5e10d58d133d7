"""Single sign-on in Chromium, against the provider that allauth's wheel ships."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.sso.house import connect, known, running
from tests.sso.provider import PASSWORD as THERE

HERE = "walk-alongside-every-day"


@pytest.fixture
def issuer(site, settings, tmp_path, watch):
    """The provider, which takes the same moment for now as the site does."""
    from people.registration import register_sso
    from tests.factories import NOON

    register_sso()
    with running(tmp_path, site=site, start=NOON.isoformat()) as issuer:
        settings.SSO_PROVIDERS = [known(issuer)]
        watch.origins.add(issuer)
        yield issuer


@pytest.fixture
def bedside(site):
    from tests.assessments.bedside import Bedside

    bedside = Bedside()
    bedside.priya.set_password(HERE)
    bedside.priya.save(update_fields=["password"])
    return bedside.open()


def log_in_there(page):
    page.get_by_placeholder("Username").fill("nia")
    page.get_by_placeholder("Password").fill(THERE)
    page.get_by_role("button", name="Sign In").click()


def fill_in(page, bedside):
    """The form of a signature, all but who signs."""
    page.goto(bedside.checklist_url)
    line = page.get_by_role("listitem").filter(has_text="Insert a urinary catheter")
    line.get_by_role("link", name=re.compile("^Sign")).click()
    page.get_by_role("radio", name="Level 4").check()
    page.get_by_role("radio", name="At work").check()
    page.get_by_label("One thing that went well").fill("Explained every step.")


def sign(page):
    page.get_by_role("button", name="Sign as Priya Nair, RN").click()
    page.get_by_role("heading", name="Insert a urinary catheter signed").wait_for()


def test_somebody_connects_logs_in_and_signs_with_what_they_typed(open_page, bedside, issuer):
    page = open_page(phone=True)
    page.goto("/accounts/login/")
    assert violations(page) == []
    page.get_by_role("button", name="Log in with House login").click()
    log_in_there(page)
    page.get_by_text("nia@house.example at House login isn't connected").wait_for()
    page.get_by_label("E-mail").fill(bedside.priya.email)
    page.get_by_label("Password", exact=True).fill(HERE)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="Connect nia@house.example?").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Connect it").click()
    page.get_by_text("Connected: nia@house.example").wait_for()

    bedside.priya.refresh_from_db()
    bedside.priya.set_unusable_password()
    bedside.priya.save(update_fields=["password"])
    page.context.clear_cookies(name="session")
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Log in with House login").click()
    page.get_by_role("navigation").get_by_role("link", name="Sign-offs").first.wait_for()

    fill_in(page, bedside)
    assert violations(page) == []
    page.get_by_role("button", name="Confirm with House login").click()
    page.get_by_placeholder("Password").fill(THERE)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("What you typed is back.").wait_for()
    expect(page.get_by_role("radio", name="Level 4")).to_be_checked()
    expect(page.get_by_label("One thing that went well")).to_have_value("Explained every step.")
    sign(page)


def test_without_a_script_the_form_waits_in_its_own_tab(open_page, bedside, issuer):
    connect(bedside.priya, issuer)
    bedside.priya.set_unusable_password()
    bedside.priya.save(update_fields=["password"])
    page = open_page(bedside.priya, phone=True, scripts=False)
    fill_in(page, bedside)

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Confirm with House login").click()
    other = opened.value
    log_in_there(other)
    other.get_by_role("heading", name="Thank you, it's you").wait_for()
    other.close()

    sign(page)
