"""A rota read in for a cohort: every row or none (P24)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Cohort
from programs.preceptorships.models import Preceptorship
from programs.shifts.models import Shift
from programs.shifts.rota_file import RotaRow
from programs.shifts.services.cover import cover_shift
from programs.shifts.services.roster import Plan, Roster, ShiftError, Times
from programs.shifts.services.shift import lock_learners


@dataclass(slots=True)
class RotaReport:
    """What became of a file: shifts planned, rows already there, and what stands against it."""

    planned: int = 0
    known: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_rota(
    *, cohort: Cohort, rows: Sequence[RotaRow], by: Person, at: datetime, only_check: bool = False
) -> RotaReport:
    """Plan the shifts of a file; where one row cannot be, none is, and all problems are named.

    A shift that stands already with the same times stays, so that a file can be read in again;
    where it names somebody else for a day to come, they take it. ``only_check`` keeps nothing in
    any case. Queries: ten and one for each thousand shifts, and those of each day taken over.
    """
    report, planned = RotaReport(), []
    lock_learners(_open_in(cohort))
    learners = {row.learner.person.email.casefold(): row for row in _open_in(cohort)}
    days = [date.fromisoformat(row.day) for row in rows if not row.problem]
    roster = Roster(learners.values(), since=min(days, default=at.date()))
    for row in rows:
        try:
            shift = _shift_of(row, learners, roster, by=by, at=at)
        except Refusal as refusal:
            report.problems.append((row.number, str(refusal)))
            continue
        planned += [shift] if shift else []
    Shift.objects.bulk_create(planned, batch_size=1000)
    report.planned = len(planned)
    report.known = len(rows) - len(planned) - len(report.problems)
    transaction.set_rollback(only_check or bool(report.problems))
    return report


def _shift_of(row, learners, roster, *, by, at):
    """The shift to be planned, or None where it stands."""
    if row.problem:
        raise ShiftError(_(row.problem))
    preceptorship = learners.get(row.learner)
    if preceptorship is None:
        raise ShiftError(_("Nobody with this address learns in this cohort now."))
    clocks = (time.fromisoformat(row.starts), time.fromisoformat(row.ends))
    times = Times(date.fromisoformat(row.day), *clocks, row.break_minutes)
    preceptor = _preceptor(row, preceptorship, times.day, roster)
    if same := roster.same_as(preceptorship, times):
        _give_to(same, preceptor, by=by, at=at)
        return None
    plan = Plan(
        preceptor=preceptor,
        origin=Shift.Origin.ROTA,
        unit=preceptorship.learner.person.unit,
        is_supernumerary=row.is_supernumerary,
    )
    shift = roster.shift(preceptorship, times, plan, by=by, at=at)
    roster.take(shift)
    return shift


def _give_to(shift, preceptor, *, by, at):
    """Whoever the file names takes a day to come that was somebody else's."""
    if shift.preceptor_id == preceptor.pk or shift.starts_at <= at:
        return
    if shift._state.adding:
        raise ShiftError(_("Another row gives this shift to %(name)s.") % {"name": shift.preceptor})
    cover_shift(shift=shift, preceptor=preceptor, by=by, at=at)


def _open_in(cohort):
    rows = Preceptorship.objects.open().filter(cohort=cohort).with_people()
    return rows.select_related("learner__person__unit")


def _preceptor(row, preceptorship, day, roster):
    """Whom the row names, or the primary preceptor of that day."""
    held = roster.preceptors_on(preceptorship, day)
    if row.preceptor:
        held = [each for each in held if each.person.email.casefold() == row.preceptor]
    if held:
        return held[0]
    if row.preceptor:
        raise ShiftError(_("%(name)s isn't assigned to them that day.") % {"name": row.preceptor})
    raise ShiftError(_("Nobody is assigned to them that day."))
