"""The pages of a third signer's link, without an account (P11, P27)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.reviews.links import confirmation_token, link_token
from tests.assessments.reviews.meeting import ACHEBE, Meeting
from tests.factories import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def url(name, *arguments):
    return reverse(f"assessments:review-{name}", args=arguments)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def third():
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    return meeting


def test_the_link_page_shows_link_and_code(login, third):
    client = login(third.priya)

    created = client.post(url("link-create", third.review.pk))
    page = client.get(created.url)

    assert link_token(third.outcome.links.get()) in text_of(page)


def test_a_third_signer_signs_by_the_link_and_confirms_without_an_account(client, third):
    link = third.ask_third()
    sign, confirm = (
        url("sign", link_token(link)),
        url("link-confirm", confirmation_token(link)),
    )
    seen = client.get(sign).context["form"]["seen"].value()
    identity = {name: getattr(ACHEBE, name) for name in ACHEBE.__slots__}

    client.post(sign, identity | {"text": "Reliable.", "seen": seen})
    used = client.post(sign, identity | {"text": "Again.", "seen": seen})
    client.post(confirm)

    assert "One more step" in text_of(used)
    assert third.part("third").text == "Reliable."
    assert third.part("third").signed_at == NOON


def test_the_link_shows_nothing_that_anybody_wrote(client, third):
    third.write(third.amara, "Only for those who sign.")

    page = text_of(client.get(url("sign", link_token(third.ask_third()))))

    assert "On track" in page
    assert "Only for those who sign." not in page


def test_a_link_that_is_over_says_so(client, third, time_machine):
    link = third.ask_third()
    time_machine.move_to(NOON + timedelta(days=15), tick=False)

    response = client.get(url("sign", link_token(link)))

    assert response.status_code == 410
    assert "no longer works" in text_of(response)


def test_looking_at_the_confirmation_confirms_nothing(client, third):
    link = third.ask_third()
    third.sign_by_link(link)

    client.get(url("link-confirm", confirmation_token(link)))

    assert third.part("third").signed_at is None


def test_a_confirmed_signature_is_called_so_in_any_browser(login, third):
    link = third.ask_third()
    third.sign_by_link(link)
    third.confirm(link)

    page = login(third.priya).get(url("link-confirm", confirmation_token(link)))

    assert "You've confirmed this signature" in text_of(page).replace("&#x27;", "'")
