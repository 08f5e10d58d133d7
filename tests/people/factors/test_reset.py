"""Factors that somebody lost: an administrator removes them, on record, and never their own."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse

from people.factors.models import FactorChange
from people.factors.services import FactorsError, reset_factors
from people.notices.models import Notice
from people.notices.services.delivery import deliver_batch
from tests.factories import NOON, AdministratorFactory, PersonFactory
from tests.people.factors.steps import (
    PASSWORD,
    add_app,
    add_passkey,
    factors,
    is_logged_in,
    log_in,
)

pytestmark = pytest.mark.django_db
REASON = "Came to the office with her badge."


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def jon():
    return AdministratorFactory(name="Jon Admin", password=make_password(PASSWORD))


@pytest.fixture
def with_factors(client, amara, device):
    add_passkey(client, amara, device)
    add_app(amara)
    client.logout()
    Notice.objects.all().delete()
    return amara


def ask(client, person, **details):
    return client.post(reverse("people:factors-reset", args=[person.pk]), details)


def test_it_takes_the_administrators_password_and_a_reason(client, with_factors, jon):
    client.force_login(jon)

    ask(client, with_factors, reason=REASON, password="wrong")
    ask(client, with_factors, reason="", password=PASSWORD)

    assert factors(with_factors) == ["recovery_codes", "totp", "webauthn"]


def test_every_factor_goes_and_the_person_is_told_by_mail(client, with_factors, jon):
    client.force_login(jon)

    ask(client, with_factors, reason=REASON, password=PASSWORD)

    assert factors(with_factors) == []
    deliver_batch(limit=10, clock=lambda: NOON)
    [letter] = mail.outbox
    assert letter.to == ["amara@riverside.example"]
    assert letter.subject == "Your second step was removed"
    assert "Jon Admin" in letter.body
    client.logout()
    log_in(client, with_factors)
    assert is_logged_in(client)


def test_administrators_see_who_did_it_and_why(client, with_factors, jon):
    reset_factors(person=with_factors, reason=REASON, by=jon, at=NOON)
    page = reverse("people:person-detail", args=[with_factors.pk])

    client.force_login(AdministratorFactory())
    seen = client.get(page).text
    client.force_login(with_factors)
    own = client.get(page).text

    assert "Jon Admin" in seen
    assert REASON in seen
    assert REASON not in own


def test_nobody_removes_their_own_by_it(client, jon):
    add_app(jon)
    client.force_login(jon)

    assert ask(client, jon, reason=REASON, password=PASSWORD).status_code == 403
    with pytest.raises(FactorsError, match="Another administrator"):
        reset_factors(person=jon, reason=REASON, by=jon, at=NOON)
    assert factors(jon) == ["totp"]


def test_nobody_else_removes_any(with_factors):
    for by in (PersonFactory(), AdministratorFactory(is_active=False)):
        with pytest.raises(FactorsError):
            reset_factors(person=with_factors, reason=REASON, by=by, at=NOON)


def test_there_has_to_be_something_to_remove(amara, jon):
    with pytest.raises(FactorsError, match="nothing to remove"):
        reset_factors(person=amara, reason=REASON, by=jon, at=NOON)


def test_an_operator_helps_the_only_administrator(jon):
    add_app(jon)

    call_command("remove_second_factors", jon.email.upper(), reason="Called back by phone.")

    assert factors(jon) == []
    deliver_batch(limit=10, clock=lambda: NOON)
    assert "The operator removed your passkeys" in mail.outbox[0].body


def test_the_command_says_whom_it_does_not_know(jon):
    for email in ("nobody@example.org", jon.email):
        with pytest.raises(CommandError):
            call_command("remove_second_factors", email, reason="x")


@pytest.mark.parametrize(
    "wrong",
    [{"act": "reset", "reason": ""}, {"act": "added", "reason": "why"}, {"by_oneself": True}],
)
def test_the_record_keeps_its_shape(amara, wrong):
    row = {"person": amara, "factor": "totp", "act": "reset", "reason": REASON, "changed_at": NOON}
    row["changed_by"] = amara if wrong.pop("by_oneself", False) else AdministratorFactory()

    with pytest.raises(IntegrityError):
        FactorChange.objects.create(**row | wrong)
