"""What Today shows to site administrators: people, and whether mail goes out."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from people.models import Person
from people.notices.models import Delivery
from people.permissions import can_administer
from people.registry import TodayPanel

# Counts say "1,000+" from here on: nobody waits for a number that nobody reads (DESIGN 11).
MOST_COUNTED = 1000
# The sweep runs every minute; whatever is this late has no worker.
LATE = timedelta(minutes=15)
LATELY = timedelta(days=7)


def today(person: Person, at: datetime, facts: Mapping[str, Any]) -> Iterable[TodayPanel]:
    """For administrators: how many people, and whether their mail arrives."""
    if not can_administer(person):
        return
    active = Person.objects.active()
    failed = Delivery.objects.not_arrived().filter(due_at__gt=at - LATELY)
    context = {
        "people": _capped(active),
        "waiting": _capped(active.not_activated()),
        "failed": _capped(failed),
        "late": _capped(Delivery.objects.late(at, by=LATE)),
    }
    yield TodayPanel("people/_today_site.html", context, order=80)


def _capped(queryset) -> str:
    count = queryset.order_by()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else str(count)
