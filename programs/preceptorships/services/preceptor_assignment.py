"""Who precepts: backups come and go, the primary changes, the record goes on (P18)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person, Preceptor
from programs.cohorts.eligibility import blockers_for, guides_with_standing, refusal
from programs.cohorts.services.locks import lock_guides, lock_people
from programs.cohorts.services.rule_override import record_override
from programs.preceptorships import notices as preceptorship_notices
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.preceptorship import lock_preceptorship

Role = PreceptorAssignment.Role


class AssignmentError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def add_backup(
    *,
    preceptorship: Preceptorship,
    preceptor: Preceptor,
    by: Person,
    at: datetime,
    today: date,
    reason: str = "",
) -> PreceptorAssignment:
    """Name somebody who stands in for the primary preceptor; takes up none of their places.

    ``reason`` sets aside the rules marked ◇ that stand against it (P8, P16), and is kept.

    :raises AssignmentError: if the pairing has ended, they precept it already, or a rule
        forbids it.
    """
    preceptorship = _lock(preceptorship, preceptor)
    if _holding(preceptorship).filter(preceptor=preceptor).exists():
        raise AssignmentError(_("%(name)s is already assigned here.") % {"name": preceptor})
    _settle(preceptorship, preceptor, Role.BACKUP, by=by, at=at, today=today, reason=reason)
    return _assign(preceptorship, preceptor, Role.BACKUP, by=by, at=at, today=today)


@transaction.atomic
def end_backup(*, assignment: PreceptorAssignment, at: datetime, today: date) -> None:
    """End somebody's standing in; what they signed stays valid (P20).

    :raises AssignmentError: if it has ended, or they are the primary preceptor.
    """
    preceptorship = _lock(assignment.preceptorship)
    backups = _holding(preceptorship).filter(role=Role.BACKUP, pk=assignment.pk)
    backup = backups.select_related("preceptor__person").first()
    if backup is None:
        raise AssignmentError(_("They are no longer a backup preceptor here."))
    _end(backup, last_day=today)
    backup.preceptorship = preceptorship
    preceptorship_notices.preceptor_released(backup, at=at)


@transaction.atomic
def change_primary(
    *,
    preceptorship: Preceptorship,
    preceptor: Preceptor,
    by: Person,
    at: datetime,
    today: date,
    reason: str = "",
) -> PreceptorAssignment:
    """Hand the learner over to another primary preceptor from today on (P18).

    The record, the dates and the backups stay. Under the same locks as publishing, so that
    capacity and M7 hold whoever else pairs at this moment.

    :raises AssignmentError: if the pairing has ended, they are the primary preceptor
        already, or a rule forbids it.
    """
    before = _holding(preceptorship).filter(role=Role.PRIMARY).first()
    preceptorship = _lock(preceptorship, preceptor, before and before.preceptor)
    holding = {held.preceptor_id: held for held in _holding(preceptorship)}
    former = next((held for held in holding.values() if held.role == Role.PRIMARY), None)
    if former and former.preceptor_id == preceptor.pk:
        raise AssignmentError(_("%(name)s is already the primary preceptor.") % {"name": preceptor})

    _settle(preceptorship, preceptor, Role.PRIMARY, by=by, at=at, today=today, reason=reason)
    for held in filter(None, [former, holding.get(preceptor.pk)]):
        _end(held, last_day=today - timedelta(days=1))
    if former:
        former.preceptorship = preceptorship
        preceptorship_notices.preceptor_released(former, at=at)
    assignment = _assign(preceptorship, preceptor, Role.PRIMARY, by=by, at=at, today=today)
    preceptorship_notices.preceptor_changed(assignment, at=at)
    return assignment


def _lock(preceptorship, *preceptors):
    """Lock persons, guides and the pairing, in this order (DESIGN 17)."""
    taking_part = [preceptor for preceptor in preceptors if preceptor]
    learner = preceptorship.learner.person_id
    lock_people([learner, *(preceptor.person_id for preceptor in taking_part)])
    lock_guides(Preceptor, [preceptor.pk for preceptor in taking_part])
    locked = lock_preceptorship(preceptorship)
    if not locked.is_open:
        raise AssignmentError(_("This preceptorship has already ended."))
    return locked


def _holding(preceptorship):
    assignments = PreceptorAssignment.objects.filter(preceptorship=preceptorship, valid_to=None)
    return assignments.select_related("preceptor__person")


def _settle(preceptorship, preceptor, role, *, by, at, today, reason):
    """Ask the rules under the locks, and keep which of them the reason set aside."""
    blockers = blockers_of_assignment(preceptorship, preceptor, role, today=today)
    if words := refusal(preceptor, blockers, reason=reason):
        raise AssignmentError(words)
    if blockers:
        record_override(
            program=preceptorship.program,
            guide=preceptor.person,
            learner=preceptorship.learner.person,
            rules=[blocker.rule for blocker in blockers],
            reason=reason,
            by=by,
            at=at,
        )


def blockers_of_assignment(preceptorship, preceptor, role, *, today):
    """Return what stands against one preceptor here; a backup fills no place (P16)."""
    guide = guides_with_standing(Preceptor, on=today).get(pk=preceptor.pk)
    if role == Role.BACKUP:
        guide.load = 0
    learner = preceptorship.learner
    eligibility = blockers_for(
        program=preceptorship.program, guides=[guide], learners=[learner], on=today
    )
    return eligibility.blockers(guide, learner)


def _assign(preceptorship, preceptor, role, *, by, at, today):
    assignment = PreceptorAssignment.objects.create(
        preceptorship=preceptorship,
        preceptor=preceptor,
        role=role,
        valid_from=max(today, preceptorship.starts_on),
        assigned_by=by,
        assigned_at=at,
    )
    preceptorship_notices.preceptor_assigned(assignment, at=at)
    return assignment


def _end(assignment, *, last_day):
    """End a period, which has at least one day."""
    assignment.valid_to = max(assignment.valid_from, last_day)
    assignment.save(update_fields=["valid_to"])
