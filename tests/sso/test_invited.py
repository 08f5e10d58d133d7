"""Whoever is invited may log in elsewhere instead of choosing a password."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import timezone

from common.open_links import hash_secret
from people.models import Invitation, Person
from people.services.invitation import invite_people
from tests import factories as make
from tests.sso.house import connect

TOKEN = "a-token-of-the-mail"
BEGIN = reverse("people:sso-invited-start", args=["house", TOKEN])
INVITED = reverse("people:sso-invited")


@pytest.fixture
def nia(house):
    person = make.PersonFactory(name="Nia Bello")
    tomorrow = timezone.now() + timedelta(days=1)
    make.InvitationFactory(person=person, token_hash=hash_secret(TOKEN), expires_at=tomorrow)
    return person


def test_the_invitation_connects_and_lets_in_with_no_password(client, nia, issuer, come_back):
    asked = come_back(client, BEGIN)
    page = client.get(asked.url).content.decode()

    response = client.post(INVITED)

    nia.refresh_from_db()
    assert asked.url == INVITED
    assert "you log in with House login as nia@house.example" in page
    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(nia.pk)
    assert (nia.is_activated, nia.has_usable_password()) == (True, False)
    assert SocialAccount.objects.get().user == nia


def test_the_page_of_an_invitation_offers_it(client, nia):
    page = client.get(reverse("people:invitation-accept", args=[TOKEN])).content.decode()

    assert f'action="{BEGIN}"' in page
    assert "Log in with House login" in page


def test_looking_connects_nothing(client, nia, come_back):
    come_back(client, BEGIN)

    client.get(INVITED)

    assert not SocialAccount.objects.exists()


def test_an_invitation_is_used_once(client, nia, come_back):
    come_back(client, BEGIN)
    Invitation.objects.update(accepted_at=timezone.now())

    response = client.post(INVITED)

    assert response.status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_unknown_link_leads_nowhere(client, house):
    address = reverse("people:sso-invited-start", args=["house", "made-up"])

    assert client.post(address).status_code == 404


def test_whoever_was_deactivated_since_stays_out(client, nia, come_back):
    come_back(client, BEGIN)
    Person.objects.update(is_active=False)

    response = client.post(INVITED)

    assert response.status_code == 403
    assert "_auth_user_id" not in client.session


def test_somebody_elses_account_is_refused_and_the_invitation_stays(client, nia, issuer, come_back):
    connect(make.PersonFactory(), issuer)
    come_back(client, BEGIN)

    response = client.post(INVITED)

    assert response.status_code == 403
    assert Invitation.objects.get().accepted_at is None


def test_an_account_at_the_provider_that_was_left_open_is_not_taken(client, nia, come_back):
    assert come_back(client, BEGIN, "neverasked").status_code == 403


def test_without_an_invitation_nobody_gets_in_by_its_page(client, house):
    assert client.get(INVITED).status_code == 403
    assert client.post(INVITED).status_code == 403


def test_whoever_logs_in_elsewhere_is_not_invited_again(house, issuer):
    person = make.PersonFactory()
    connect(person, issuer)

    assert invite_people(people=[person], by=None, at=timezone.now()) == 0
    assert list(Person.objects.activated()) == [person]
    assert list(Person.objects.not_activated()) == []
