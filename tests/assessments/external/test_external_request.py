"""P11: somebody without an account signs by a link, and can say that it was not them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from assessments.external.links import (
    confirmation_token,
    find_request,
    request_token,
    request_url,
)
from assessments.external.models import Confirmation, ExternalRequest
from assessments.external.services.confirmation import (
    ConfirmationError,
    disown_signature,
    send_confirmations,
)
from assessments.external.services.external_request import (
    ExternalRequestError,
    Identity,
    decline_external,
    expire_external,
    withdraw_external,
)
from assessments.ledger.models import LedgerEntry
from assessments.sign_offs.models import SignOff
from people.notices.models import Notice
from tests.assessments.bedside import days_ago
from tests.assessments.chains import broken_chains
from tests.assessments.sign_offs.asking import (
    JO,
    ask_external,
    confirm_external,
    sign_external,
)
from tests.factories import NOON, TODAY


def test_p11_sign_external_is_marked(bedside):
    signed = sign_external(bedside, ask_external(bedside))

    assert (signed.channel, signed.assessor, signed.external.name) == ("external", None, "Jo Park")
    assert signed.entry.content.signed_as == "Jo Park, Physiotherapist, PH12345"
    assert signed.entry.content.identity == "jo@example.org"
    assert list(broken_chains()) == []


def test_p11_a_link_is_good_once(bedside):
    asked = ask_external(bedside)
    sign_external(bedside, asked)

    with pytest.raises(ExternalRequestError, match="has been used"):
        sign_external(bedside, ExternalRequest.objects.with_learner().get())

    assert SignOff.objects.count() == 1


def test_sign_external_twice_with_one_key_is_one_signature(bedside):
    asked, key = ask_external(bedside), uuid4()

    first = sign_external(bedside, asked, idempotency_key=key)
    again = sign_external(
        bedside, ExternalRequest.objects.with_learner().get(), idempotency_key=key
    )

    assert again == first
    assert Confirmation.objects.count() == 1


@pytest.mark.parametrize(
    "end",
    [
        lambda bedside, asked: withdraw_external(request=asked, by=bedside.amara, at=NOON),
        lambda bedside, asked: decline_external(request=asked, at=NOON),
        lambda bedside, asked: expire_external(at=NOON + timedelta(days=14)),
        lambda bedside, asked: end_preceptorship(bedside),
    ],
)
def test_p11_a_link_that_is_over_signs_nothing(bedside, end):
    asked = ask_external(bedside)
    end(bedside, asked)

    with pytest.raises(ExternalRequestError):
        sign_external(bedside, asked)

    assert not SignOff.objects.exists()


def end_preceptorship(bedside):
    type(bedside.preceptorship).objects.update(status="withdrawn", closed_at=NOON)


def test_p11_a_link_lasts_fourteen_days(bedside):
    asked = ask_external(bedside)
    almost = NOON + timedelta(days=14) - timedelta(seconds=1)

    assert expire_external(at=almost) == 0
    with pytest.raises(ExternalRequestError, match="has expired"):
        sign_external(bedside, asked, at=NOON + timedelta(days=14))
    assert sign_external(bedside, asked, at=almost)


def test_p4_nobody_signs_by_a_link_with_the_learners_own_address(bedside):
    own = Identity(name="Jo", role="Nurse", registration_number="1", email=bedside.amara.email)

    with pytest.raises(ExternalRequestError, match="sign yourself off"):
        sign_external(bedside, ask_external(bedside), identity=own)

    assert not SignOff.objects.exists()


def test_p3_the_same_address_is_the_same_assessor(bedside):
    first = sign_external(bedside, ask_external(bedside, observed_on=days_ago(1)))
    confirm_external(first)
    renamed = Identity(name="J. Park", role="Ward lead", registration_number="1", email=JO.email)
    second = sign_external(bedside, ask_external(bedside), identity=renamed)
    confirm_external(second)

    assert first.external == second.external
    assert second.entry.content.signed_as == "J. Park, Ward lead, 1"
    assert bedside.state().assessors == 1


def test_what_is_critical_is_never_asked_by_a_link(three):
    with pytest.raises(ExternalRequestError, match="critical"):
        ask_external(three, competency=three.blood)


@pytest.mark.parametrize("who", ["priya", "sam", "dana"])
def test_ask_external_is_the_learners(bedside, who):
    with pytest.raises(ExternalRequestError, match="Only the person who"):
        ask_external(bedside, by=getattr(bedside, who))


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), days_ago(400)])
def test_p6_ask_external_wants_a_day_of_the_preceptorship(bedside, day):
    with pytest.raises(ExternalRequestError, match="Choose a day"):
        ask_external(bedside, observed_on=day)


def test_ask_external_hands_out_ten_links_at_most(bedside):
    for _ in range(10):
        ask_external(bedside)

    with pytest.raises(ExternalRequestError, match="ten open links"):
        ask_external(bedside)


def test_decline_external_tells_the_learner_and_records_nothing(bedside):
    decline_external(request=ask_external(bedside), at=NOON)

    assert Notice.objects.get().kind == "external_not_assessed"
    assert not LedgerEntry.objects.exclude(kind="require").exists()


# The link itself


def test_a_link_finds_its_request_and_no_other(bedside):
    asked = ask_external(bedside)
    token = request_token(asked)
    confirmation = Confirmation(pk=asked.pk)

    assert find_request(token) == asked
    assert find_request(confirmation_token(confirmation)) is None
    assert find_request(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert find_request("nonsense") is None


def test_a_link_is_built_from_the_configured_address(bedside, settings):
    settings.SITE_URL = "https://alongside.example.org"

    assert request_url(ask_external(bedside)).startswith("https://alongside.example.org/external/")


# The mail, and "this was not me"


@pytest.fixture
def confirmation(bedside):
    sign_external(bedside, ask_external(bedside), comment="Very steady hands.")
    return Confirmation.objects.select_related("sign_off__preceptorship__learner__person").get()


def test_p11_the_mail_goes_out_once_and_tells_nothing_of_the_learner(confirmation):
    assert send_confirmations(clock=lambda: NOON) == 1
    assert send_confirmations(clock=lambda: NOON) == 0

    [letter] = mail.outbox
    text = f"{letter.subject} {letter.body} {letter.alternatives}"
    assert letter.to == ["jo@example.org"]
    assert confirmation_token(confirmation) in letter.body
    assert "Amara" not in text
    assert "steady" not in text
    assert "catheter" not in text


def test_a_mail_that_fails_is_tried_again(confirmation, monkeypatch):
    def refuse(*_):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        assert send_confirmations(clock=lambda: NOON) == 0

    assert send_confirmations(clock=lambda: NOON) == 1
    assert Confirmation.objects.get().failures == 1


def test_p11_disowning_suspends_and_tells_the_coordinator(bedside, confirmation):
    confirm_external(confirmation.sign_off)

    disown_signature(confirmation=confirmation, at=NOON + timedelta(days=29))

    assert bedside.state().achieved_at is None
    assert SignOff.objects.get().is_suspended
    assert Notice.objects.filter(kind="sign_off_disowned", recipient=bedside.dana).exists()


def test_p11_disowning_ends_after_thirty_days(bedside, confirmation):
    confirm_external(confirmation.sign_off)

    with pytest.raises(ConfirmationError, match="30 days"):
        disown_signature(confirmation=confirmation, at=NOON + timedelta(days=30))

    assert bedside.state().achieved_at


def test_disowning_again_changes_nothing(confirmation):
    for _ in range(2):
        disown_signature(confirmation=confirmation, at=NOON)

    assert LedgerEntry.objects.filter(kind="suspend").count() == 1


# The pages


@pytest.fixture
def link(bedside):
    return reverse("assessments:external-sign", args=[request_token(ask_external(bedside))])


def filled(bedside, **changed):
    return {
        "level": bedside.levels[4].pk,
        "method": "workplace",
        "name": " Jo   Park ",
        "role": "Physiotherapist",
        "registration_number": "PH12345",
        "email": "Jo@Example.org",
        "idempotency_key": uuid4(),
    } | changed


@pytest.mark.usefixtures("at_noon")
def test_external_sign_from_the_link_to_thank_you(client, bedside, link):
    page = client.get(link)
    done = client.post(link, filled(bedside), follow=True)

    assert "Amara Okafor" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert "Thank you. One more step." in done.content.decode()
    assert SignOff.objects.get().external.email == "jo@example.org"
    assert SignOff.objects.get().entry.content.signed_as.startswith("Jo Park,")


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("field", ["level", "name", "role", "registration_number", "email"])
def test_external_sign_wants_to_know_who(client, bedside, link, field):
    response = client.post(link, filled(bedside, **{field: ""}))

    assert list(response.context["form"].errors) == [field]
    assert not SignOff.objects.exists()


@pytest.mark.usefixtures("at_noon")
def test_external_decline_thanks_and_signs_nothing(client, bedside, link):
    done = client.post(f"{link}decline/", follow=True)

    assert done.status_code == 200
    assert "Thank you for telling us." in done.content.decode()
    assert ExternalRequest.objects.get().status == "not_assessed"


@pytest.mark.usefixtures("at_noon")
def test_external_sign_is_not_changed_by_looking(client, link):
    for method in (client.get, client.head):
        method(link)

    assert ExternalRequest.objects.get().is_open


@pytest.mark.usefixtures("at_noon")
def test_external_sign_of_a_withdrawn_link_says_so(client, bedside, link):
    withdraw_external(
        request=ExternalRequest.objects.with_learner().get(), by=bedside.amara, at=NOON
    )

    response = client.post(link, filled(bedside))

    assert response.status_code == 410
    assert "This link no longer works" in response.content.decode()


@pytest.mark.usefixtures("at_noon", "db")
def test_external_links_are_not_tried_without_end(client):
    url = reverse("assessments:external-sign", args=["nonsense"])

    found = [client.post(url).status_code for _ in range(61)]

    assert found == [404] * 60 + [429]


@pytest.mark.usefixtures("at_noon")
def test_what_others_try_at_their_links_leaves_a_link_open(client, bedside, link):
    """The attack: somebody behind the ward's address uses up what all of it may do in a minute."""
    url = reverse("assessments:external-sign", args=["nonsense"])
    for _number in range(61):
        client.post(url)

    assert client.post(url).status_code == 429
    assert client.post(link, filled(bedside)).status_code == 302


@pytest.mark.usefixtures("at_noon")
def test_a_link_that_was_tried_elsewhere_is_open_from_another_network(client, bedside, link):
    for _number in range(61):
        client.post(link, REMOTE_ADDR="203.0.113.9")

    assert client.post(link, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert client.post(link, filled(bedside)).status_code == 302


@pytest.mark.usefixtures("at_noon")
def test_external_request_detail_shows_the_link_to_the_learner_alone(client, bedside):
    asked = ask_external(bedside)
    url = reverse("assessments:external-request-detail", args=[asked.pk])
    shown = {}
    for who in ("amara", "priya", "dana"):
        client.force_login(getattr(bedside, who))
        shown[who] = request_token(asked) in client.get(url).content.decode()

    assert shown == {"amara": True, "priya": False, "dana": False}


@pytest.mark.usefixtures("at_noon")
def test_confirmation_disown_page(client, bedside, confirmation):
    url = reverse("assessments:confirmation-disown", args=[confirmation_token(confirmation)])

    client.get(url)
    assert not SignOff.objects.get().is_suspended
    said = client.post(url, follow=True).content.decode()

    assert "You told us this wasn't you" in said
    assert SignOff.objects.get().is_suspended
