"""What Today asks of those whose people another organisation asks for."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.dated import dated
from people.models import Person
from people.permissions import can_administer
from people.registry import TodayItem
from programs.guests.deciders import to_decide
from programs.guests.models import GuestRequest

MOST = 10

READER_FLAGS = {
    "is_any_guest_asked": lambda person: Exists(
        GuestRequest.objects.filter(status="waiting", person__isnull=False)
    ),
}


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    """Requests for guests that wait for this person's answer."""
    may_decide = flags["is_coordinator"] or can_administer(person)
    if may_decide and flags["is_any_guest_asked"]:
        yield from map(_item, to_decide(person, at)[:MOST])


def _item(request):
    by = dated(timezone.localtime(request.expires_at), "l j F, H:i")
    return TodayItem(
        section=_("Needs you"),
        title=_("%(asker)s asks for %(name)s as a guest")
        % {"asker": request.asked_by.name, "name": request.person.name},
        detail=_("%(program)s · answer by %(by)s") % {"program": request.program.name, "by": by},
        url=reverse("programs:guest-request", args=[request.pk]),
        act=_("Read why"),
        urgency=2,
        tone="amber",
        icon="person-plus",
        due_at=request.expires_at,
    )
