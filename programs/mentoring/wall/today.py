"""What Today tells whoever could be the second person of a request to read for safety (M5)."""

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
from programs.cohorts.models import Program
from programs.mentoring.wall.models import BreakGlass
from programs.mentoring.wall.services.break_glass import seconds_of

MOST = 10

READER_FLAGS = {
    "is_any_break_glass_open": lambda person: Exists(BreakGlass.objects.filter(decided_at=None))
}


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    """Requests that wait for a yes or no, for a day, from whoever may answer it."""
    may_decide = flags["is_coordinator"] or can_administer(person)
    if not (may_decide and flags["is_any_break_glass_open"]):
        return
    waiting = BreakGlass.objects.waiting(at).exclude(asked_by=person).with_people()
    mine = waiting.filter(mentorship__program__in=Program.objects.coordinated_by(person))
    for asked in mine.order_by("expires_at")[:MOST]:
        if person in seconds_of(asked, today=timezone.localdate(at)):
            yield _item(asked)


def _item(asked):
    until = dated(timezone.localtime(asked.expires_at), "l j F, H:i")
    return TodayItem(
        section=_("Needs you"),
        title=_("%(name)s asks for access because someone may be at risk")
        % {"name": asked.asked_by.name},
        detail=_("%(program)s · answer by %(until)s")
        % {"program": asked.mentorship.program.name, "until": until},
        url=reverse("programs:break-glass-decide", args=[asked.pk]),
        act=_("Read the reason"),
        urgency=0,
        tone="red",
        icon="shield-exclamation",
        due_at=asked.expires_at,
    )
