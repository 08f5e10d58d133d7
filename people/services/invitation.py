"""Bringing somebody in: a link by mail, good once and for a while, to set the first password."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.open_links import hash_secret, new_secret
from common.refusal import Refusal
from people.invitation_notices import tell_renewed
from people.letters import Letter
from people.models import Invitation, Person
from people.services.post import hand_over, mail_server
from people.services.security_log import Kind, record

LIFETIME = timedelta(days=7)
# After so many failures somebody has to look at the address and invite again.
MOST_FAILURES = 5
# Few, because a crash in the middle leaves as many marked as sent that were not.
BATCH = 20


class InvitationError(Refusal):
    """The link cannot be used."""


@transaction.atomic
def invite_people(*, people: Iterable[Person], by: Person | None, at: datetime) -> int:
    """Let an invitation wait for each active person without a password; return how many.

    An earlier invitation stops working: only the newest link opens the door.
    """
    wanted = Person.objects.active().not_activated().filter(pk__in=[each.pk for each in people])
    locked = list(wanted.order_by("pk").select_for_update(of=("self",)))
    Invitation.objects.open().filter(person__in=locked).update(revoked_at=at)
    Invitation.objects.bulk_create(
        [Invitation(person=person, created_by=by, created_at=at) for person in locked]
    )
    return len(locked)


def send_invitations(*, limit: int = BATCH, clock: Callable[[], datetime]) -> int:
    """Send up to ``limit`` waiting invitations, oldest first, and return how many went out.

    Any number of these may run at once. Where the mail server is down they wait on.
    """
    if not _waiting().exists():
        return 0
    with mail_server("invitations") as connection:
        taken = _take(limit, at=clock()) if connection else []
        return sum(_send(invitation, token, connection) for invitation, token in taken)


def _waiting():
    return Invitation.objects.unsent().filter(person__is_active=True, failures__lt=MOST_FAILURES)


@transaction.atomic
def _take(limit: int, *, at: datetime) -> list[tuple[Invitation, str]]:
    """Give the next invitations their tokens and mark them as sent."""
    rows = _waiting().select_related("person").order_by("failures", "created_at", "pk")
    taken = []
    for invitation in rows.select_for_update(skip_locked=True, of=("self",))[:limit]:
        token = new_secret()
        invitation.token_hash = hash_secret(token)
        invitation.sent_at = at
        invitation.expires_at = at + LIFETIME
        taken.append((invitation, token))
    columns = ["token_hash", "sent_at", "expires_at"]
    Invitation.objects.bulk_update([invitation for invitation, _token in taken], columns)
    return taken


def _send(invitation: Invitation, token: str, connection) -> bool:
    if hand_over(compose(invitation, token), connection, f"invitation {invitation.pk}"):
        return True
    Invitation.objects.open().filter(pk=invitation.pk).update(
        token_hash=None, sent_at=None, expires_at=None, failures=F("failures") + 1
    )
    return False


def compose(invitation: Invitation, token: str) -> EmailMultiAlternatives:
    """Write the mail in the person's language; its link is built from SITE_URL alone."""
    person = invitation.person
    with translation.override(person.language):
        days = LIFETIME.days
        once = ngettext(
            "The link works once, within %(days)d day.",
            "The link works once, within %(days)d days.",
            days,
        )
        why = _(
            "You get this because someone who runs a program entered your address. If you weren't "
            "expecting it, you can ignore it."
        )
        letter = Letter(
            to=person.email,
            name=person.get_short_name(),
            subject=_("Welcome to Alongside"),
            line=_(
                "You've been added to Alongside, the home of your preceptorship and mentoring "
                "programs. Choose a password to get started."
            ),
            act=_("Choose a password"),
            path=reverse("people:invitation-accept", args=[token]),
            foot=f"{once % {'days': days}} {why}",
        )
        return letter.message()


def find_invitation(*, token: str, at: datetime) -> Invitation:
    """Return the invitation that a link belongs to; looking at it changes nothing.

    :raises InvitationError: in the same words, whether it is unknown, used, revoked or too old.
    """
    usable = Invitation.objects.usable(at).filter(
        token_hash=hash_secret(token), person__is_active=True
    )
    invitation = usable.select_related("person").first()
    if not invitation:
        raise InvitationError(_("This link doesn't work, or no longer works."))
    return invitation


@transaction.atomic
def renew_invitation(*, token: str, at: datetime) -> None:
    """Let a new invitation wait for whoever holds the link of one that has expired.

    It goes to the address that the old one went to, and whoever sent that hears of it. For any
    other link nothing happens, and nobody is told which it was.
    """
    rows = Invitation.objects.expired(at).filter(
        token_hash=hash_secret(token), person__in=Person.objects.active().not_activated()
    )
    old = rows.select_related("person", "created_by").select_for_update(of=("self",)).first()
    if old is None:
        return
    invite_people(people=[old.person], by=old.created_by, at=at)
    tell_renewed(old, at=at)


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> Person:
    """Set the person's first password and use the invitation up.

    :raises InvitationError: if the link does not work (any more).
    """
    invitation = find_invitation(token=token, at=at)
    person = Person.objects.select_for_update(of=("self",)).get(pk=invitation.person_id)
    if not Invitation.objects.usable(at).filter(pk=invitation.pk).update(accepted_at=at):
        raise InvitationError(_("This link was used a moment ago."))
    person.set_password(password)
    person.save(update_fields=["password"])
    record(Kind.PASSWORD_SET, by=person, about=person, what="by an invitation")
    return person
