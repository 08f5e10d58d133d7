"""What a review says beforehand of shifts: hours, how many, what was to come next (P27)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.dated import dated
from people.models import Person
from programs.preceptorships.models import Review
from programs.registry import ReviewFact
from programs.shifts.hours import hours_in, targets_of
from programs.shifts.models import Shift, ShiftNote
from programs.shifts.statement import in_hours

MOST_NOTES = 3


def shift_facts(review: Review, reader: Person, since: date, until: date) -> Iterable[ReviewFact]:
    """Nothing where a program asks for no hours and none were worked. Queries: three."""
    preceptorship = review.preceptorship
    page = reverse("programs:shift-list", args=[preceptorship.pk])
    mine = Shift.objects.filter(preceptorship=preceptorship)
    at = _end_of(until)
    hours = hours_in(mine, at=at)
    targets = list(targets_of(preceptorship.program.preceptorship_rules, hours))
    if not (targets or hours.counted or hours.open or hours.questioned):
        return
    for target in targets:
        value = _("%(hours)s of %(required)s") % {
            "hours": in_hours(target.minutes),
            "required": target.hours_required,
        }
        yield ReviewFact(label=target.label, value=value, url=page, order=60)
    worked = mine.over(at).filter(day__range=(since, until)).count()
    yield ReviewFact(label=_("Shifts since then"), value=str(worked), url=page, order=61)
    yield from _next_times(preceptorship, since, until)


def _next_times(preceptorship, since, until):
    notes = ShiftNote.objects.with_people().filter(
        shift__preceptorship=preceptorship, shift__day__range=(since, until)
    )
    for note in notes.exclude(next_time="").order_by("-shift__starts_at")[:MOST_NOTES]:
        yield ReviewFact(
            label=f"{note.author}, {dated(note.shift.day)}",
            value=f"“{note.next_time}”",
            url=reverse("programs:shift-detail", args=[note.shift_id]),
            order=70,
        )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
