"""Asking for a guest and answering, as the tests of this room do it."""

from datetime import timedelta

from people.notices.models import Notice
from programs.guests import services
from programs.guests.models import GuestRequest
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)
LATER = NOON + GuestRequest.WAITS
UNKNOWN = "nobody@elsewhere.example"
NAMES = ("Ragnhild", "Moe", "Elsewhere", "Yard", "Frank")


def ask(walls, email="r.moe@elsewhere.example", *, at=NOON, by=None):
    return services.ask_for_guest(
        program=walls.program, email=email, reason="For the pumps.", by=by or walls.dana, at=at
    )


def asked(walls, **options):
    """Ask, and let the sweep find whose address it is."""
    request = ask(walls, **options)
    services.pass_on_guest_requests(at=NOON)
    request.refresh_from_db()
    return request


def grant(request, by, *, ends_on=TODAY + 30 * DAY, at=NOON):
    services.grant_guest(request=request, ends_on=ends_on, by=by, at=at, today=TODAY)


def end(request, by, *, at=NOON):
    services.end_guest(request=request, by=by, at=at, today=at.date())


def decline(request, by, *, at=NOON):
    services.decline_guest(request=request, answer="She is needed here.", by=by, at=at)


def told(person):
    shown = Notice.objects.filter(recipient=person, superseded_at=None)
    return sorted(shown.values_list("kind", flat=True))
