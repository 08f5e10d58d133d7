"""Who precepts: backups come and go, the primary changes, the record goes on (P18)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person, Preceptor
from people.permissions import is_about
from programs import registry
from programs.cohorts.eligibility import blockers_for, guides_with_standing, refusal
from programs.cohorts.services.locks import lock_guides, lock_people
from programs.cohorts.services.rule_override import record_override
from programs.preceptorships import notices as preceptorship_notices
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.planned_change import forget_change
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
    if preceptorship.assignments.held(on=today).filter(preceptor=preceptor).exists():
        raise AssignmentError(_("%(name)s is already assigned here.") % {"name": preceptor})
    _settle(preceptorship, preceptor, Role.BACKUP, by=by, at=at, on=today, reason=reason)
    assignment = _assign(preceptorship, preceptor, Role.BACKUP, by=by, at=at, on=today)
    preceptorship_notices.preceptor_assigned(assignment, at=at)
    return assignment


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
    from_on: date | None = None,
    reason: str = "",
    seen: UUID | None = None,
) -> PreceptorAssignment:
    """Hand the learner over to another primary preceptor, from today or a day ahead on (P18).

    The record, the dates and the backups stay, and until that day the former one. Under the
    same locks as publishing, so that capacity and M7 hold whoever else pairs at this moment.
    The rules are asked of the day. ``seen`` is the assignment that the page named as the
    primary preceptor's.

    :raises AssignmentError: if the pairing has ended, they are the primary preceptor already,
        the day is not one of its days, somebody else changed it first, or a rule forbids it.
    """
    former = _primary(preceptorship)
    preceptorship = _lock(preceptorship, preceptor, former and former.preceptor)
    former = _primary(preceptorship)
    _refuse_other_than_seen(former, seen)
    from_on = from_on or max(today, preceptorship.starts_on)
    _refuse_change(preceptorship, preceptor, former, from_on, today=today)

    _settle(preceptorship, preceptor, Role.PRIMARY, by=by, at=at, on=from_on, reason=reason)
    backup = _holding(preceptorship).filter(role=Role.BACKUP, preceptor=preceptor).first()
    for held in filter(None, [former, backup]):
        _end(held, last_day=from_on - timedelta(days=1))
    assignment = _assign(preceptorship, preceptor, Role.PRIMARY, by=by, at=at, on=from_on)
    _tell_of_change(assignment, former, today=today, at=at)
    if former:
        _run_changed(preceptorship, former.preceptor, preceptor, from_on, at=at)
    return assignment


@transaction.atomic
def take_back_change(*, assignment: PreceptorAssignment, at: datetime, today: date) -> None:
    """Undo a change of the primary preceptor before its day: the present one goes on (P18).

    Whoever had not heard of it never does.

    :raises AssignmentError: if its day has come, or somebody else took it back first.
    """
    preceptorship = _lock(assignment.preceptorship)
    change = preceptorship.planned_change(today=today)
    if change is None or change.pk != assignment.pk:
        raise AssignmentError(_("This change has already begun, or was taken back."))
    forget_change(change)
    change.preceptorship = preceptorship
    goes_on = _primary(preceptorship)
    preceptorship_notices.preceptor_change_taken_back(change, goes_on, at=at)
    _run_changed(preceptorship, change.preceptor, goes_on.preceptor, change.valid_from, at=at)


def _run_changed(preceptorship, former, following, from_on, *, at):
    for hook in registry.primary_changed:
        hook(preceptorship, former=former, following=following, from_on=from_on, at=at)


def _primary(preceptorship):
    """The assignment of the primary preceptor, the coming one where a change is planned."""
    return _holding(preceptorship).filter(role=Role.PRIMARY).first()


def _refuse_other_than_seen(former, seen):
    if former and seen and former.pk != seen:
        raise AssignmentError(
            _(
                "Someone else has changed who the preceptor is since you opened this page: it's "
                "%(name)s now. Open the page again before you decide."
            )
            % {"name": former.preceptor}
        )


def _refuse_change(preceptorship, preceptor, former, from_on, *, today):
    name = {"name": former.preceptor} if former else {}
    if preceptorship.planned_change(today=today):
        raise AssignmentError(
            _("%(name)s already takes over on %(day)s. Take that change back first.")
            % {**name, "day": date_format(former.valid_from, "j M Y")}
        )
    if former and former.preceptor_id == preceptor.pk:
        raise AssignmentError(_("%(name)s is already the primary preceptor.") % name)
    if from_on < max(today, preceptorship.starts_on):
        raise AssignmentError(_("The change can't begin in the past, or before the start."))
    if from_on > max(today, preceptorship.starts_on):
        _refuse_day_ahead(preceptorship, former, from_on)


def _refuse_day_ahead(preceptorship, former, from_on):
    if former is None:
        raise AssignmentError(_("No preceptor is assigned now, so the change begins today."))
    if from_on > preceptorship.ends_on:
        raise AssignmentError(
            _("The preceptorship ends on %(day)s. Choose that day or an earlier one.")
            % {"day": date_format(preceptorship.ends_on, "j M Y")}
        )


def _tell_of_change(assignment, former, *, today, at):
    """Tell all three once: of a change that is made, or of one ahead."""
    preceptorship = assignment.preceptorship
    if former:
        former.preceptorship = preceptorship
    if assignment.valid_from > max(today, preceptorship.starts_on):
        preceptorship_notices.preceptor_change_planned(assignment, former, at=at)
        return
    if former:
        preceptorship_notices.preceptor_released(former, at=at)
    preceptorship_notices.preceptor_assigned(assignment, at=at)
    preceptorship_notices.preceptor_changed(assignment, at=at)


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


def _settle(preceptorship, preceptor, role, *, by, at, on, reason):
    """Ask the rules under the locks, and keep which of them the reason set aside."""
    blockers = blockers_of_assignment(preceptorship, preceptor, role, on=on)
    if words := refusal(preceptor, blockers, reason=reason):
        raise AssignmentError(words)
    if blockers and is_about(by, preceptor.person_id):
        raise AssignmentError(_("Someone else has to set a rule aside for you."))
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


def blockers_of_assignment(preceptorship, preceptor, role, *, on):
    """Return what stands against one preceptor here; a backup fills no place (P16)."""
    guide = guides_with_standing(Preceptor, on=on).get(pk=preceptor.pk)
    if role == Role.BACKUP:
        guide.load = 0
    learner = preceptorship.learner
    eligibility = blockers_for(
        program=preceptorship.program, guides=[guide], learners=[learner], on=on
    )
    return eligibility.blockers(guide, learner)


def _assign(preceptorship, preceptor, role, *, by, at, on):
    return PreceptorAssignment.objects.create(
        preceptorship=preceptorship,
        preceptor=preceptor,
        role=role,
        valid_from=max(on, preceptorship.starts_on),
        assigned_by=by,
        assigned_at=at,
    )


def _end(assignment, *, last_day):
    """End a period, which has at least one day."""
    assignment.valid_to = max(assignment.valid_from, last_day)
    assignment.save(update_fields=["valid_to"])
