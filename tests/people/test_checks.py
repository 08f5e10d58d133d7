import pytest
from django.db import DatabaseError

from people import checks
from people.demo_accounts import ACCOUNTS
from tests.factories import PersonFactory


@pytest.fixture
def production(settings):
    settings.DEMO = False


@pytest.mark.django_db
def test_demo_account_elsewhere_is_found(production):
    PersonFactory(email=ACCOUNTS[0].email)

    (message,) = checks.check_no_demo_accounts(None)

    assert message.id == "people.C001"
    assert ACCOUNTS[0].email in message.msg


@pytest.mark.django_db
def test_deactivated_demo_account_harms_nobody(production):
    PersonFactory(email=ACCOUNTS[0].email, is_active=False)

    assert checks.check_no_demo_accounts(None) == []


@pytest.mark.django_db
def test_other_accounts_are_welcome(production):
    PersonFactory(email="priya@example.org")

    assert checks.check_no_demo_accounts(None) == []


@pytest.mark.django_db
def test_demo_account_in_the_demo_is_at_home():
    PersonFactory(email=ACCOUNTS[0].email)

    assert checks.check_no_demo_accounts(None) == []


def test_check_says_nothing_without_a_database(production, monkeypatch):
    class Unreachable:
        def active(self):
            raise DatabaseError

    monkeypatch.setattr("people.models.Person.objects", Unreachable())

    assert checks.check_no_demo_accounts(None) == []
