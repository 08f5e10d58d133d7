import pytest
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError

from people import checks
from people.demo_accounts import ACCOUNTS, PASSWORD
from tests.factories import PersonFactory

HASH = make_password(PASSWORD)


@pytest.fixture
def production(settings):
    settings.DEMO = False


@pytest.mark.django_db
def test_demo_account_elsewhere_is_found(production):
    PersonFactory(email=ACCOUNTS[0].email, password=HASH)

    (message,) = checks.check_no_demo_accounts(None)

    assert message.id == "people.C001"
    assert ACCOUNTS[0].email in message.msg


@pytest.mark.django_db
def test_deactivated_demo_account_harms_nobody(production):
    PersonFactory(email=ACCOUNTS[0].email, password=HASH, is_active=False)

    assert checks.check_no_demo_accounts(None) == []


@pytest.mark.django_db
def test_demo_account_under_another_address_is_found_by_the_hash_they_share(production):
    for name in ("one", "two"):
        PersonFactory(email=f"{name}@hospital.org", password=HASH)

    (message,) = checks.check_no_demo_accounts(None)

    assert "2 accounts of the demo exist here: one@hospital.org, two@" in message.msg


@pytest.mark.django_db
def test_person_entered_at_a_demo_address_without_a_password_harms_nobody(production):
    PersonFactory(email=ACCOUNTS[0].email)

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
