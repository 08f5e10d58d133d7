"""Connecting an account elsewhere, by which somebody logs in from then on, and parting from it."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Invitation, Person
from people.services.security_log import Kind, record
from people.sso import notices
from people.sso.trip import WaitingAccount
from people.sso_providers import is_last_way_in


class SsoError(Refusal):
    """The account cannot be connected, or not be parted from."""


@transaction.atomic
def connect_account(*, person: Person, account: WaitingAccount, at: datetime) -> SocialAccount:
    """Let somebody, who has proved who they are here, log in with an account elsewhere.

    :raises SsoError: if it is connected already, or they are deactivated.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not locked.is_active:
        raise SsoError(_("This account is not active."))
    connected = _connect(locked, account)
    notices.tell_connected(connected, at=at)
    return connected


@transaction.atomic
def accept_invitation_elsewhere(*, account: WaitingAccount, at: datetime) -> Person:
    """Let somebody who was invited log in elsewhere, with no password here.

    :raises SsoError: if the link does not work any more, or the account is another person's.
    """
    usable = Invitation.objects.usable(at).filter(pk=account.invitation, person__is_active=True)
    person_id = usable.values_list("person", flat=True).first()
    if person_id is None:
        raise SsoError(_("This link doesn't work, or no longer works."))
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not usable.update(accepted_at=at):
        raise SsoError(_("This link was used a moment ago."))
    _connect(person, account)
    return person


@transaction.atomic
def disconnect_account(*, account: SocialAccount, person: Person, at: datetime) -> None:
    """Take one way in away, and tell its owner.

    :raises SsoError: if it is not theirs, or the last way in.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    theirs = SocialAccount.objects.filter(user=locked)
    if not theirs.filter(pk=account.pk).exists():
        raise SsoError(_("This account isn't connected any more."))
    if is_last_way_in(locked, account):
        raise SsoError(
            _(
                "It's your only way to log in. Choose a password first: log out, then press "
                "“Forgot your password?”."
            )
        )
    notices.tell_disconnected(account, at=at)
    theirs.filter(pk=account.pk).delete()
    record(Kind.ACCOUNT_PARTED, by=person, about=person, what=account.provider)
    locked.has_account_elsewhere = theirs.exists()
    locked.save(update_fields=["has_account_elsewhere"])


def _connect(person, account):
    if SocialAccount.objects.filter(user=person, provider=account.issuer).exists():
        raise SsoError(_("Another account there is connected already. Disconnect it first."))
    try:
        with transaction.atomic():
            connected = SocialAccount.objects.create(
                user=person,
                provider=account.issuer,
                uid=account.subject,
                extra_data={"shown": account.shown},
            )
    except IntegrityError:
        raise SsoError(
            _("This account is already connected to someone's account here. Log in with it.")
        ) from None
    record(Kind.ACCOUNT_JOINED, by=person, about=person, what=account.issuer)
    person.has_account_elsewhere = True
    person.save(update_fields=["has_account_elsewhere"])
    return connected
