"""A phone without a signal: noted there, sent once, signed with a network."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import show_all, violations
from tests.browser.session import log_in
from tests.browser.watch import count_taps

PASSWORD = "walk-alongside-every-day"


@pytest.fixture
def bedside(site):
    from tests.assessments.bedside import Bedside

    bedside = Bedside()
    bedside.drain = bedside.ask("Remove a drain", position=2)
    bedside.priya.set_password(PASSWORD)
    bedside.priya.save(update_fields=["password"])
    return bedside.open()


@pytest.fixture
def shift(bedside):
    """One of Priya's and Amara's that ended an hour ago."""
    from tests.factories import ShiftFactory

    began = timezone.now() - timedelta(hours=13)
    return ShiftFactory(preceptorship=bedside.preceptorship, starts_at=began)


@pytest.fixture
def phone(open_page, bedside):
    """Priya's phone, which has been online once: what it needs is kept."""
    phone = open_page(bedside.priya, phone=True)
    phone.goto("/sign-offs/")
    until(phone, "navigator.serviceWorker.controller !== null")
    until(phone, "localStorage.getItem('wording') !== null")
    return phone


def until(phone, holds):
    """Wait for something to hold; Playwright's own waiting would be blocked by our policy."""
    for _ in range(80):
        if phone.evaluate(holds):
            return
        phone.wait_for_timeout(100)
    raise AssertionError(holds)


def note(phone, competency, level="Level 4"):
    phone.get_by_label("Whose record?").select_option(index=1)
    phone.get_by_label("Which skill?").select_option(str(competency.pk))
    phone.get_by_role("radio", name=level).check()
    phone.get_by_role("button", name="Save note").click()


def lose_the_network(phone):
    phone.context.set_offline(True)
    phone.goto("/sign-offs/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Note it now, sign it later")


def drafts():
    from assessments.sign_offs.models import SignOffDraft

    return SignOffDraft.objects.order_by("recorded_at")


def test_drafts_are_noted_offline_sent_once_and_signed_online(phone, bedside):
    lose_the_network(phone)
    note(phone, bedside.catheter)
    note(phone, bedside.drain, "Level 3")
    expect(phone.locator("#unsent")).to_contain_text("2 not sent.")
    assert not drafts().exists()

    phone.context.set_offline(False)
    phone.goto("/")
    expect(phone.locator("#arrived")).to_be_visible()
    phone.reload()
    expect(phone.locator("#unsent")).to_be_hidden()
    assert [draft.level.value for draft in drafts()] == [4, 3]

    phone.goto("/drafts/")
    phone.get_by_role("link", name=re.compile("^Sign .*Insert a urinary catheter")).click()
    expect(phone.get_by_role("radio", name="Level 4")).to_be_checked()
    phone.get_by_label("Your password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign as Priya Nair, RN").click()
    phone.get_by_role("heading", name=re.compile("Insert a urinary catheter signed")).wait_for()
    assert [draft.sign_off_id is not None for draft in drafts()] == [True, False]


def test_a_lost_answer_sends_again_and_stores_once(phone, bedside):
    lose_the_network(phone)
    note(phone, bedside.drain)
    phone.context.set_offline(False)

    # The server has it, and the phone never hears so.
    def answer_is_lost(route):
        route.fetch()
        route.abort()

    phone.context.route("**/drafts/receive/", answer_is_lost)
    phone.goto("/")
    until(phone, "!send.isRunning")
    assert drafts().count() == 1
    expect(phone.locator("#unsent")).to_contain_text("1 not sent.")

    phone.context.unroute("**/drafts/receive/")
    phone.reload()
    expect(phone.locator("#arrived")).to_be_visible()
    assert drafts().count() == 1


def test_a_conflict_is_shown_and_nothing_dropped(phone, bedside):
    lose_the_network(phone)
    note(phone, bedside.catheter)
    bedside.sign()
    phone.context.set_offline(False)
    phone.goto("/")
    phone.get_by_role("link", name="See what you noted").click()

    expect(phone.get_by_role("main")).to_contain_text("You have already signed this for that day.")
    expect(
        phone.get_by_role("link", name=re.compile("^Sign .*Insert a urinary catheter"))
    ).to_have_count(0)
    assert drafts().count() == 1


def test_nothing_is_chosen_and_the_page_knows_whose_notes_these_are(phone, bedside):
    lose_the_network(phone)

    assert phone.get_by_label("Whose record?").input_value() == ""
    assert phone.get_by_label("Which skill?").input_value() == ""
    expect(phone.locator("#levels")).to_be_hidden()
    expect(phone.get_by_role("banner")).to_contain_text("PN")


def test_initials_are_kept_once_the_preceptor_agrees_and_go_with_the_log_out(phone, bedside):
    phone.get_by_label("Store initials of the people I sign off on this device").check()
    until(phone, "drafts.wording().with_initials === true")
    lose_the_network(phone)

    expect(phone.get_by_label("Whose record?")).to_contain_text("AO · ")
    stored = phone.evaluate("JSON.stringify(localStorage)")
    assert all(word not in stored for word in ("Amara", "Okafor", "Priya", "Nair"))

    phone.context.set_offline(False)
    phone.goto("/accounts/logout/")
    phone.get_by_role("main").get_by_role("button", name="Log out", exact=True).click()
    phone.wait_for_url("**/accounts/login/**")
    assert phone.evaluate("localStorage.length") == 0


def test_a_device_that_keeps_nothing_says_so(open_page, bedside):
    from tests.browser.test_jobs_no_signal import NO_STORAGE

    phone = open_page(bedside.priya, phone=True)
    phone.add_init_script(NO_STORAGE)
    phone.goto("/offline/")

    expect(phone.get_by_role("main")).to_contain_text("Nothing can be kept on this device")


def test_the_device_holds_no_names_and_no_comment_unless_asked(phone, bedside):
    lose_the_network(phone)
    note(phone, bedside.drain)
    stored = phone.evaluate("JSON.stringify(localStorage)")

    for word in ("Amara", "Okafor", "Priya", "Nair", bedside.amara.email):
        assert word not in stored
    assert json.loads(json.loads(stored)["drafts"])[0]["comment"] == ""

    phone.get_by_label("Store a comment on this device").check()
    phone.get_by_label("One thing that went well").fill("Steady hands.")
    note(phone, bedside.drain)
    assert "Steady hands." in phone.evaluate("localStorage.getItem('drafts')")


def test_logging_out_with_unsent_drafts_warns_first_then_wipes(phone, bedside, watch):
    lose_the_network(phone)
    note(phone, bedside.drain)
    phone.context.set_offline(False)
    # The server is there again, and takes nothing in for now.
    phone.context.route("**/drafts/receive/", lambda route: route.abort())
    phone.goto("/accounts/logout/")
    log_out = phone.get_by_role("main").get_by_role("button", name="Log out", exact=True)

    log_out.click()
    expect(phone.get_by_role("dialog")).to_contain_text("Not sent yet: 1")
    phone.get_by_role("button", name="Stay, and send it first").click()
    assert phone.evaluate("drafts.mine().length") == 1

    log_out.click()
    phone.get_by_role("button", name="Log out and delete it").click()
    phone.wait_for_url("**/accounts/login/**")
    assert phone.evaluate("localStorage.length") == 0
    assert not drafts().exists()


def test_the_next_person_sends_nothing_of_the_ones_before(phone, bedside, open_page):
    lose_the_network(phone)
    note(phone, bedside.drain)
    phone.context.set_offline(False)
    phone.context.clear_cookies()
    log_in(phone.context, bedside.sam, phone.url.split("/sign-offs")[0])

    phone.goto("/")

    expect(phone.locator("#unsent")).to_contain_text("Someone else has unsent notes")
    assert not drafts().exists()


def note_shift(phone, sentence="Say each check aloud."):
    phone.locator("#shifts label").first.tap()
    phone.get_by_role("group", name="Remove a drain").get_by_label("With help").tap()
    phone.get_by_text("Store a sentence on this device").tap()
    phone.get_by_label("Next time").fill(sentence)
    phone.get_by_role("button", name="Save shift note").tap()


def test_p24_a_shift_note_is_written_offline_in_four_taps_and_sent_once(
    bedside, shift, phone, record_property
):
    lose_the_network(phone)
    show_all(phone, 390)
    assert violations(phone) == []
    taps = count_taps(phone)

    note_shift(phone)
    record_property("figure", f"{len(taps)} taps and a sentence, without a network")
    assert 0 < len(taps) <= 4
    expect(phone.locator("#unsent")).to_contain_text("1 not sent.")
    expect(phone.locator("#not-sent")).to_contain_text("Remove a drain: With help")
    expect(phone.locator("#shift-form")).to_be_hidden()
    stored = phone.evaluate("JSON.stringify(localStorage)")
    assert all(word not in stored for word in ("Amara", "Okafor", "Priya", "Nair"))

    # The server has it, and the phone never hears so.
    def answer_is_lost(route):
        route.fetch()
        route.abort()

    phone.context.set_offline(False)
    phone.context.route("**/shift-notes/receive/", answer_is_lost)
    phone.goto("/")
    until(phone, "!send.isRunning")
    assert shift.notes.count() == 1
    phone.context.unroute("**/shift-notes/receive/")
    phone.reload()
    expect(phone.locator("#arrived")).to_be_visible()
    until(phone, "drafts.mine().length === 0")
    phone.goto(f"/shifts/{shift.pk}/")
    expect(phone.get_by_role("main")).to_contain_text("Say each check aloud.")
    assert shift.notes.get().author == bedside.priya


def test_p24_a_shift_note_that_is_refused_stays_with_its_words(bedside, shift, phone, watch):
    lose_the_network(phone)
    note_shift(phone)
    type(shift).objects.filter(pk=shift.pk).update(called_off_at=timezone.now())
    phone.context.set_offline(False)
    watch.expected = {409}

    phone.goto("/")
    until(phone, "Boolean(drafts.mine()[0].message)")
    phone.get_by_role("link", name="See them").click()

    left = phone.locator("#not-sent")
    expect(left).to_contain_text("This shift was cancelled.")
    expect(left).to_contain_text("Say each check aloud.")
    left.get_by_role("link", name="Open the shift").click()
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert not shift.notes.exists()
