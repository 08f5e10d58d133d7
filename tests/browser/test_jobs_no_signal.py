"""The network drops while a form is open: nothing typed is lost, and nothing is done twice."""

import pytest
from playwright.sync_api import Error, expect

from tests.browser.session import log_in

PASSWORD = "walk-alongside-every-day"
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
"""


@pytest.fixture
def bedside(site):
    from tests.assessments.bedside import Bedside

    bedside = Bedside()
    for person in (bedside.priya, bedside.amara):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return bedside.open()


@pytest.fixture
def phone(open_page, bedside):
    phone = open_page(bedside.priya, phone=True)
    phone.goto(sign_url(bedside))
    return phone


def sign_url(bedside):
    preceptorship, competency = bedside.preceptorship.pk, bedside.catheter.pk
    return f"/preceptorships/{preceptorship}/competencies/{competency}/sign/"


def fill(phone):
    phone.get_by_role("radio", name="Level 4").check()
    phone.get_by_label("One thing that went well").fill("Explained every step.")
    phone.get_by_label("Your password").fill(PASSWORD)


def press(phone):
    # As after a while of typing: a page that came just now is sent without asking.
    phone.evaluate("keep.cameAt = 0")
    phone.get_by_role("button", name="Sign as Priya Nair, RN").click()


def is_filled(phone):
    assert phone.get_by_role("radio", name="Level 4").is_checked()
    assert phone.get_by_label("One thing that went well").input_value() == "Explained every step."


def count():
    from assessments.sign_offs.models import SignOff

    return SignOff.objects.count()


def test_without_a_signal_the_form_stays_and_is_sent_once_there_is_one(phone):
    fill(phone)
    phone.context.set_offline(True)
    press(phone)

    expect(phone.get_by_text("No signal: kept, try again.")).to_be_visible()
    is_filled(phone)
    assert count() == 0
    phone.context.set_offline(False)
    press(phone)
    phone.get_by_role("heading", name="Insert a urinary catheter signed").wait_for()
    assert count() == 1
    until(lambda: kept(phone) == [], phone)


def test_what_was_typed_outlives_a_page_that_is_opened_anew(phone):
    fill(phone)
    phone.context.set_offline(True)
    press(phone)
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.context.set_offline(False)

    phone.reload()

    is_filled(phone)
    expect(phone.get_by_role("alert")).to_contain_text("You typed this before")
    assert phone.get_by_label("Your password").input_value() == ""
    assert all(PASSWORD not in entry for entry in kept(phone))


def test_a_lost_answer_is_asked_for_again_and_signs_once(phone, bedside):
    fill(phone)

    # The server has it, and the phone never hears so.
    def answer_is_lost(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch(max_redirects=0)
        route.abort()
        lost.append(route)
        return None

    lost = []
    phone.context.route("**/sign/", answer_is_lost)
    press(phone)
    until(lambda: lost, phone)
    assert count() == 1
    phone.context.unroute("**/sign/")
    # Lost with the answer; the router of this test kept it.
    phone.context.clear_cookies(name="answered")

    for _try in range(5):
        try:
            phone.goto(sign_url(bedside))
            break
        except Error:
            phone.wait_for_timeout(300)
    is_filled(phone)
    press(phone)

    phone.get_by_role("heading", name="Insert a urinary catheter signed").wait_for()
    assert count() == 1
    until(lambda: kept(phone) == [], phone)


def test_what_was_not_sent_brings_back_words_and_no_level(phone):
    fill(phone)

    phone.reload()

    assert not phone.get_by_role("radio", name="Level 4").is_checked()
    assert phone.get_by_label("One thing that went well").input_value() == "Explained every step."
    phone.get_by_role("button", name="Clear it").click()
    expect(phone.get_by_label("One thing that went well")).to_have_value("")


def test_the_next_person_at_the_device_finds_nothing(phone, bedside):
    fill(phone)
    site = phone.url.split("/preceptorships")[0]
    phone.context.clear_cookies()
    log_in(phone.context, bedside.sam, site)

    phone.goto(sign_url(bedside))

    assert phone.get_by_label("One thing that went well").input_value() == ""
    assert kept(phone) == []


def test_a_quarter_of_an_hour_later_nothing_is_kept(phone):
    fill(phone)
    phone.evaluate(
        """() => {
          for (const key of Object.keys(sessionStorage)) {
            if (!key.startsWith("kept:")) continue;
            const entry = JSON.parse(sessionStorage[key]);
            sessionStorage[key] = JSON.stringify({ ...entry, at: Date.now() - 15 * 60 * 1000 - 1 });
          }
          keep.prune();
        }"""
    )

    assert kept(phone) == []


def test_logging_out_wipes_what_was_typed(phone):
    fill(phone)
    phone.goto("/accounts/logout/")
    phone.get_by_role("main").get_by_role("button", name="Log out", exact=True).click()
    phone.wait_for_url("**/accounts/login/**")

    assert kept(phone) == []


def test_a_device_that_keeps_nothing_says_so_and_works(open_page, bedside):
    phone = open_page(bedside.priya, phone=True)
    phone.add_init_script(NO_STORAGE)
    phone.goto(sign_url(bedside))
    fill(phone)
    phone.context.set_offline(True)
    press(phone)

    expect(phone.get_by_role("alert")).to_contain_text("Nothing can be kept on this device")
    is_filled(phone)
    phone.context.set_offline(False)
    press(phone)
    phone.get_by_role("heading", name="Insert a urinary catheter signed").wait_for()


def test_a_goal_is_made_once_when_its_answer_is_lost(open_page, bedside):
    """Any form that makes something, of any room; the token stands for all of them."""
    from programs.models import Goal

    phone = open_page(bedside.amara, phone=True)
    phone.goto("/goals/new/")
    form = phone.locator("main form").last
    phone.get_by_label("What do you want").or_(phone.locator("[name=title]")).first.fill("Sleep")
    sent = form.evaluate(
        """async (form) => {
          keep.write(form, true);
          const body = () => new URLSearchParams(new FormData(form));
          const there = () => fetch(form.getAttribute("action") || location.href,
            { method: "POST", body: body() });
          return [(await there()).url, (await there()).url];
        }"""
    )

    assert sent[0] == sent[1]
    assert Goal.objects.count() == 1


def kept(phone):
    return phone.evaluate(
        """Object.entries(sessionStorage)
          .filter(([key]) => key.startsWith("kept:"))
          .map(([, entry]) => entry)"""
    )


def until(holds, phone):
    for _try in range(80):
        if holds():
            return
        phone.wait_for_timeout(100)
    raise AssertionError
