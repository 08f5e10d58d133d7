"""Invitations: who gets one, what is in the mail, and that the link is good once."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from common.open_links import hash_secret
from people.models import Invitation, Person
from people.services import invitation as services
from tests.factories import NOON, InvitationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def clock():
    return NOON


def invite(*people, at=NOON):
    return services.invite_people(people=people, by=None, at=at)


def token_in(message):
    return re.search(r"http://localhost:8000/invitation/([\w-]+)/", message.body)[1]


def invited(person):
    """Invite somebody and return the token in their mail."""
    invite(person)
    services.send_invitations(clock=clock)
    return token_in(mail.outbox[-1])


def test_invite_people_skips_who_has_a_password_and_who_is_deactivated():
    has_one = PersonFactory()
    has_one.set_password("a good long one")
    has_one.save()
    wanted = PersonFactory()

    assert invite(has_one, PersonFactory(is_active=False), wanted) == 1
    assert Invitation.objects.get().person == wanted


def test_invite_people_revokes_the_earlier_link():
    person = PersonFactory()
    earlier = invited(person)

    invite(person)

    with pytest.raises(services.InvitationError):
        services.find_invitation(token=earlier, at=NOON)
    assert Invitation.objects.open().count() == 1


def test_send_invitations_mails_a_link_and_stores_only_its_hash():
    person = PersonFactory(name="Amara Okafor", email="amara@example.org")

    token = invited(person)

    (message,) = mail.outbox
    assert message.to == ["amara@example.org"]
    assert "Hello Amara" in message.body
    assert message.alternatives[0].content.count(token) == 1
    assert token not in str(list(Invitation.objects.values()))
    assert len(token) == 32


def test_send_invitations_sends_each_once():
    invite(PersonFactory(), PersonFactory())

    assert services.send_invitations(clock=clock) == 2
    assert services.send_invitations(clock=clock) == 0


def test_send_invitations_lets_them_wait_while_the_mail_server_is_down(monkeypatch):
    invite(PersonFactory())

    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)

    assert services.send_invitations(clock=clock) == 0
    assert Invitation.objects.unsent().get().failures == 0


def test_send_invitations_takes_back_one_that_was_refused(monkeypatch):
    invite(PersonFactory())

    def refuse(self, messages):
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

    assert services.send_invitations(clock=clock) == 0
    invitation = Invitation.objects.get()
    assert (invitation.sent_at, invitation.token_hash, invitation.failures) == (None, None, 1)


def test_accept_invitation_sets_the_password_once():
    person = PersonFactory()
    token = invited(person)

    assert services.accept_invitation(token=token, password="correct horse", at=NOON) == person

    person.refresh_from_db()
    assert person.check_password("correct horse")
    with pytest.raises(services.InvitationError):
        services.accept_invitation(token=token, password="another", at=NOON)


@pytest.mark.parametrize(
    ("hours", "works"), [(167, True), (168, False)], ids=["in time", "too late"]
)
def test_find_invitation_for_seven_days(hours, works):
    token = invited(PersonFactory())
    at = NOON + timedelta(hours=hours)

    try:
        found = services.find_invitation(token=token, at=at)
    except services.InvitationError:
        found = None

    assert bool(found) is works


def test_find_invitation_refuses_somebody_deactivated_since():
    person = PersonFactory()
    token = invited(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(services.InvitationError):
        services.find_invitation(token=token, at=NOON)


def test_find_invitation_says_the_same_whatever_is_wrong():
    used = InvitationFactory(accepted_at=NOON, token_hash=hash_secret("used"))

    def words(token):
        with pytest.raises(services.InvitationError) as refusal:
            services.find_invitation(token=token, at=NOON)
        return str(refusal.value)

    assert used.sent_at
    assert words("used") == words("never was")
