"""The password again: fresh for ten minutes, counted by account, closed when in doubt."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail

from people.forms.reauthentication import ConfirmedForm
from people.services.reauthentication import (
    ReauthenticationError,
    confirm,
    is_confirmed,
    send_code,
)
from tests import factories as make
from tests.factories import NOON

PASSWORD = "a quiet corridor"

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(rf):
    def build(person, password=PASSWORD):
        if password:
            person.set_password(password)
            person.save()
        request = rf.post("/")
        request.user = person
        request.session = SessionStore()
        request.session["_auth_user_id"] = str(person.pk)
        return request

    return build


@pytest.fixture
def request_of_priya(request_of):
    return request_of(make.PersonFactory(name="Priya Nair"))


def test_a_new_session_is_not_confirmed(request_of_priya):
    assert not is_confirmed(request_of_priya.session, at=NOON)


@pytest.mark.parametrize(
    ("seconds", "is_fresh"), [(0, True), (599, True), (600, False), (-1, False)]
)
def test_a_password_is_fresh_for_ten_minutes(request_of_priya, seconds, is_fresh):
    confirm(request_of_priya, PASSWORD, at=NOON)

    later = NOON + timedelta(seconds=seconds)
    assert is_confirmed(request_of_priya.session, at=later) is is_fresh


def test_a_wrong_password_confirms_nothing(request_of_priya):
    with pytest.raises(ReauthenticationError, match="password is wrong"):
        confirm(request_of_priya, "a loud corridor", at=NOON)

    assert not is_confirmed(request_of_priya.session, at=NOON)


@pytest.fixture
def request_of_nia(request_of):
    """Somebody who logs in elsewhere and has no password here."""
    return request_of(make.PersonFactory(name="Nia Bello"), password=None)


def mailed_code():
    return re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)[0]


@pytest.mark.parametrize("secret", ["", "000000", "a quiet corridor"])
def test_an_account_without_a_password_never_passes_unchallenged(request_of_nia, secret):
    with pytest.raises(ReauthenticationError, match="Ask for a code"):
        confirm(request_of_nia, secret, at=NOON)

    assert not is_confirmed(request_of_nia.session, at=NOON)


def test_a_mailed_code_confirms_once(request_of_nia):
    send_code(request_of_nia, at=NOON)
    code = mailed_code()

    confirm(request_of_nia, f" {code[:3]} {code[3:]} ", at=NOON)

    assert is_confirmed(request_of_nia.session, at=NOON)
    assert mail.outbox[0].to == [request_of_nia.user.email]
    with pytest.raises(ReauthenticationError, match="Ask for a code"):
        confirm(request_of_nia, code, at=NOON)


def test_a_mailed_code_ends_after_ten_minutes(request_of_nia):
    send_code(request_of_nia, at=NOON)

    with pytest.raises(ReauthenticationError, match="has expired"):
        confirm(request_of_nia, mailed_code(), at=NOON + timedelta(minutes=10))


def test_a_new_code_ends_the_old_one(request_of_nia, monkeypatch):
    codes = iter([1, 2])
    monkeypatch.setattr("people.services.reauthentication.secrets.randbelow", lambda _: next(codes))
    send_code(request_of_nia, at=NOON)
    send_code(request_of_nia, at=NOON)

    with pytest.raises(ReauthenticationError, match="That isn't the code"):
        confirm(request_of_nia, "000001", at=NOON)
    confirm(request_of_nia, "000002", at=NOON)


def test_codes_are_neither_guessed_nor_asked_for_without_end(request_of_nia):
    for _ in range(3):
        send_code(request_of_nia, at=NOON)
    with pytest.raises(ReauthenticationError, match="several codes"):
        send_code(request_of_nia, at=NOON)
    for _ in range(5):
        with pytest.raises(ReauthenticationError, match="That isn't the code"):
            confirm(request_of_nia, "not it", at=NOON)

    with pytest.raises(ReauthenticationError, match="Too many tries"):
        confirm(request_of_nia, mailed_code(), at=NOON)


def test_a_code_mailed_to_one_person_is_not_the_next_ones(request_of_nia, request_of):
    send_code(request_of_nia, at=NOON)
    other = request_of(make.PersonFactory(), password=None)
    other.session["code_mailed"] = request_of_nia.session["code_mailed"]

    with pytest.raises(ReauthenticationError, match="Ask for a code"):
        confirm(other, mailed_code(), at=NOON)


def test_a_mail_server_that_is_down_is_said_so(request_of_nia, monkeypatch):
    def refuse(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

    with pytest.raises(ReauthenticationError, match="couldn't send the code"):
        send_code(request_of_nia, at=NOON)


def test_the_session_holds_no_code(request_of_nia):
    send_code(request_of_nia, at=NOON)

    assert mailed_code() not in str(dict(request_of_nia.session))


def test_the_form_mails_a_code_and_keeps_what_was_typed(request_of_nia):
    asked = ConfirmedForm({"password": "", "send_code": "yes"}, request=request_of_nia, at=NOON)

    assert asked.errors == {"password": ["We've sent a code to your e-mail. Enter it here."]}
    answered = ConfirmedForm(
        # Enter in the field presses the button that stands beside it.
        {"password": mailed_code(), "send_code": "yes"},
        request=request_of_nia,
        at=NOON,
    )
    assert answered.is_valid()


def test_the_form_mails_no_code_to_who_has_a_password(request_of_priya):
    form = ConfirmedForm({"send_code": "yes"}, request=request_of_priya, at=NOON)

    assert not form.is_valid()
    assert mail.outbox == []


def test_a_deactivated_account_never_passes(request_of):
    request = request_of(make.PersonFactory(is_active=False))

    with pytest.raises(ReauthenticationError):
        confirm(request, PASSWORD, at=NOON)


def test_the_sixth_try_is_refused_even_with_the_right_password(request_of_priya):
    for _ in range(5):
        with pytest.raises(ReauthenticationError, match="password is wrong"):
            confirm(request_of_priya, "a loud corridor", at=NOON)

    with pytest.raises(ReauthenticationError, match="Too many tries"):
        confirm(request_of_priya, PASSWORD, at=NOON)


def test_tries_are_counted_by_account(request_of, request_of_priya):
    for _ in range(5):
        with pytest.raises(ReauthenticationError):
            confirm(request_of_priya, "a loud corridor", at=NOON)

    sam = request_of(make.PersonFactory())
    confirm(sam, PASSWORD, at=NOON)

    assert is_confirmed(sam.session, at=NOON)


def test_a_confirmation_is_not_inherited_by_the_next_person(request_of_priya):
    confirm(request_of_priya, PASSWORD, at=NOON)
    request_of_priya.session["_auth_user_id"] = str(make.PersonFactory().pk)

    assert not is_confirmed(request_of_priya.session, at=NOON)


def test_a_confirmation_ends_at_log_out(client):
    person = make.PersonFactory()
    client.force_login(person)
    session = client.session
    session["password_confirmed"] = {"person": str(person.pk), "at": NOON.isoformat()}
    session.save()

    client.logout()
    client.force_login(person)

    assert not is_confirmed(client.session, at=NOON)


def test_the_form_asks_only_where_the_password_is_not_fresh(request_of_priya):
    before = ConfirmedForm(request=request_of_priya, at=NOON)
    confirm(request_of_priya, PASSWORD, at=NOON)
    after = ConfirmedForm(request=request_of_priya, at=NOON)

    assert ("password" in before.fields, "password" in after.fields) == (True, False)


def test_the_form_refuses_a_missing_and_a_wrong_password(request_of_priya):
    missing = ConfirmedForm({}, request=request_of_priya, at=NOON)
    wrong = ConfirmedForm({"password": "a loud corridor"}, request=request_of_priya, at=NOON)

    assert missing.errors == {"password": ["Enter your password."]}
    assert wrong.errors == {"password": ["That password is wrong. Nothing was saved."]}


def test_the_form_forgets_a_password_that_was_right(request_of_priya):
    form = ConfirmedForm({"password": PASSWORD}, request=request_of_priya, at=NOON)

    assert form.is_valid()
    assert "password" not in form.fields
    assert form.cleaned_data == {"password": ""}
