"""A review with four signatures, one of them by a link, from the meeting to the PDF (P27)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

PASSWORD = "walk-alongside-every-day"


@pytest.fixture
def meeting(site):
    from tests.assessments.reviews.meeting import Meeting

    meeting = Meeting(third_signer="ward manager")
    for person in (meeting.priya, meeting.amara, meeting.dana):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return meeting


def mailed_link():
    """Let the mail go out, and return where it leads."""
    from django.core import mail
    from django.utils import timezone

    from assessments.reviews.services.confirmation import send_review_mails

    send_review_mails(clock=timezone.now)
    return re.search(r"https?://\S+(/signing/confirm/\S+)", mail.outbox[-1].body)[1]


def sign(page, meeting, words=""):
    page.goto(f"/reviews/{meeting.review.pk}/")
    if words:
        page.get_by_role("textbox").first.fill(words)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign as").click()
    expect(page.locator("#messages")).to_contain_text("Signed.")


def sign_by_link(page, link):
    page.goto(link)
    expect(page.get_by_role("main")).not_to_contain_text("Calm with patients.")
    page.get_by_label("How do you see Amara?").fill("Reliable.")
    page.get_by_label("Your name").fill("R. Achebe")
    page.get_by_label("Your registration number").fill("12A")
    page.get_by_label("Your work e-mail").fill("r.achebe@ward.example")
    page.get_by_role("button", name="Sign this review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. One more step.")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_review_is_signed_by_four_one_of_them_by_a_link(open_page, meeting, scripts, phone):
    preceptor = open_page(meeting.priya, phone=phone, scripts=scripts)
    preceptor.goto(f"/reviews/{meeting.review.pk}/")
    preceptor.get_by_role("link", name="Mark as done").click()
    preceptor.get_by_role("button", name="Mark as done").click()
    preceptor.get_by_label("How is Amara doing?").fill("Calm with patients.")
    preceptor.get_by_role("radio", name="On track").check()
    preceptor.get_by_role("button", name="Save").click()
    preceptor.get_by_role("button", name="Create link").click()
    link = preceptor.get_by_label("The link").input_value()
    assert not scripts or violations(preceptor) == []

    manager = open_page(phone=phone, scripts=scripts)
    sign_by_link(manager, link)
    manager.goto(link)
    expect(manager.get_by_role("main")).not_to_contain_text("How do you see")
    learner = open_page(meeting.amara, phone=phone, scripts=scripts)
    sign(learner, meeting, "I feel safe with drains.")
    assert not scripts or violations(learner) == []
    sign(preceptor, meeting)
    manager.goto(mailed_link())
    assert not scripts or violations(manager) == []
    manager.get_by_role("button", name="Yes, I signed this").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text("Confirmed. Thank you.")

    coordinator = open_page(meeting.dana, phone=phone, scripts=scripts)
    coordinator.goto("/reviews/")
    coordinator.get_by_role("link", name="Open and sign").click()
    sign(coordinator, meeting)
    main = coordinator.get_by_role("main")
    expect(main).to_contain_text("R. Achebe, ward manager, 12A")
    expect(main).to_contain_text("I feel safe with drains.")
    with coordinator.expect_download() as saved:
        coordinator.get_by_role("link", name="Save as PDF").click()
    assert saved.value.suggested_filename == "review.pdf"


def test_what_somebody_changed_meanwhile_is_read_before_it_is_signed(open_page, meeting):
    meeting.hold()
    meeting.agree()
    learner = open_page(meeting.amara, phone=True)
    learner.goto(f"/reviews/{meeting.review.pk}/")
    learner.get_by_label("How are you doing?").fill("I feel safe with drains.")
    learner.get_by_label("Your password").fill(PASSWORD)
    meeting.agree("support_needed")

    learner.get_by_role("button", name="Sign as").click()

    expect(learner.locator(".error-summary")).to_contain_text("Priya Nair changed this review")
    expect(learner.get_by_label("How are you doing?")).to_have_value("I feel safe with drains.")
    assert violations(learner) == []
    learner.get_by_role("button", name="Sign as").click()
    expect(learner.locator("#messages")).to_contain_text("Signed.")
