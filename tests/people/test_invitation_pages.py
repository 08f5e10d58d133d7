"""Sending invitations, and what the link in them leads to."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from people.models import Invitation
from people.notices.models import Notice
from people.services import invitation as services
from tests.factories import NOON, AdministratorFactory, PersonFactory
from tests.people.test_invitation import token_in

pytestmark = pytest.mark.django_db
PASSWORD = "walking home along the river"


@pytest.fixture
def now(time_machine):
    time_machine.move_to(NOON, tick=False)
    return NOON


@pytest.fixture
def person(now):
    return PersonFactory(name="Amara Okafor")


@pytest.fixture
def link(person, now):
    services.invite_people(people=[person], by=None, at=now)
    services.send_invitations(clock=lambda: now)
    return reverse("people:invitation-accept", args=[token_in(mail.outbox[-1])])


def test_invitation_send_lets_one_wait_for_the_sweep(client, person):
    administrator = AdministratorFactory()
    client.force_login(administrator)

    client.post(reverse("people:invitation-send", args=[person.pk]))

    assert Invitation.objects.unsent().get().created_by == administrator


def test_invitation_send_refuses_who_has_a_password(client, person):
    person.set_password(PASSWORD)
    person.save()
    client.force_login(AdministratorFactory())

    response = client.post(reverse("people:invitation-send", args=[person.pk]))

    assert response.status_code == 403


def test_invitation_send_many_invites_those_ticked(client, person):
    PersonFactory()
    client.force_login(AdministratorFactory())

    client.post(reverse("people:invitation-send-many"), {"people": [person.pk]})

    assert Invitation.objects.get().person == person


@pytest.mark.parametrize("people", [[], ["x"], ["00000000-0000-0000-0000-000000000000"]])
def test_invitation_send_many_bears_nonsense(client, person, people):
    client.force_login(AdministratorFactory())

    response = client.post(reverse("people:invitation-send-many"), {"people": people})

    assert response.status_code == 302
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_invitation_accept_changes_nothing_when_looked_at(client, link, person, method):
    response = getattr(client, method)(link)

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert Invitation.objects.open().exists()


def test_invitation_accept_sets_the_password_and_logs_in(client, link, person):
    response = client.post(link, {"password": PASSWORD})

    person.refresh_from_db()
    assert response.url == "/"
    assert person.check_password(PASSWORD)
    assert client.get(reverse("people:profile")).context["user"] == person


@pytest.mark.parametrize("password", ["short", "password123456", "Amara Okafor"])
def test_invitation_accept_refuses_a_weak_password(client, link, person, password):
    response = client.post(link, {"password": password})

    person.refresh_from_db()
    assert response.context["form"].errors["password"]
    assert not person.is_activated


def test_invitation_accept_works_once(client, link, person):
    client.post(link, {"password": PASSWORD})
    client.logout()

    again = client.post(link, {"password": "another one, and much longer"})

    person.refresh_from_db()
    assert again.status_code == 404
    assert "does not work" in again.content.decode()
    assert person.check_password(PASSWORD)


def test_invitation_accept_says_the_same_of_a_link_that_never_was(client, link):
    never = client.get(reverse("people:invitation-accept", args=["x" * 32]))

    assert never.status_code == 404
    assert "ask the person who invited you" in never.content.decode()


def test_invitation_accept_builds_its_link_from_the_site_url(client, person):
    client.force_login(AdministratorFactory())
    client.post(reverse("people:invitation-send", args=[person.pk]), headers={"Host": "localhost"})

    services.send_invitations(clock=lambda: NOON)

    assert "http://localhost:8000/invitation/" in mail.outbox[-1].body


# --- A new link in the place of an expired one ----------------------------------------------

LATER = NOON + timedelta(days=7)


@pytest.fixture
def expired(client, person, time_machine):
    """The link of an invitation that an administrator sent a week ago."""
    services.invite_people(people=[person], by=AdministratorFactory(), at=NOON)
    services.send_invitations(clock=lambda: NOON)
    time_machine.move_to(LATER, tick=False)
    return reverse("people:invitation-accept", args=[token_in(mail.outbox[-1])])


def ask_again(client, link):
    return client.post(link, {"ask_again": "yes"})


def test_an_expired_link_offers_a_new_one(client, expired):
    assert 'name="ask_again"' in client.get(expired).content.decode()


def test_whoever_holds_an_expired_link_gets_a_new_one_by_mail(client, person, expired):
    ask_again(client, expired)

    assert services.send_invitations(clock=lambda: LATER) == 1

    assert mail.outbox[-1].to == [person.email]
    new = reverse("people:invitation-accept", args=[token_in(mail.outbox[-1])])
    assert client.post(new, {"password": PASSWORD}).url == "/"


def test_whoever_invited_hears_of_it(client, person, expired):
    ask_again(client, expired)

    notice = Notice.objects.get(kind="invitation_renewed")
    assert notice.recipient == Invitation.objects.unsent().get().created_by
    assert notice.data == {"name": person.name}


def test_a_new_link_is_asked_for_once(client, expired):
    ask_again(client, expired)
    ask_again(client, expired)

    assert Invitation.objects.count() == 2
    assert Notice.objects.filter(kind="invitation_renewed").count() == 1


@pytest.mark.parametrize("state", ["unknown", "used", "deactivated", "replaced"])
def test_for_any_other_link_nothing_happens_and_the_answer_is_the_same(
    client, person, expired, state
):
    other = PersonFactory()
    services.invite_people(people=[other], by=None, at=NOON)
    services.send_invitations(clock=lambda: NOON)
    token = "x" * 32 if state == "unknown" else token_in(mail.outbox[-1])
    if state == "used":
        other.set_password(PASSWORD)
    other.is_active = state != "deactivated"
    other.save()
    if state == "replaced":
        services.invite_people(people=[other], by=None, at=NOON)
    waiting = Invitation.objects.unsent().count()

    answer = ask_again(client, reverse("people:invitation-accept", args=[token]))

    assert Invitation.objects.unsent().count() == waiting
    assert words_of(answer) == words_of(ask_again(client, expired))


def words_of(response):
    return [line for line in response.content.decode().splitlines() if "csrf" not in line]
