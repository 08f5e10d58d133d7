"""Passkeys: added, used to log in, as a second step, and in place of the password."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from people.notices.models import Notice
from people.notices.services.delivery import deliver_batch
from people.services.reauthentication import is_confirmed
from tests.factories import NOON, PersonFactory
from tests.people.factors.device import Device
from tests.people.factors.steps import (
    PASSWORD,
    add_passkey,
    enter,
    factors,
    is_logged_in,
    log_in,
    shown_options,
)

pytestmark = pytest.mark.django_db
LOG_IN, CONFIRM = "mfa_login_webauthn", "people:passkey-confirm"
NONSENSE = [
    "",
    "[",
    "null",
    "5",
    "[]",
    "{}",
    '{"id": 1}',
    '{"id": "é", "rawId": "é", "response": 5}',
    '{"id": "YQ", "rawId": "YQ", "response": {"userHandle": "YQ"}}',
    '{"id": "YQ", "rawId": "YQ", "response": []}',
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "YQ", '
    '"authenticatorData": "YQ", "signature": "YQ", "attestationObject": "YQ"}}',
    "[" * 15_000,
    "[" * 30_000,
]


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def with_passkey(client, amara, device):
    """Amara has a passkey, and is logged out."""
    add_passkey(client, amara, device)
    client.logout()
    return amara


def options_for_log_in(client):
    answer = client.get(reverse(LOG_IN), headers={"accept": "application/json"})
    return answer.json()["request_options"]


def log_in_by(client, device, **more):
    answer = device.answer(options_for_log_in(client))
    return client.post(reverse(LOG_IN), {"credential": answer, **more})


def test_a_passkey_is_added_with_recovery_codes_and_told_by_mail(
    client, amara, device, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = add_passkey(client, amara, device, name="My phone")

    assert "Your recovery codes" in response.text
    assert factors(amara) == ["recovery_codes", "webauthn"]
    assert "My phone" in client.get(reverse("people:profile")).text
    deliver_batch(limit=10, clock=lambda: NOON)
    [letter] = mail.outbox
    assert letter.to == ["amara@riverside.example"]
    assert letter.subject == "Added to your account: a passkey"


def test_the_device_is_asked_for_a_finger_and_to_keep_the_passkey(client, amara, device):
    add_passkey(client, amara, device)

    page = client.get(reverse("mfa_add_webauthn"))

    public = shown_options(page)["publicKey"]
    assert public["authenticatorSelection"]["userVerification"] == "required"
    assert public["authenticatorSelection"]["residentKey"] == "preferred"
    assert public["rp"]["id"] == "localhost"
    assert len(public["excludeCredentials"]) == 1


def test_a_passkey_opens_the_door_without_a_password(client, with_passkey, device):
    response = log_in_by(client, device, next="/inbox/")

    assert response.url == "/inbox/"
    assert is_logged_in(client)


def test_logging_in_by_a_passkey_signs_nothing_yet(client, with_passkey, device):
    log_in_by(client, device)

    assert not is_confirmed(client.session, at=NOON)


def test_a_passkey_is_the_second_step_after_the_password(client, with_passkey, device):
    response = log_in(client, with_passkey)
    assert (response.url, is_logged_in(client)) == (reverse("mfa_authenticate"), False)
    page = client.get(response.url)

    client.post(response.url, {"credential": device.answer(shown_options(page))})

    assert is_logged_in(client)


def test_a_passkey_of_somebody_else_is_no_second_step(client, with_passkey, settings):
    other, others_device = PersonFactory(), Device(settings.SITE_URL)
    add_passkey(client, other, others_device)
    client.logout()
    url = log_in(client, with_passkey).url

    answer = others_device.answer(shown_options(client.get(url)))
    page = client.post(url, {"credential": answer})

    assert "passkey didn&#x27;t work" in page.text
    assert not is_logged_in(client)


def test_a_device_that_asked_for_no_finger_opens_nothing(client, with_passkey, device):
    """A stolen phone or key alone is one factor."""
    device.flags = 0x01

    log_in_by(client, device)

    assert not is_logged_in(client)


def test_an_answer_for_another_site_opens_nothing(client, with_passkey, device):
    device.site = "https://alongside.example.net"

    log_in_by(client, device)

    assert not is_logged_in(client)


def test_an_answer_opens_the_door_once(client, with_passkey, device):
    answer = device.answer(options_for_log_in(client))
    client.post(reverse(LOG_IN), {"credential": answer})
    client.logout()
    options_for_log_in(client)

    client.post(reverse(LOG_IN), {"credential": answer})

    assert not is_logged_in(client)


def test_somebody_deactivated_is_not_let_in_by_a_passkey(client, with_passkey, device):
    with_passkey.is_active = False
    with_passkey.save()

    assert log_in_by(client, device).url == reverse("account_inactive")
    assert not is_logged_in(client)


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_is_refused_and_breaks_nothing(client, amara, device, answer):
    add_passkey(client, amara, device)
    for name in (CONFIRM, "mfa_add_webauthn"):
        client.get(reverse(name))
        assert client.post(reverse(name), {"credential": answer}).status_code in (200, 422)
    client.logout()
    options_for_log_in(client)
    assert client.post(reverse(LOG_IN), {"credential": answer}).url == reverse("account_login")
    url = log_in(client, amara).url
    assert client.post(url, {"credential": answer}).status_code == 200
    assert not is_logged_in(client)


def test_a_passkey_confirms_in_place_of_the_password(client, with_passkey, device):
    client.force_login(with_passkey)
    options = client.get(reverse(CONFIRM)).json()["request_options"]

    response = client.post(reverse(CONFIRM), {"credential": device.answer(options)})

    assert response.status_code == 200
    assert is_confirmed(client.session, at=NOON)


def test_a_passkey_of_somebody_else_confirms_nothing(client, with_passkey, settings):
    other, others_device = PersonFactory(), Device(settings.SITE_URL)
    add_passkey(client, other, others_device)
    client.logout()
    client.force_login(with_passkey)
    options = client.get(reverse(CONFIRM)).json()["request_options"]

    response = client.post(reverse(CONFIRM), {"credential": others_device.answer(options)})

    assert response.status_code == 422
    assert not is_confirmed(client.session, at=NOON)


def test_a_passkey_without_a_finger_confirms_nothing(client, with_passkey, device):
    client.force_login(with_passkey)
    options = client.get(reverse(CONFIRM)).json()["request_options"]
    device.flags = 0x01

    client.post(reverse(CONFIRM), {"credential": device.answer(options)})

    assert not is_confirmed(client.session, at=NOON)


def test_tries_with_a_passkey_are_counted(client, with_passkey, device, settings):
    client.force_login(with_passkey)
    for _ in range(5):
        options = client.get(reverse(CONFIRM)).json()["request_options"]
        answer = Device(settings.SITE_URL).answer(options)
        client.post(reverse(CONFIRM), {"credential": answer})
    options = client.get(reverse(CONFIRM)).json()["request_options"]

    response = client.post(reverse(CONFIRM), {"credential": device.answer(options)})

    assert response.status_code == 422
    assert not is_confirmed(client.session, at=NOON)


def test_the_page_that_asks_for_a_password_offers_the_passkey_to_who_has_one(client, with_passkey):
    url, offer = reverse("account_reauthenticate"), "Use your passkey instead"
    client.force_login(with_passkey)
    assert offer in client.get(url).text

    client.force_login(PersonFactory())

    assert offer not in client.get(url).text


def test_a_passkey_is_renamed_and_removed_with_its_recovery_codes(client, amara, device):
    add_passkey(client, amara, device)
    passkey = Authenticator.objects.get(user=amara, type="webauthn")

    client.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": "The blue key"})
    assert "The blue key" in client.get(reverse("mfa_index")).text
    client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))

    assert factors(amara) == []
    told = Notice.objects.inbox_of(amara).values_list("kind", flat=True)
    assert sorted(told) == ["factor_added", "factor_removed"]


def test_nobody_touches_the_passkey_of_somebody_else(client, with_passkey):
    passkey = Authenticator.objects.get(user=with_passkey, type="webauthn")
    enter(client, PersonFactory())

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        url = reverse(name, args=[passkey.pk])
        assert client.post(url, {"name": "mine"}).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_changing_how_one_logs_in_asks_for_the_password_first(client, with_passkey, name, method):
    """Whoever finds an open session cannot make it theirs."""
    passkey = Authenticator.objects.get(user=with_passkey, type="webauthn")
    named = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
    url = reverse(name, args=[passkey.pk] if name in named else [])
    client.force_login(with_passkey)

    response = getattr(client, method)(url)

    assert response.url.startswith(reverse("account_reauthenticate"))
    page = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": url})
    assert page.url == url


def test_whoever_has_no_password_adds_nothing_unchallenged(client, settings):
    nia = PersonFactory(password="!")
    client.force_login(nia)

    response = client.get(reverse("mfa_add_webauthn"))

    assert response.url.startswith(reverse("account_reauthenticate"))
    assert "Code from your e-mail" in client.get(response.url).text


def test_confirming_leads_to_no_other_site(client, amara):
    client.force_login(amara)
    details = {"password": PASSWORD, "next": "https://evil.example/"}

    assert client.post(reverse("account_reauthenticate"), details).url == "/"


def test_the_log_in_page_offers_a_passkey_and_keeps_where_one_was_going(client, db):
    page = client.get(reverse("account_login"), {"next": "/inbox/"})

    form = page.text.partition(f'action="{reverse(LOG_IN)}"')[2].partition("</form>")[0]
    assert "Use a passkey" in form
    assert 'name="next" value="/inbox/"' in form
    assert json.dumps(options_for_log_in(client))
