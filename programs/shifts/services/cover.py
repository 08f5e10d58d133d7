"""Whoever was to precept cannot come: who takes the days, or that nobody does yet (P18, P25)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.dated import dated
from people.models import Absence, Person, Preceptor
from programs.cohorts.eligibility import refusal
from programs.cohorts.services.locks import lock_guides, lock_people
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.preceptor_assignment import blockers_of_assignment
from programs.shifts import cover_notices as notices
from programs.shifts.models import Shift
from programs.shifts.services.roster import ShiftError, zone_of
from programs.shifts.services.shift import lock_shift, refuse_begun


class Take(NamedTuple):
    """Who takes which shift, as it was when they were chosen."""

    shift: Shift
    preceptor: Preceptor


@transaction.atomic
def ask_for_cover(*, shifts: Sequence[Shift], by: Person, at: datetime) -> None:
    """Say that whoever was to precept cannot come on these days of a learner.

    The coordinators are told at once, and once; of days of which they know already they are not.

    :raises ShiftError: if one has begun or was cancelled, or they know of all.
    """
    locked = [lock_shift(shift) for shift in _by_key(shifts)]
    for shift in locked:
        with _of_day(shift, is_one=len(locked) == 1):
            refuse_begun(shift, at=at)
    asked = [shift for shift in locked if not shift.cover_asked_at]
    if not asked:
        raise ShiftError(_("The coordinator already knows that someone is needed."))
    Shift.objects.filter(pk__in=[shift.pk for shift in asked]).update(cover_asked_at=at)
    notices.cover_asked(_by_time(asked), by=by, at=at)


@transaction.atomic
def cover_shifts(*, takes: Sequence[Take], by: Person, at: datetime) -> None:
    """Let others take days of a learner; for each they may read the record and sign (P8, P18).

    All of them or none. The former ones, the new ones and the learner are told, each once.

    :raises ShiftError: if one has begun, was cancelled or has changed since it was read, they
        have it already or are away, or a rule stands against them.
    """
    learners = {take.shift.preceptorship.learner.person_id for take in takes}
    lock_people(learners | {take.preceptor.person_id for take in takes})
    lock_guides(Preceptor, {take.preceptor.pk for take in takes})
    covered = []
    for take in sorted(takes, key=lambda take: take.shift.pk):
        with _of_day(take.shift, is_one=len(takes) == 1):
            covered.append(_give(take, by=by, at=at))
    covered.sort(key=lambda day: day.shift.starts_at)
    notices.shifts_covered(covered, by=by, at=at)


def cover_shift(*, shift: Shift, preceptor: Preceptor, by: Person, at: datetime) -> None:
    """Let somebody else take one day, as ``cover_shifts`` does."""
    cover_shifts(takes=[Take(shift, preceptor)], by=by, at=at)


@transaction.atomic
def hand_on(
    preceptorship: Preceptorship,
    *,
    former: Preceptor,
    following: Preceptor,
    from_on: date,
    at: datetime,
) -> None:
    """Give the shifts that one preceptor had from that day on to whoever follows.

    Under the locks of the change. Those that have begun or were cancelled stay; what was told
    of the others, such as who comes tomorrow, is taken back. A day on which whoever follows is
    away needs somebody (P30).
    """
    rows = Shift.objects.standing().filter(preceptorship=preceptorship, preceptor=former)
    rows = rows.filter(day__gte=from_on).order_by("pk").select_for_update(no_key=True)
    coming = [shift.pk for shift in rows if shift.starts_at > at]
    Shift.objects.filter(pk__in=coming).update(preceptor=following, cover_asked_at=None)
    notices.handed_on(coming, at=at)


def _give(take: Take, *, by: Person, at: datetime) -> notices.Covered:
    shift, seen, preceptor = lock_shift(take.shift), take.shift, take.preceptor
    refuse_begun(shift, at=at)
    _refuse_changed(shift, seen)
    former = shift.preceptor
    if former.pk == preceptor.pk and not shift.cover_asked_at:
        raise ShiftError(_("%(name)s already has it.") % {"name": preceptor})
    _refuse_gone(preceptor, shift)
    _let_them_in(shift, preceptor, by=by, at=at)
    shift.preceptor, shift.cover_asked_at = preceptor, None
    shift.save(update_fields=["preceptor", "cover_asked_at"])
    return notices.Covered(shift, former)


def _refuse_changed(shift: Shift, seen: Shift) -> None:
    if shift.preceptor_id != seen.preceptor_id:
        raise ShiftError(
            _("Someone else has just given it to %(name)s.") % {"name": shift.preceptor}
        )
    if (shift.starts_at, shift.ends_at) != (seen.starts_at, seen.ends_at):
        raise ShiftError(_("Its times have just changed. Check it again."))


def _refuse_gone(preceptor: Preceptor, shift: Shift) -> None:
    """Whoever is away or has left takes nothing, whatever they are assigned to."""
    person = Person.objects.active().filter(pk=preceptor.person_id)
    if not person.exists():
        raise ShiftError(_("%(name)s has left.") % {"name": preceptor})
    if Absence.objects.on(shift.day).filter(person=preceptor.person_id).exists():
        raise ShiftError(_("%(name)s is away that day.") % {"name": preceptor})


@contextmanager
def _of_day(shift: Shift, *, is_one: bool) -> Iterator[None]:
    """Say of which day a refusal is, where several are meant."""
    try:
        yield
    except ShiftError as refused:
        if is_one:
            raise
        words = {"day": dated(shift.day, "D j M"), "words": refused}
        raise ShiftError(_("%(day)s: %(words)s") % words) from None


def _by_key(shifts):
    return sorted(shifts, key=lambda shift: shift.pk)


def _by_time(shifts):
    return sorted(shifts, key=lambda shift: shift.starts_at)


def _let_them_in(shift: Shift, preceptor: Preceptor, *, by: Person, at: datetime) -> None:
    """Make them a backup for the day and the morning after, where they are not one (P18)."""
    preceptorship, day = shift.preceptorship, shift.day
    last_day = timezone.localdate(shift.ends_at, zone_of(preceptorship))
    held = preceptorship.assignments.filter(preceptor=preceptor)
    if all(held.on(worked).exists() for worked in (day, last_day)):
        return
    role = PreceptorAssignment.Role.BACKUP
    blockers = blockers_of_assignment(preceptorship, preceptor, role, on=day)
    if words := refusal(preceptor, blockers, reason=""):
        raise ShiftError(words)
    PreceptorAssignment.objects.create(
        preceptorship=preceptorship,
        preceptor=preceptor,
        role=role,
        valid_from=day,
        valid_to=last_day,
        assigned_by=by,
        assigned_at=at,
    )
