"""What an evidence pack says of hours and shifts (P24, P26)."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from common.disclosure import is_small
from common.models import valid_on
from programs.preceptorships.evidenced import begun_of, running_of
from programs.preceptorships.models import PreceptorAssignment
from programs.registry import EvidenceFigure, EvidenceScope
from programs.shifts.hours import hours_in
from programs.shifts.models import Shift, ShiftNote
from programs.shifts.protected import YEAR, minutes_by_person


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    shifts = Shift.objects.filter(**scope.of("preceptorship__"), day__range=scope.days)
    yield from _shifts(shifts, scope)
    yield from _hours(shifts, scope)
    yield from _targets(scope)
    yield from _protected(scope)


def _shifts(shifts, scope):
    figure = partial(EvidenceFigure, section=_("Shifts and hours"), order=30)
    over = shifts.over(scope.at)
    count = over.count()
    primary = PreceptorAssignment.objects.primary().filter(
        valid_on(OuterRef("day")),
        preceptorship=OuterRef("preceptorship"),
        preceptor=OuterRef("preceptor"),
    )
    notes = ShiftNote.objects.filter(shift=OuterRef("pk"))
    yield figure(
        label=_("Shifts worked together"),
        value=count,
        note=_("Shifts in the period that are over and were not cancelled."),
        rule="P24",
    )
    yield figure(
        label=_("With a note"),
        value=over.filter(Exists(notes)).count(),
        denominator=count,
        note=_("At least one of the two wrote down what was taught."),
        rule="P24",
    )
    yield figure(
        label=_("Covered by someone else"),
        value=over.filter(~Exists(primary)).count(),
        denominator=count,
        note=_("Worked with someone who was not the primary preceptor on that day."),
        rule="P18",
    )
    yield figure(
        label=_("Told at least 12 hours ahead"),
        value=over.filter(created_at__lte=F("starts_at") - timedelta(hours=12)).count(),
        denominator=count,
        note=_("The shift was in Alongside 12 hours before it began, so both could read of it."),
        rule="P25",
    )


def _hours(shifts, scope):
    figure = partial(
        EvidenceFigure, section=_("Shifts and hours"), order=30, unit=_("hours"), rule="P26"
    )
    hours = hours_in(shifts, at=scope.at)
    worked = _in_hours(hours.counted + hours.open + hours.questioned)
    ahead = shifts.to_come(scope.at).aggregate(minutes=Sum("minutes"))["minutes"] or 0
    yield figure(
        label=_("Planned and still to come"),
        value=_in_hours(ahead),
        note=_("Hours of shifts in the period that are not over yet."),
    )
    yield figure(
        label=_("Worked"), value=worked, note=_("As planned, or as corrected by either of the two.")
    )
    yield figure(
        label=_("Confirmed"),
        value=_in_hours(hours.counted),
        denominator=worked,
        note=_("Confirmed by the other side, or not questioned in the days the program gives."),
    )
    yield figure(
        label=_("Questioned and not settled"),
        value=_in_hours(hours.questioned),
        denominator=worked,
        note=_("One side says that they were other hours."),
    )
    yield figure(
        label=_("Supernumerary, of the confirmed"),
        value=_in_hours(hours.supernumerary.get("counted", 0)),
        denominator=_in_hours(hours.counted),
        note=_("Worked without being counted in the team."),
    )


def _targets(scope):
    """How many of the intake have what the program asks for; of nobody, where it asks nothing."""
    rules = scope.program.preceptorship_rules
    begun = begun_of(scope)
    started = begun.count()
    if is_small(started):
        return
    figure = partial(EvidenceFigure, section=_("Shifts and hours"), order=30, rule="P26")
    targets = (
        (rules.supernumerary_hours, _("Reached the supernumerary hours"), Q(is_supernumerary=True)),
        (rules.logged_hours_required, _("Reached the hours to log"), Q()),
    )
    note = _("Confirmed hours of those who started, from the first day until now: %(hours)d asked.")
    for asked, label, kind in targets:
        if asked:
            counted = Shift.objects.counted(scope.at).filter(
                kind, preceptorship__in=begun.values("pk")
            )
            sums = counted.order_by().values("preceptorship").annotate(worked=Sum("minutes"))
            yield figure(
                label=label,
                value=sums.filter(worked__gte=asked * 60).count(),
                denominator=started,
                note=note % {"hours": asked},
            )


def _protected(scope):
    """Who of the primary preceptors had what the program promises; of few of them, nothing."""
    promised = scope.program.preceptorship_rules.protected_hours_per_year
    day = min(scope.last, timezone.localdate(scope.at))
    held = PreceptorAssignment.objects.on(day).primary()
    running = running_of(scope).filter(starts_on__lte=day)
    of_it = held.filter(preceptorship__in=running.values("pk")).order_by()
    people = set(of_it.values_list("preceptor__person", flat=True))
    if not promised or not people:
        return
    is_hidden = is_small(len(people))
    had = {} if is_hidden else minutes_by_person(people, day - YEAR, day)
    kept = sum(minutes >= promised * 60 for minutes in had.values())
    note = _("Not shown: fewer than five preceptors, so each could be recognised.")
    if not is_hidden:
        note = _(
            "Of the primary preceptors on the last day of the period, those who wrote down at "
            "least %(hours)d hours in the twelve months before."
        ) % {"hours": promised}
    yield EvidenceFigure(
        section=_("Preceptors"),
        order=20,
        label=_("Had their protected time"),
        value=None if is_hidden else kept,
        denominator=len(people),
        is_hidden=is_hidden,
        note=note,
        rule="P17",
    )


def _in_hours(minutes):
    return round(minutes / 60)
