"""Signed without logging in: by a link, on the learner's phone; and "this was not me"."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

PIN = "739150"


@pytest.fixture
def bedside(site):
    from assessments.sign_offs.services.signing_pin import set_pin
    from tests.assessments.bedside import Bedside
    from tests.factories import NOON

    bedside = Bedside().open()
    set_pin(person=bedside.priya, pin=PIN, at=NOON)
    return bedside


def record_url(bedside):
    return f"/preceptorships/{bedside.preceptorship.pk}/competencies/{bedside.catheter.pk}/"


def mailed_link():
    """Let the mail go out, and return where it leads."""
    from django.core import mail
    from django.utils import timezone

    from assessments.external.services.confirmation import send_confirmations

    send_confirmations(clock=timezone.now)
    return re.search(r"https?://\S+(/confirmations/\S+)", mail.outbox[-1].body)[1]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_somebody_without_an_account_signs_and_disowns(open_page, bedside, scripts):
    learner = open_page(bedside.amara, phone=True, scripts=scripts)
    learner.goto(record_url(bedside))
    learner.get_by_role("link", name="Seen by someone who isn't on Alongside?").click()
    learner.get_by_role("button", name="Create link").click()
    expect(learner.get_by_role("img", name="QR code of the link below")).to_be_visible()
    link = learner.get_by_label("The link").input_value()

    stranger = open_page(phone=True, scripts=scripts)
    stranger.goto(link)
    stranger.get_by_role("radio", name="Level 4").check()
    stranger.get_by_label("Your name").fill("Jo Park")
    stranger.get_by_label("Your role").fill("Physiotherapist")
    stranger.get_by_label("Your registration number").fill("PH12345")
    stranger.get_by_label("Your work e-mail").fill("jo@example.org")
    assert not scripts or violations(stranger) == []
    stranger.get_by_role("button", name="Sign in Amara Okafor's record").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Thank you. One more step.")

    learner.goto(record_url(bedside))
    main = learner.get_by_role("main")
    expect(main).to_contain_text("Jo Park, Physiotherapist, PH12345")
    expect(main).to_contain_text("by a link, without an account")

    expect(main).to_contain_text("waiting to be confirmed by e-mail")

    mailed = mailed_link()
    learner.goto(mailed)
    expect(learner.get_by_role("main")).to_contain_text("it can't be confirmed here")
    stranger.goto(mailed)
    assert not scripts or violations(stranger) == []
    stranger.get_by_role("button", name="Yes, I signed this").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Confirmed. Thank you.")
    learner.goto(record_url(bedside))
    expect(main).to_contain_text("signed off")

    stranger.get_by_role("button", name="This was not me").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("You told us this wasn't you")
    assert not scripts or violations(stranger) == []

    learner.reload()
    expect(main).to_contain_text("on hold: the named signer says they didn't sign it")
    coordinator = open_page(bedside.dana, scripts=scripts)
    coordinator.goto("/inbox/")
    expect(coordinator.get_by_role("main")).to_contain_text("Jo Park says they didn't sign this")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_the_phone_is_handed_over_and_back(open_page, bedside, scripts):
    phone = open_page(bedside.amara, phone=True, scripts=scripts)
    phone.goto(record_url(bedside))
    phone.get_by_role("link", name="signs on this phone").click()

    phone.get_by_role("radio", name="Level 4").check()
    phone.get_by_label("Your PIN").fill("111222")
    phone.get_by_role("button", name="Sign by PIN").click()
    expect(phone.locator(".error-summary")).to_contain_text("That PIN is wrong")
    assert phone.get_by_role("radio", name="Level 4").is_checked()
    assert not scripts or violations(phone) == []

    phone.get_by_label("Your PIN").fill(PIN)
    phone.get_by_role("button", name="Sign by PIN").click()
    expect(phone.locator("#messages")).to_contain_text("Please hand the phone back.")
    expect(phone.get_by_role("main")).to_contain_text("on the learner's device")

    # It is Amara's phone still: her record, and nothing to sign.
    phone.goto(f"{record_url(bedside)}practice/")
    assert phone.goto(record_url(bedside)).status == 200
    expect(phone.get_by_role("link", name="Sign again")).to_have_count(0)
    assert mailed_link()


def test_evidence_is_added_and_becomes_part_of_the_signature(open_page, bedside, tmp_path):
    from tests.common.file_samples import photo

    file = tmp_path / "certificate.jpg"
    file.write_bytes(photo())
    learner = open_page(bedside.amara, phone=True)
    learner.goto(record_url(bedside))
    learner.get_by_role("link", name="Add evidence").click()
    learner.get_by_label("File").set_input_files(file)
    learner.get_by_label("What is it?").fill("Certificate of the course")
    learner.get_by_role("button", name="Upload").click()
    expect(learner.get_by_role("main")).to_contain_text("photo (JPEG)")

    bedside.priya.set_password("walk-alongside-every-day")
    bedside.priya.save(update_fields=["password"])
    preceptor = open_page(bedside.priya, phone=True)
    preceptor.goto(f"{record_url(bedside)}sign/")
    preceptor.get_by_label("Certificate of the course").check()
    preceptor.get_by_role("radio", name="Level 4").check()
    preceptor.get_by_label("Your password").fill("walk-alongside-every-day")
    preceptor.get_by_role("button", name="Sign as").click()

    receipt = preceptor.get_by_role("main")
    expect(receipt.get_by_role("link", name="Certificate of the course")).to_be_visible()
    assert violations(preceptor) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_practice_note_is_written_and_shared(open_page, bedside, scripts):
    learner = open_page(bedside.amara, phone=True, scripts=scripts)
    learner.goto(record_url(bedside))
    learner.get_by_role("link", name="Write a note").click()
    learner.get_by_label("What happened").fill("Forgot to ask for consent first.")
    learner.get_by_label("How did it go for you?").select_option(index=3)
    learner.get_by_role("button", name="Save note").click()
    lane = learner.get_by_role("region", name="Practice")
    expect(lane).to_contain_text("Forgot to ask for consent first.")
    expect(lane).to_contain_text("only you")

    preceptor = open_page(bedside.priya, phone=True, scripts=scripts)
    preceptor.goto(record_url(bedside))
    expect(preceptor.get_by_role("main")).not_to_contain_text("Forgot to ask")

    learner.get_by_role("button", name="Share with the people who sign me off").click()
    preceptor.reload()
    expect(preceptor.get_by_role("main")).to_contain_text("Forgot to ask for consent first.")
