"""Which devices have logged in to which accounts, as a signed cookie of the device says.

Others' wrong passwords do not delay a device that is known (docs/decisions/0033-guessing-waits.md).
The cookie opens nothing: whoever takes it may try five passwords before they wait.
"""

import secrets

from allauth.account.signals import password_reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.utils.crypto import salted_hmac

SALT = "people.known-device"
LASTS = 400 * 24 * 60 * 60
# As many people as log in on a ward's computer before it forgets the first of them.
MOST_ACCOUNTS = 60


def device_of(request, email: str) -> str:
    """Return the device's name if it has logged in to this account before, else nothing."""
    known = _read(request)
    return known["id"] if _mark(email) in known["of"] else ""


class KnownDeviceMiddleware:
    """Gives a device its cookie once somebody has logged in on it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if email := getattr(request, "device_known_to", ""):
            _write(response, request, email)
        return response


@receiver(user_logged_in)
@receiver(password_reset)
def note(sender, request, user, **more):
    """Whoever logs in, or chooses a new password by a mailed link, knows this device."""
    if request is not None:
        request.device_known_to = user.email


def _read(request):
    try:
        known = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT)
    except signing.BadSignature:
        return {"id": secrets.token_hex(8), "of": []}
    return known


def _write(response, request, email):
    known = _read(request)
    others = [mark for mark in known["of"] if mark != _mark(email)]
    known["of"] = [*others, _mark(email)][-MOST_ACCOUNTS:]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(known, salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(email):
    """Sixteen characters that stand for an address and do not say it."""
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:16]
