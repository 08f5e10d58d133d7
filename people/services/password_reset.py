"""A new password by mail: asked for by anybody, sent to whoever has the address, from the outbox.

Nothing is looked up and no mail server spoken to while somebody waits for the page: it answers
alike, in words and in time, for those who are here and those who are not.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from people.letters import Letter
from people.models import PasswordReset, Person
from people.services.post import hand_over, mail_server

# Whoever waits longer asks again.
GIVEN_UP_AFTER = timedelta(hours=1)


def ask_reset(*, email: str) -> None:
    """Let a mail wait for an address, whoever's it is; asked again, the same one waits."""
    PasswordReset.objects.get_or_create(email=email.lower())


def send_resets(*, limit: int, clock: Callable[[], datetime]) -> int:
    """See to up to ``limit`` of those that wait, and return how many mails went out.

    Any number of these may run at once. Where the mail server is down they wait for an hour.
    """
    PasswordReset.objects.filter(asked_at__lte=clock() - GIVEN_UP_AFTER).delete()
    # Addresses that are nobody's go at once: however many were typed, nobody waits behind them.
    addresses = Person.objects.active().activated().values("email")
    PasswordReset.objects.exclude(email__in=addresses).delete()
    if not PasswordReset.objects.exists():
        return 0
    with mail_server("password resets") as connection:
        sent = [_see_to_next(connection) for _number in range(limit)] if connection else []
    return sent.count(True)


@transaction.atomic
def _see_to_next(connection) -> bool:
    """Send the next one and forget it; a crash in between sends it twice."""
    asked = PasswordReset.objects.select_for_update(skip_locked=True, of=("self",)).first()
    if asked is None:
        return False
    person = Person.objects.active().activated().filter(email=asked.email).first()
    if person is None:
        asked.delete()
        return False
    if hand_over(compose(person), connection, "a password reset"):
        asked.delete()
        return True
    asked.failures += 1
    asked.save(update_fields=["failures"])
    return False


def compose(person: Person) -> EmailMultiAlternatives:
    """Write the mail in the person's language; its link is built from SITE_URL alone."""
    key = default_token_generator.make_token(person)
    with translation.override(person.language):
        letter = Letter(
            to=person.email,
            name=person.get_short_name(),
            subject=_("Choose a new password"),
            line=_(
                "Someone asked for a new password for your account. Was it you? Choose it here."
            ),
            act=_("Choose a new password"),
            path=reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key]),
            foot=_(
                "The link works once. If you didn't ask for it, you can ignore this: your "
                "password stays as it is."
            ),
        )
        return letter.message()
