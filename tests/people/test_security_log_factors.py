"""What services do to factors and accounts elsewhere without allauth is told as well."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from people.factors.services import reset_factors
from people.models import SecurityEvent
from people.sso.services import connect_account, disconnect_account
from people.sso.trip import WaitingAccount
from tests.factories import NOON, AdministratorFactory, PersonFactory

Kind = SecurityEvent.Kind

pytestmark = pytest.mark.django_db


def test_factors_that_an_administrator_removes_are_told():
    person, administrator = PersonFactory(), AdministratorFactory()
    Authenticator.objects.create(user=person, type="totp", data={})

    reset_factors(person=person, reason="Lost her phone.", by=administrator, at=NOON)

    event = SecurityEvent.objects.get(kind=Kind.FACTOR_REMOVED)
    assert (event.by, event.about, event.what) == (administrator.pk, person.pk, "all")


def test_an_account_elsewhere_is_told_when_it_comes_and_goes():
    person = PersonFactory(password=make_password("several words in a row"))
    waiting = WaitingAccount(issuer="https://house.test", subject="7", shown="nia", since=NOON)

    account = connect_account(person=person, account=waiting, at=NOON)
    disconnect_account(account=account, person=person, at=NOON)

    events = SecurityEvent.objects.order_by("recorded_at", "id")
    assert [(event.kind, event.about, event.what) for event in events] == [
        (Kind.ACCOUNT_JOINED, person.pk, "https://house.test"),
        (Kind.ACCOUNT_PARTED, person.pk, "https://house.test"),
    ]
