"""The password again, once in ten minutes, before somebody signs with their name."""

import logging
from datetime import datetime, timedelta

from allauth.core import ratelimit
from django.utils.translation import gettext as _

LASTS = timedelta(minutes=10)
# In the session, which ends at log-out: whose password it was, and when.
SESSION_KEY = "password_confirmed"

logger = logging.getLogger(__name__)


class ReauthenticationError(Exception):
    """The person could not be confirmed. The message is fit to show."""


def is_confirmed(session, *, at: datetime) -> bool:
    """Whether this session's person typed their password within the last ten minutes.

    Logging in does not count: a device left open is what this guards against.
    """
    confirmed = session.get(SESSION_KEY)
    if not confirmed or confirmed["person"] != session.get("_auth_user_id"):
        return False
    age = at - datetime.fromisoformat(confirmed["at"])
    return timedelta() <= age < LASTS


def confirm(request, password: str, *, at: datetime) -> None:
    """Check the password and remember in the session that it was right.

    Tries are counted by account, not by address or device. Whoever has no password of their
    own cannot pass: there is nothing to check.

    :raises ReauthenticationError: if it is wrong, missing, or tried too often.
    """
    person = request.user
    if not person.has_usable_password():
        raise ReauthenticationError(
            _("Your account has no password, so it cannot sign. Set one from the log-in page.")
        )
    if not ratelimit.consume(request, action="reauthenticate", user=person):
        logger.warning("Too many passwords tried by %s", person.pk)
        raise ReauthenticationError(
            _("Too many tries. Nothing is lost: wait five minutes, then sign.")
        )
    if not (person.is_active and person.check_password(password)):
        logger.warning("Wrong password to sign by %s", person.pk)
        raise ReauthenticationError(_("This is not your password. Nothing was signed."))
    request.session[SESSION_KEY] = {"person": str(person.pk), "at": at.isoformat()}
