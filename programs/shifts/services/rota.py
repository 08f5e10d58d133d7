"""A rota read in for a cohort: every row or none (P24)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Cohort
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.shifts.models import Shift
from programs.shifts.rota_file import RotaRow
from programs.shifts.services.cover import cover_shift
from programs.shifts.services.shift import Plan, ShiftError, Times, plan_shift, zone_of


@dataclass(slots=True)
class RotaReport:
    """What became of a file: shifts planned, rows already there, and what stands against it."""

    planned: int = 0
    known: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


class _TakeBack(Exception):
    """Nothing of it is kept."""


def import_rota(
    *, cohort: Cohort, rows: Sequence[RotaRow], by: Person, at: datetime, only_check: bool = False
) -> RotaReport:
    """Plan the shifts of a file; where one row cannot be, none is, and all problems are named.

    A shift that stands already with the same times stays, so that a file can be read in again;
    where it names somebody else for a day to come, they take it. ``only_check`` keeps nothing in
    any case.
    """
    report = RotaReport()
    try:
        with transaction.atomic():
            _plan_all(cohort, rows, report, by=by, at=at)
            if report.problems or only_check:
                raise _TakeBack
    except _TakeBack:
        pass
    return report


def _plan_all(cohort, rows, report, *, by, at):
    learners = _learners(cohort)
    for row in rows:
        try:
            with transaction.atomic():
                _plan_row(row, learners, report, by=by, at=at)
        except Refusal as refusal:
            report.problems.append((row.number, str(refusal)))


def _plan_row(row, learners, report, *, by, at):
    if row.problem:
        raise ShiftError(_(row.problem))
    preceptorship = learners.get(row.learner)
    if preceptorship is None:
        raise ShiftError(_("Nobody with this address learns in this cohort now."))
    times = Times(
        date.fromisoformat(row.day),
        time.fromisoformat(row.starts),
        time.fromisoformat(row.ends),
        row.break_minutes,
    )
    preceptor = _preceptor(row, preceptorship, times.day)
    starts_at, ends_at = times.moments(zone_of(preceptorship))
    standing = Shift.objects.standing().with_people().filter(preceptorship=preceptorship)
    same = standing.filter(starts_at=starts_at, ends_at=ends_at).first()
    if same:
        if same.preceptor_id != preceptor.pk and same.starts_at > at:
            cover_shift(shift=same, preceptor=preceptor, by=by, at=at)
        report.known += 1
        return
    plan = Plan(
        preceptor=preceptor,
        origin=Shift.Origin.ROTA,
        unit=preceptorship.learner.person.unit,
        is_supernumerary=row.is_supernumerary,
    )
    plan_shift(preceptorship=preceptorship, times=times, plan=plan, by=by, at=at)
    report.planned += 1


def _learners(cohort):
    rows = Preceptorship.objects.open().filter(cohort=cohort).with_people()
    return {row.learner.person.email.casefold(): row for row in rows}


def _preceptor(row, preceptorship, day):
    """Whom the row names, or the primary preceptor of that day."""
    held = PreceptorAssignment.objects.on(day).filter(preceptorship=preceptorship)
    held = held.select_related("preceptor__person").order_by("-role", "-valid_from")
    if row.preceptor:
        held = held.filter(preceptor__person__email__iexact=row.preceptor)
    assignment = held.first()
    if assignment is None:
        raise ShiftError(
            _("%(name)s isn't assigned to them that day.") % {"name": row.preceptor}
            if row.preceptor
            else _("Nobody is assigned to them that day.")
        )
    return assignment.preceptor
