"""Connecting an account elsewhere: its owner alone does, and has proved who they are here."""

from datetime import timedelta

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import timezone

from people.models import Notice
from people.sso.services import SsoError, connect_account
from people.sso.trip import WaitingAccount
from tests import factories as make
from tests.sso.house import connect, led_on_to

START = reverse("people:sso-start", args=["house"])
BEGIN = reverse("people:sso-connect-start", args=["house"])
CONNECT = reverse("people:sso-connect")
PROFILE = reverse("people:profile")
PASSWORD = "several words in a row"


@pytest.fixture
def ann(house):
    person = make.PersonFactory(name="Ann Lee")
    person.set_password(PASSWORD)
    person.save()
    return person


def accounts():
    return list(SocialAccount.objects.values_list("user__name", "provider", "uid"))


def kinds_told():
    return list(Notice.objects.values_list("kind", flat=True))


def test_from_the_profile_it_takes_the_password_and_is_told(client, ann, issuer, come_back):
    client.force_login(ann)
    asked = come_back(client, BEGIN)
    page = client.get(asked.url).content.decode()

    refused = client.post(CONNECT, {"password": "something else"})
    response = client.post(CONNECT, {"password": PASSWORD})

    assert asked.url == CONNECT
    assert "Connect nia@house.example?" in page
    assert "That password is wrong" in refused.content.decode()
    assert response.url == PROFILE
    assert accounts() == [("Ann Lee", issuer, "1")]
    assert kinds_told() == ["account_connected"]
    assert "nia@house.example" in client.get(PROFILE).content.decode()


def test_it_opens_the_account_from_then_on(client, ann, come_back):
    client.force_login(ann)
    come_back(client, BEGIN)
    client.post(CONNECT, {"password": PASSWORD})
    client.logout()

    come_back(client, START)

    assert client.session["_auth_user_id"] == str(ann.pk)


def test_an_unknown_account_is_connected_after_one_log_in_by_password(
    client, ann, issuer, come_back
):
    unknown = come_back(client, START)
    entered = client.post(
        reverse("account_login"), {"login": ann.email, "password": PASSWORD, "next": CONNECT}
    )
    page = client.get(entered.url).content.decode()

    response = client.post(CONNECT)

    assert unknown.url.endswith(CONNECT)
    assert entered.url == CONNECT
    assert "Your password" not in page
    assert response.url == PROFILE
    assert accounts() == [("Ann Lee", issuer, "1")]


def test_a_log_in_before_the_account_came_is_no_proof_for_it(client, ann, come_back):
    client.post(reverse("account_login"), {"login": ann.email, "password": PASSWORD})
    come_back(client, BEGIN)

    response = client.post(CONNECT)

    assert "Enter your password" in response.content.decode()
    assert accounts() == []


def test_nothing_is_connected_without_a_press(client, ann, come_back):
    come_back(client, START)
    client.post(reverse("account_login"), {"login": ann.email, "password": PASSWORD}, follow=True)

    client.get(CONNECT)

    assert accounts() == []


def test_what_waits_too_long_is_not_connected(client, ann, come_back):
    client.force_login(ann)
    come_back(client, BEGIN)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        response = client.post(CONNECT, {"password": PASSWORD})

    assert response.url == PROFILE
    assert accounts() == []


def test_what_waits_ends_with_the_log_out(client, ann, come_back):
    client.force_login(ann)
    come_back(client, BEGIN)
    client.post(reverse("account_logout"))
    client.force_login(make.PersonFactory())

    assert client.get(CONNECT).url == PROFILE


def test_who_was_asked_long_ago_at_the_provider_connects_nothing(client, ann, come_back):
    """A log-in there that somebody left open on a shared device is not theirs to give."""
    client.force_login(ann)

    response = come_back(client, BEGIN, "neverasked")

    assert response.status_code == 403
    assert client.get(CONNECT).url == PROFILE


def test_somebody_elses_account_is_refused(client, ann, issuer, come_back):
    connect(make.PersonFactory(name="Nia Bello"), issuer)
    client.force_login(ann)
    come_back(client, BEGIN)

    response = client.post(CONNECT, {"password": PASSWORD})

    assert "already connected" in response.content.decode()
    assert accounts() == [("Nia Bello", issuer, "1")]


def test_a_second_account_at_the_same_provider_is_refused(client, ann, issuer, come_back):
    connect(ann, issuer, "2")
    client.force_login(ann)
    come_back(client, BEGIN)

    response = client.post(CONNECT, {"password": PASSWORD})

    assert "connected already" in response.content.decode()
    assert accounts() == [("Ann Lee", issuer, "2")]


def test_whoever_came_back_for_another_person_is_refused(client, ann, visitor):
    client.force_login(ann)
    back = visitor.walk(led_on_to(client.post(BEGIN)), "nia")
    states = client.session["socialaccount_states"]
    client.force_login(make.PersonFactory())
    session = client.session
    session["socialaccount_states"] = states
    session.save()

    assert client.get(back).status_code == 403


def test_nothing_is_connected_to_whoever_is_deactivated(house, issuer):
    person = make.PersonFactory(is_active=False)
    account = WaitingAccount(issuer, "1", "", timezone.now())

    with pytest.raises(SsoError, match="not active"):
        connect_account(person=person, account=account, at=timezone.now())


def test_disconnecting_takes_the_password_and_is_told(client, ann, issuer):
    account = connect(ann, issuer)
    client.force_login(ann)
    address = reverse("people:sso-disconnect", args=[account.pk])

    unproved = client.post(address)
    before = accounts()
    response = client.post(address, {"password": PASSWORD})

    ann.refresh_from_db()
    assert unproved.status_code == 200
    assert before == [("Ann Lee", issuer, "1")]
    assert response.url == PROFILE
    assert accounts() == []
    assert ann.has_account_elsewhere is False
    assert kinds_told() == ["account_disconnected"]


def test_the_last_way_in_stays(client, house, issuer):
    house({"confirms": False})
    person = make.PersonFactory(name="Nia Bello")
    account = connect(person, issuer)
    client.force_login(person)
    session = client.session
    session["password_confirmed"] = {"person": str(person.pk), "at": timezone.now().isoformat()}
    session.save()

    page = client.get(reverse("people:sso-disconnect", args=[account.pk])).content.decode()
    response = client.post(reverse("people:sso-disconnect", args=[account.pk]))

    assert "Disconnect it" not in page
    assert "only way to log in" in response.content.decode()
    assert accounts() == [("Nia Bello", issuer, "1")]


def test_an_account_of_somebody_else_is_not_there_to_disconnect(client, ann, issuer):
    account = connect(make.PersonFactory(), issuer)
    client.force_login(ann)

    assert client.get(reverse("people:sso-disconnect", args=[account.pk])).status_code == 404
