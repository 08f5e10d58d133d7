"""A new password is asked for by anybody and told to nobody but whoever has the address."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import PasswordReset
from people.services.password_reset import send_resets
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


def test_it_is_given_up_after_an_hour(client, person):
    ask(client)

    assert send(NOON + timedelta(hours=1)) == 0
    assert not PasswordReset.objects.exists()
