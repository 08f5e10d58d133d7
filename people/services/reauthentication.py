"""The password again, once in ten minutes, before somebody signs with their name.

A passkey does as well: the device asked for a finger, a face or its PIN. Whoever logs in elsewhere
may prove it there instead (people/sso/). Whoever has neither a password nor a provider that asks
again gets a code by e-mail: nobody passes unchallenged.
"""

import logging
import secrets
from datetime import datetime, timedelta

from allauth.core import ratelimit
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.letters import Letter
from people.services.security_log import Kind, record
from people.sso_providers import confirming_providers

LASTS = timedelta(minutes=10)
# In the session, which ends at log-out: whose password it was, and when.
SESSION_KEY = "password_confirmed"
# In the session too: a hash of the code that was mailed, to whom, and when.
CODE_KEY = "code_mailed"
CODE_LASTS = timedelta(minutes=10)
CODE_DIGITS = 6

logger = logging.getLogger(__name__)


class ReauthenticationError(Refusal):
    """The person could not be confirmed."""


def is_confirmed(session, *, at: datetime) -> bool:
    """Whether this session's person gave password or passkey within the last ten minutes.

    Logging in does not count: a device left open is what this guards against.
    """
    confirmed = session.get(SESSION_KEY)
    if not confirmed or confirmed["person"] != session.get("_auth_user_id"):
        return False
    age = at - datetime.fromisoformat(confirmed["at"])
    return timedelta() <= age < LASTS


def needs_code(person) -> bool:
    """Whether there is no password that could be asked for, and nobody else to ask."""
    return not person.has_usable_password() and not confirming_providers(person)


def send_code(request, *, at: datetime) -> None:
    """Mail a code that confirms this session once, within ten minutes; a new one ends the old.

    :raises ReauthenticationError: if too many were asked for, or the mail server is down.
    """
    person = request.user
    if not ratelimit.consume(request, action="reauthenticate_code", user=person):
        raise ReauthenticationError(_("We've already sent several codes. Please wait ten minutes."))
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    try:
        _letter(person, code).send()
    except OSError as error:
        logger.warning("A code could not be mailed: %s", type(error).__name__)
        raise ReauthenticationError(
            _("We couldn't send the code just now. Nothing is lost. Please try again in a minute.")
        ) from error
    request.session[CODE_KEY] = {
        "person": str(person.pk),
        "hash": _code_hash(person, code),
        "at": at.isoformat(),
    }


def confirm(request, secret: str, *, at: datetime) -> None:
    """Check the password, or the mailed code, and remember in the session that it was right.

    Tries are counted by account, not by address or device.

    :raises ReauthenticationError: if it is wrong, missing, or tried too often.
    """
    person = request.user
    if not ratelimit.consume(request, action="reauthenticate", user=person):
        record(Kind.CONFIRM_FAILED, by=person, about=person, what="too many")
        raise ReauthenticationError(
            _("Too many tries. Nothing is lost. Please wait five minutes, then try again.")
        )
    if not person.is_active:
        raise ReauthenticationError(_("This account is not active."))
    if needs_code(person):
        _check_code(request, secret, at=at)
    elif not person.has_usable_password():
        raise ReauthenticationError(_("Confirm that it's you first. Nothing was saved."))
    elif not person.check_password(secret):
        record(Kind.CONFIRM_FAILED, by=person, about=person, what="password")
        raise ReauthenticationError(_("That password is wrong. Nothing was saved."))
    _remember(request, at)


def confirm_elsewhere(request, *, at: datetime) -> None:
    """Remember that this session's person has just proved at their provider who they are.

    Whoever calls this has checked that it was just now, and that it was they.
    """
    _remember(request, at)


def confirm_by_passkey(request, *, at: datetime) -> None:
    """Remember that a passkey of this session's person was right; whoever calls has checked it."""
    _remember(request, at)


def _remember(request, at):
    request.session[SESSION_KEY] = {"person": str(request.user.pk), "at": at.isoformat()}


def _check_code(request, code, *, at):
    """Use the code up; a wrong one leaves it for another try, of which there are few."""
    person, mailed = request.user, request.session.get(CODE_KEY)
    if not mailed or mailed["person"] != str(person.pk):
        raise ReauthenticationError(_("Ask for a code first. We'll e-mail it to you."))
    if not timedelta() <= at - datetime.fromisoformat(mailed["at"]) < CODE_LASTS:
        raise ReauthenticationError(_("This code has expired. Ask for a new one."))
    if not constant_time_compare(mailed["hash"], _code_hash(person, code)):
        record(Kind.CONFIRM_FAILED, by=person, about=person, what="code")
        raise ReauthenticationError(_("That isn't the code we e-mailed. Nothing was saved."))
    del request.session[CODE_KEY]


def _code_hash(person, code):
    digits = "".join(code.split())
    return salted_hmac(CODE_KEY, f"{person.pk} {digits}", algorithm="sha256").hexdigest()


def _letter(person, code):
    with translation.override(person.language):
        letter = Letter(
            to=person.email,
            name=person.get_short_name(),
            subject=_("Your code"),
            line=_("Enter this code where we asked for it. It works for ten minutes."),
            code=code,
            foot=_(
                "You get this because someone logged in as you is about to sign or confirm "
                "something. If that isn't you, tell your coordinator."
            ),
        )
        return letter.message()
