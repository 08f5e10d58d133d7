"""What Today asks of whoever somebody wants to give another address."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists
from django.utils.translation import gettext as _

from people.address_notices import link_to
from people.models import AddressChange, Person
from people.registry import TodayItem

READER_FLAGS = {
    "has_address_change": lambda person: Exists(
        AddressChange.objects.waiting().filter(person=person)
    ),
}


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    if not flags["has_address_change"]:
        return
    for change in person.address_changes.waiting().select_related("asked_by"):
        yield TodayItem(
            section=_("Needs you"),
            title=_("Is %(email)s your new address?") % {"email": change.new_email},
            detail=_("%(name)s asked for it. Stop it if you didn't.")
            % {"name": change.asked_by.name},
            url=link_to(change),
            act=_("Stop or confirm it"),
            urgency=0,
            tone="amber",
            icon="envelope-exclamation",
            due_at=change.waits_until,
        )
