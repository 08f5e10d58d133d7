"""Whoever was to precept cannot come: who takes the day, or that nobody does yet (P18, P25)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Person, Preceptor
from programs.cohorts.eligibility import refusal
from programs.cohorts.services.locks import lock_guides, lock_people
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.preceptor_assignment import blockers_of_assignment
from programs.shifts import notices
from programs.shifts.models import Shift
from programs.shifts.services.roster import ShiftError, zone_of
from programs.shifts.services.shift import lock_shift, refuse_begun


@transaction.atomic
def ask_for_cover(*, shift: Shift, by: Person, at: datetime) -> None:
    """Say that whoever was to precept cannot come; the coordinators are told at once.

    :raises ShiftError: if it has begun or was called off, or somebody said so first.
    """
    shift = lock_shift(shift)
    refuse_begun(shift, at=at)
    if shift.cover_asked_at:
        raise ShiftError(_("The coordinator already knows that someone is needed."))
    shift.cover_asked_at = at
    shift.save(update_fields=["cover_asked_at"])
    notices.cover_asked(shift, by=by, at=at)


@transaction.atomic
def cover_shift(*, shift: Shift, preceptor: Preceptor, by: Person, at: datetime) -> None:
    """Let somebody else take the day; for that day they may read the record and sign (P8, P18).

    The former one, the new one and the learner are told.

    :raises ShiftError: if it has begun or was called off, they have it already, or a rule
        stands against them.
    """
    lock_people([shift.preceptorship.learner.person_id, preceptor.person_id])
    lock_guides(Preceptor, [preceptor.pk])
    shift = lock_shift(shift)
    refuse_begun(shift, at=at)
    former = shift.preceptor
    if former.pk == preceptor.pk and not shift.cover_asked_at:
        raise ShiftError(_("%(name)s already has it.") % {"name": preceptor})
    _let_them_in(shift, preceptor, by=by, at=at)
    shift.preceptor, shift.cover_asked_at = preceptor, None
    shift.save(update_fields=["preceptor", "cover_asked_at"])
    notices.shift_covered(shift, former=former, by=by, at=at)


def hand_on(
    preceptorship: Preceptorship,
    *,
    former: Preceptor,
    following: Preceptor,
    from_on: date,
    at: datetime,
) -> None:
    """Give the shifts that one preceptor had from that day on to whoever follows."""
    coming = Shift.objects.standing().filter(preceptorship=preceptorship, preceptor=former)
    coming = coming.filter(day__gte=from_on, starts_at__gt=at)
    coming.update(preceptor=following, cover_asked_at=None)


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
