"""What a request for a guest asks for, as tests/test_asks.py tries it."""

from django.urls import reverse

from programs.guests import services as guests
from tests import factories as make
from tests.factories import NOON


def url(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


def guest_asked():
    site, elsewhere = make.SiteFactory(), make.SiteFactory()
    frank = make.PersonFactory(unit=elsewhere)
    make.ProgramCoordinatorFactory(person=frank)
    asker = make.PersonFactory(unit=site)
    asked = make.GuestRequestFactory(
        program=make.ProgramFactory(coordinator=asker),
        asked_by=asker,
        person=make.PersonFactory(unit=elsewhere),
    )

    def act():
        guests.decline_guest(request=asked, answer="She is away.", by=frank, at=NOON)

    return frank, url("guest-request", asked), act


GUESTS = {"guest_asked": guest_asked}
