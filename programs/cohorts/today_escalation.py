"""What Today tells administrators of programs that nobody looks after (N2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Person
from people.permissions import can_administer
from people.registry import TodayItem
from programs.cohorts.escalation import programs_without_recipient
from programs.cohorts.models import Program

MOST = 10


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    """For administrators: programs of which nobody could be told anything."""
    if not can_administer(person):
        return
    unattended = programs_without_recipient(Program.objects.open().order_by("sort_name", "pk"))
    for program in unattended.prefetch_related("coordinators__person")[:MOST]:
        yield TodayItem(
            section=_("Programs"),
            title=program.name,
            detail=_why_nobody(program),
            url=reverse("programs:program-coordinators", args=[program.pk]),
            act=_("Name a coordinator"),
            urgency=1,
            icon="person-exclamation",
        )


def _why_nobody(program):
    gone = [row.person.name for row in program.coordinators.all() if not row.person.is_active]
    if len(gone) == 1:
        words = _("%(name)s's account is deactivated, so nobody is told when something isn't done.")
        return words % {"name": gone[0]}
    return _("There's no coordinator to tell when something isn't done.")
