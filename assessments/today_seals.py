"""What Today shows to site administrators of the seals over signatures."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from assessments.ledger.models import LedgerEntry, LedgerSeal
from assessments.ledger.services.seal import is_as_taken
from people.models import Person
from people.permissions import can_administer
from people.registry import TodayPanel

# One is taken every night: so much later it is missing.
EVERY = timedelta(hours=26)


def today(person: Person, at: datetime, facts: Mapping[str, Any]) -> Iterable[TodayPanel]:
    """For administrators, only where the last seal is old or does not hold."""
    if not can_administer(person):
        return
    last = LedgerSeal.objects.last()
    holds = last is None or is_as_taken(Path(settings.SEAL_FILE), last)
    if holds and not _is_due(last, at):
        return
    context = {"sealed_at": last and last.sealed_at, "holds": holds}
    yield TodayPanel("assessments/_today_seals.html", context, order=79, is_due=True)


def _is_due(last, at):
    if last:
        return at - last.sealed_at > EVERY
    first = LedgerEntry.objects.order_by("pk").values_list("pk", flat=True).first()
    # An id begins with the millisecond in which it was made, whatever the entry is dated.
    return first and at - datetime.fromtimestamp((first.int >> 80) / 1000, UTC) > EVERY
