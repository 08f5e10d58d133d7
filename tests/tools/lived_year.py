"""Years of one intake, lived for tests."""

from collections import Counter
from datetime import date

from django.test import override_settings

from programs.preceptorships.models import Preceptorship
from tools.demo.year.checks import faults
from tools.demo.year.simulate import simulate
from tools.demo.year.story import Story

SMALL = Story(learners=6, weeks=8)
# Half a year: a night on which the clocks change is in it.
MONDAY = date(2025, 9, 29)
Status = Preceptorship.Status


def live(story, folder):
    """Return the year, what it printed, and what is wrong with it."""
    printed = []
    mailbox = "django.core.mail.backends.locmem.EmailBackend"
    with override_settings(SEAL_FILE=folder / "seals.jsonl", EMAIL_BACKEND=mailbox):
        year = simulate(story=story, starts_on=MONDAY, say=printed.append)
        return year, printed, list(faults(year))


def states(year):
    return Counter(
        Preceptorship.objects.filter(program=year.program).values_list("status", flat=True)
    )
