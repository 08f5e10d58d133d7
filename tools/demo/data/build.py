"""Fill an empty database with three invented organisations."""

from datetime import datetime
from random import Random

from django.db import transaction

from assessments.external.models import Confirmation
from common.refusal import Refusal
from people.demo_accounts import DOMAIN
from people.models import Person
from people.notices.models import Delivery, Notice
from programs.mentoring.care.services.care import fill_care_queues
from tools.demo.data import build_ascent, build_northfield, build_riverside
from tools.demo.data.population import Clock, Population
from tools.demo.year.place import HOUSE

SEED = 1881


class DemoError(Refusal):
    """There are people already."""


@transaction.atomic
def build_demo(*, now: datetime) -> None:
    """Make all of the demo, the same one for the same day, through the services that a user's
    clicks call.

    :raises DemoError: unless the database holds nobody yet, but for last year's intake.
    """
    if Person.objects.exclude(email__endswith=f"@{HOUSE}{DOMAIN}").exists():
        raise DemoError("The demo goes into an empty database only: there are people in this one.")
    random, clock = Random(SEED), Clock(now)  # noqa: S311  (nothing secret about it)
    population = Population(clock)
    administrator = population.person(
        "Alex Winter", "alongside", is_administrator=True, job_title="Site administrator"
    )
    story = {"population": population, "clock": clock, "random": random, "by": administrator}
    priya, marcus = build_northfield.build(**story)
    build_riverside.build(**story)
    build_ascent.build(**story, also=(priya, marcus))
    _let_the_past_rest(clock)
    fill_care_queues(at=now)


def _let_the_past_rest(clock: Clock) -> None:
    """What happened before yesterday is read, and nobody is mailed about it now."""
    past = Notice.objects.filter(created_at__lt=clock.moment(1, hour=0))
    Delivery.objects.filter(notice__in=past, status=Delivery.Status.DUE).update(
        status=Delivery.Status.SUPPRESSED, reason="From before the demo began"
    )
    past.update(read_at=clock.now)
    Confirmation.objects.filter(sent_at=None).update(sent_at=clock.moment(1))
