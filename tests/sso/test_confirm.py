"""Before signing: whoever has no password proves at the provider, now, that it is they."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.forms.reauthentication import ConfirmedForm
from people.services.reauthentication import ReauthenticationError, confirm, is_confirmed
from tests import factories as make
from tests.sso.house import connect, led_on_to

CONFIRM = reverse("people:sso-confirm", args=["house"])
CONFIRMED = reverse("people:sso-confirmed")
TYPED = {"comment": "Calm and kind.", "back_to": "/profile/"}


@pytest.fixture
def nia(house, issuer):
    person = make.PersonFactory(name="Nia Bello")
    for subject in ("1", "6", "7"):
        connect(person, issuer, subject)
    return person


@pytest.fixture
def request_of(rf, client):
    def build(person):
        request = rf.post("/")
        request.user, request.session = person, client.session
        return request

    return build


def confirmed(client):
    return is_confirmed(client.session, at=timezone.now())


def test_logging_in_there_is_no_confirmation(client, nia, come_back):
    come_back(client, reverse("people:sso-start", args=["house"]))

    assert "_auth_user_id" in client.session
    assert not confirmed(client)


def test_the_provider_is_told_to_ask_again(client, nia):
    client.force_login(nia)

    there = led_on_to(client.post(CONFIRM, TYPED))

    assert "prompt=login" in there
    assert "max_age=0" in there


def test_who_is_asked_again_is_confirmed_and_led_back(client, nia, come_back):
    client.force_login(nia)

    response = come_back(client, CONFIRM, data=TYPED)

    assert response.url == "/profile/"
    assert confirmed(client)


def test_somebody_logged_in_there_has_to_type_the_password_again(client, nia, come_back, visitor):
    come_back(client, reverse("people:sso-start", args=["house"]))

    with pytest.raises(AssertionError, match="leads nowhere"):
        visitor.walk(led_on_to(client.post(CONFIRM, TYPED)), "nia", password="not theirs")

    assert not confirmed(client)


def test_without_a_script_it_leads_to_a_page_that_says_to_go_back(client, nia, come_back):
    client.force_login(nia)

    response = come_back(client, CONFIRM, data=TYPED | {"back_to": ""})

    assert response.url == CONFIRMED
    assert "Close this tab" in client.get(CONFIRMED).content.decode()


def test_it_leads_back_to_no_other_site(client, nia, come_back):
    client.force_login(nia)

    response = come_back(client, CONFIRM, data={"back_to": "https://elsewhere.example/"})

    assert response.url == CONFIRMED


@pytest.mark.parametrize("name", ["neverasked", "silent"])
def test_a_provider_that_did_not_ask_again_confirms_nobody(client, nia, come_back, name):
    client.force_login(nia)

    response = come_back(client, CONFIRM, name, TYPED)

    assert response.status_code == 403
    assert 'href="/profile/"' in response.content.decode()
    assert not confirmed(client)


def test_somebody_elses_account_confirms_nobody(client, nia, issuer, come_back):
    connect(make.PersonFactory(), issuer, "2")
    client.force_login(nia)

    response = come_back(client, CONFIRM, "sam", TYPED)

    assert response.status_code == 403
    assert not confirmed(client)


def test_an_unknown_account_confirms_nobody(client, nia, come_back):
    client.force_login(nia)

    assert come_back(client, CONFIRM, "sam", TYPED).status_code == 403
    assert not confirmed(client)


def test_the_form_asks_whoever_has_no_password_at_their_provider(nia, request_of):
    form = ConfirmedForm({"password": ""}, request=request_of(nia), at=timezone.now())

    assert form.errors == {"__all__": ["Confirm that it's you first. Nothing was saved."]}
    assert CONFIRM in form.confirmation[1].html


def test_the_form_takes_whoever_was_confirmed_there(client, nia, come_back, request_of):
    client.force_login(nia)
    come_back(client, CONFIRM, data=TYPED)

    form = ConfirmedForm({}, request=request_of(nia), at=timezone.now())

    assert form.is_valid()


def test_no_password_and_no_code_passes_for_them(nia, request_of):
    for secret in ("", "000000", "anything"):
        with pytest.raises(ReauthenticationError, match="Confirm that it's you"):
            confirm(request_of(nia), secret, at=timezone.now())


def test_whoever_has_a_password_may_use_either(nia, request_of):
    nia.set_password("several words in a row")
    nia.save()

    asked = ConfirmedForm(request=request_of(nia), at=timezone.now())
    sent = ConfirmedForm(
        {"password": "several words in a row"}, request=request_of(nia), at=timezone.now()
    )

    assert CONFIRM in asked.confirmation[1].html
    assert "required" not in str(asked["password"])
    assert sent.is_valid()


def test_where_the_provider_cannot_ask_again_a_code_is_mailed(nia, house, request_of):
    house({"confirms": False})

    form = ConfirmedForm({"send_code": "yes"}, request=request_of(nia), at=timezone.now())

    assert form.errors == {"password": ["We've sent a code to your e-mail. Enter it here."]}


def test_a_provider_that_cannot_ask_again_confirms_nobody(client, nia, house, come_back):
    house({"confirms": False})
    client.force_login(nia)

    assert come_back(client, CONFIRM, data=TYPED).status_code == 403
    assert not confirmed(client)


def test_what_was_typed_is_not_taken_for_answered(client, nia):
    """The device forgets what it keeps by this cookie; here it has to keep it."""
    client.force_login(nia)

    response = client.post(CONFIRM, TYPED | {"kept": "0" * 32})

    assert "answered" not in response.cookies
