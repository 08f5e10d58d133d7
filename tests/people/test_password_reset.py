"""A new password is asked for by anybody and told to nobody but whoever has the address."""

from datetime import timedelta

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import PasswordReset
from people.services.password_reset import ask_reset, send_resets
from people.tasks import send_resets as send_resets_task
from tests.factories import NOON, PersonFactory

pytestmark = pytest.mark.django_db
URL = "account_reset_password"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def person():
    return PersonFactory(email="amara@example.org", password=make_password("several words"))


def ask(client, email="amara@example.org"):
    return client.post(reverse(URL), {"email": email})


def send(at=NOON):
    return send_resets(limit=10, clock=lambda: at)


def broken(monkeypatch, name):
    def fail(*_arguments, **_options):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, name, fail)


def test_the_page_speaks_to_no_mail_server(client, person, monkeypatch):
    for name in ("open", "send_messages"):
        broken(monkeypatch, name)

    response = ask(client)

    assert response.url == reverse("account_reset_password_done")
    assert PasswordReset.objects.get().email == person.email


def test_the_answer_and_the_work_are_the_same_for_a_stranger(client, person):
    answers = []
    for email in ("amara@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            response = ask(client, email)
        asked = [query["sql"].split(" WHERE ")[0] for query in queries]
        answers.append((response.status_code, response.url, len(asked)))
        assert not any("people_person" in sql for sql in asked)

    assert answers[0] == answers[1]


def test_whoever_has_the_address_gets_one_mail(client, person):
    ask(client)
    ask(client, "AMARA@example.org")

    assert send() == 1

    [letter] = mail.outbox
    assert letter.to == [person.email]
    assert not PasswordReset.objects.exists()
    assert send() == 0


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"password": "!"}, {"email": "other@example.org"}]
)
def test_nobody_else_gets_one(client, person, fields):
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()
    ask(client)

    assert send() == 0

    assert mail.outbox == []
    assert not PasswordReset.objects.exists()


@pytest.mark.parametrize("name", ["open", "send_messages"])
def test_it_waits_while_the_mail_server_is_down(client, person, name):
    ask(client)
    with pytest.MonkeyPatch.context() as patch:
        broken(patch, name)
        assert send() == 0

    assert send() == 1


# --- One person cannot stop the others ------------------------------------------------------

WARD, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def ask_from(network, email, client=None):
    sent = {"email": email}
    return (client or Client()).post(reverse(URL), sent, REMOTE_ADDR=network)


def test_whoever_asks_without_end_keeps_no_colleague_at_one_network_from_asking(person):
    """The attack: every address of the house, and nonsense, from the ward's own network."""
    attacker = Client()
    for number in range(150):
        ask_from(WARD, f"nobody{number}@example.org", attacker)
        ask_from(WARD, "colleague@example.org", attacker)

    assert ask_from(WARD, person.email).status_code == 302
    assert send() == 1
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_nobody_is_mailed_without_end(person):
    answers = [ask_from(WARD, person.email).status_code for _number in range(7)]

    assert answers == [302] * 5 + [429] * 2


def test_whose_address_others_typed_asks_from_their_own_device_or_elsewhere(client, person):
    person.set_password("several words in a row")
    person.save()
    log_in = {"login": person.email, "password": "several words in a row"}
    client.post(reverse("account_login"), log_in)
    client.post(reverse("account_logout"))
    for _number in range(6):
        ask_from(WARD, person.email)

    assert ask_from(WARD, person.email).status_code == 429
    assert ask_from(WARD, person.email, client).status_code == 302
    assert ask_from(ELSEWHERE, person.email).status_code == 302


def test_the_limit_is_the_same_for_a_stranger(person):
    answers = [ask_from(WARD, "stranger@example.org").status_code for _number in range(7)]

    assert answers == [302] * 5 + [429] * 2


def test_many_that_wait_leave_in_one_sweep(person, settings):
    for number in range(120):
        PersonFactory(email=f"p{number}@example.org", password=person.password)
        ask_reset(email=f"p{number}@example.org")
    ask_reset(email=person.email)

    send_resets_task()

    assert len(mail.outbox) == 121


def test_whoever_opens_links_without_end_keeps_nobody_from_theirs(person):
    attacker, key = Client(), "account_reset_password_from_key"
    for _number in range(70):
        attacker.get(reverse(key, args=["1", "used"]), REMOTE_ADDR=WARD)
    link = [user_pk_to_url_str(person), default_token_generator.make_token(person)]

    assert Client().get(reverse(key, args=link), REMOTE_ADDR=WARD).status_code == 302


def test_it_is_given_up_after_an_hour(client, person):
    ask(client)

    assert send(NOON + timedelta(hours=1)) == 0
    assert not PasswordReset.objects.exists()
