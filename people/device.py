"""Whose a device is: told from the next one's without a name, and by the session it carries."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from people.models import DeviceSession, Person


def device_key(person: Person) -> str:
    """Return sixteen characters that are always the same for a person, and say nothing."""
    return salted_hmac("people.device", str(person.pk), algorithm="sha256").hexdigest()[:16]


def person_of_browser(request) -> Person | None:
    """Return who is logged in here, or whose session this was until it ran out.

    For what nobody may do for themselves on a page without log-in: a session that is over
    still says whose browser it is, as long as its row is there.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    # Before the user is asked for, which removes a session that no longer holds.
    rows = DeviceSession.objects.select_related("person")
    session = rows.filter(session_key=key).first() if key.isalnum() else None
    if request.user.is_authenticated:
        return request.user
    return session.person if session else None
