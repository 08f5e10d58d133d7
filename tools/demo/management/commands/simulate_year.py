"""`manage.py simulate_year`: sixty learners and fifty-two weeks, unless asked for less.

That takes some 136,000 queries: 150 seconds of one core for Python and 70 for PostgreSQL, which
take turns (November 2026). There are some 790 acts for the coordinators: about 120 in the first
week, 7 in a usual one.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone

from config.connections import LOOPBACK
from tools.demo.year.checks import faults
from tools.demo.year.simulate import YearError, simulate
from tools.demo.year.story import Story

# The demo's other people begin to sign 220 days ago: after the last seal of this year.
ENDED_AGO = timedelta(weeks=34)


class Command(BaseCommand):
    help = (
        "Live a year of one intake day by day through the services, print each Monday's worklist, "
        "and check the certificates and the ledger it leaves (a demo only)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--learners", type=int, default=60, help="how many begin")
        parser.add_argument("--weeks", type=int, default=52, help="how long it takes")
        parser.add_argument(
            "--starts", type=date.fromisoformat, help="a Monday; else so that it ended long ago"
        )
        parser.add_argument("--short", action="store_true", help="print no row of a worklist")

    def handle(self, *, learners, weeks, starts, short, verbosity, **options):
        host = settings.DATABASES["default"]["HOST"]
        is_here = not host or host.startswith("/") or host in LOOPBACK
        if not settings.DEMO or not is_here:
            raise CommandError("It invents people: it goes into a demo on this machine.")
        # What is imported by now stays, and little else goes in circles: a tenth of the time.
        gc.freeze()
        gc.set_threshold(100_000, 50, 100)
        story = Story(learners, weeks)
        starts_on = starts or _first_monday(story, timezone.localdate())
        mailbox = "django.core.mail.backends.locmem.EmailBackend"
        say = self.stdout.write if verbosity else _say_nothing
        with (
            override_settings(EMAIL_BACKEND=mailbox),
            _nothing_sealed_in_vain(Path(settings.SEAL_FILE)),
            transaction.atomic(),
        ):
            try:
                year = simulate(story=story, starts_on=starts_on, say=say, is_short=short)
            except YearError as error:
                raise CommandError(str(error)) from error
            found = list(faults(year))
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} faults in this year.")
        self.stdout.write(
            self.style.SUCCESS(
                f"{story.certificates} certificates hold, and the ledger with its seals. "
                f"The coordinator logs in as {year.coordinator.email}."
            )
        )


@contextmanager
def _nothing_sealed_in_vain(file: Path) -> Iterator[None]:
    """Where the year is cut off, its lines in the file of the seals go with what they seal."""
    length = file.stat().st_size if file.exists() else 0
    try:
        yield
    except BaseException:
        if file.exists():
            os.truncate(file, length)
        raise


def _say_nothing(_line: str) -> None:
    """For whoever starts a demo: what matters is whether it went well."""


def _first_monday(story: Story, today: date) -> date:
    day = today - ENDED_AGO - timedelta(weeks=story.weeks + story.tail)
    return day - timedelta(days=day.weekday())
