"""What a decision on completion reads of hours: how many of those that are asked for (P26, P28)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from programs.preceptorships.models import Preceptorship
from programs.registry import CompletionFact
from programs.shifts.hours import hours_in, targets_of
from programs.shifts.models import Shift
from programs.shifts.statement import in_hours


def hours_met(preceptorship: Preceptorship, at: datetime) -> Iterator[CompletionFact]:
    """Say how many count, and how many may still do so; nothing where none are asked for."""
    rules = preceptorship.program.preceptorship_rules
    if not (rules.supernumerary_hours or rules.logged_hours_required):
        return
    hours = hours_in(Shift.objects.filter(preceptorship=preceptorship), at=at)
    for target in targets_of(rules, hours):
        text = _("%(what)s: %(hours)s of %(required)s hours.") % {
            "what": target.label,
            "hours": in_hours(target.minutes),
            "required": target.hours_required,
        }
        yield CompletionFact(text, is_met=target.is_reached)
    if unsettled := hours.open + hours.questioned:
        text = _("Hours not settled yet: %(hours)s.") % {"hours": in_hours(unsettled)}
        yield CompletionFact(text)
