"""What an action plan consists of: aims that can be checked, and meetings."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.concerns import plan_notices
from assessments.concerns.models import ActionPlan, PlanAim, PlanMeeting
from assessments.concerns.permissions import can_help_with_plan
from assessments.concerns.services.action_plan import PlanError, change_version, lock_plan, locked
from people.models import Person
from programs.preceptorships.models import Preceptorship, PreceptorshipPause


@transaction.atomic
def add_aim(
    *,
    plan: ActionPlan,
    text: str,
    support: str,
    supported_by: str,
    evidence: str,
    due_on: date,
    by: Person,
    idempotency_key: UUID,
    at: datetime,
    today: date,
) -> PlanAim:
    """Add one thing that can be checked, with who helps and what will show it.

    :raises PlanError: if the plan is over, the day has passed or is after its end, or ``by`` may
        not.
    """
    plan = lock_plan(plan, by)
    known = PlanAim.objects.filter(added_by=by, idempotency_key=idempotency_key).first()
    if known:
        return known
    if due_on < today:
        raise PlanError(_("Choose today or a day in the future."))
    if due_on > plan.ends_on:
        raise PlanError(_("The plan ends before that day. Choose an earlier one, or extend it."))
    aim = PlanAim.objects.create(
        plan=plan,
        text=text.strip(),
        support=support.strip(),
        supported_by=supported_by.strip(),
        evidence=evidence.strip(),
        due_on=due_on,
        added_by=by,
        added_at=at,
        idempotency_key=idempotency_key,
    )
    change_version(plan, at=at)
    return aim


@transaction.atomic
def withdraw_aim(*, aim: PlanAim, by: Person, at: datetime) -> None:
    """Take an aim out: of a draft for good, of an open plan so that it stays visible as such.

    :raises PlanError: if it was removed before, or is the only one of an open plan.
    """
    plan = lock_plan(aim.plan, by)
    if plan.is_draft:
        plan.aims.filter(pk=aim.pk).delete()
        return
    standing = plan.aims.filter(withdrawn_at=None)
    if not standing.exclude(pk=aim.pk).exists():
        raise PlanError(_("A plan needs at least one aim. Add another one first."))
    if not standing.filter(pk=aim.pk).update(withdrawn_by=by, withdrawn_at=at):
        raise PlanError(_("This aim has already been removed."))
    change_version(plan, at=at)


@transaction.atomic
def check_aim(
    *, aim: PlanAim, result: str, note: str, by: Person, at: datetime, today: date
) -> None:
    """Say whether an aim is met, and what shows it; a later check replaces it.

    :raises PlanError: if the plan does not run, or ``by`` neither runs it nor precepts.
    """
    plan = _lock_to_help(aim.plan, by, today)
    checked = {"result": result, "result_note": note.strip(), "checked_by": by, "checked_at": at}
    if not plan.aims.filter(pk=aim.pk, withdrawn_at=None).update(**checked):
        raise PlanError(_("This aim has already been removed."))


@transaction.atomic
def plan_meeting(
    *,
    plan: ActionPlan,
    meets_on: date,
    by: Person,
    idempotency_key: UUID,
    at: datetime,
    today: date,
) -> PlanMeeting:
    """Put a meeting into the plan, and tell its learner where it is open to them.

    :raises PlanError: if the plan is over, the day has passed, or ``by`` may not.
    """
    plan = lock_plan(plan, by)
    known = PlanMeeting.objects.filter(planned_by=by, idempotency_key=idempotency_key).first()
    if known:
        return known
    if meets_on < today:
        raise PlanError(_("Choose today or a day in the future."))
    meeting = PlanMeeting.objects.create(
        plan=plan,
        meets_on=meets_on,
        planned_by=by,
        planned_at=at,
        idempotency_key=idempotency_key,
    )
    if not plan.is_draft:
        plan_notices.tell_meeting(meeting, at=at)
    return meeting


@transaction.atomic
def hold_meeting(
    *, meeting: PlanMeeting, held_on: date, notes: str, by: Person, at: datetime, today: date
) -> None:
    """Note that a meeting took place, and what was said.

    :raises PlanError: if it was noted or cancelled before, or the day will not do.
    """
    plan = _lock_to_help(meeting.plan, by, today)
    if not timezone.localdate(plan.opened_at) <= held_on <= today:
        raise PlanError(_("Choose a day from the start of the plan to today."))
    waiting = PlanMeeting.objects.planned().filter(pk=meeting.pk)
    if not waiting.update(held_on=held_on, noted_by=by, notes=notes.strip()):
        raise PlanError(_("This meeting has already been noted or cancelled."))
    plan_notices.meeting_over(meeting, at=at)


@transaction.atomic
def cancel_meeting(*, meeting: PlanMeeting, by: Person, at: datetime) -> None:
    """Cancel a meeting that did not take place; another one can be planned.

    :raises PlanError: if it took place, or the plan is over.
    """
    lock_plan(meeting.plan, by)
    waiting = PlanMeeting.objects.planned().filter(pk=meeting.pk)
    if not waiting.update(cancelled_at=at):
        raise PlanError(_("This meeting has already been noted or cancelled."))
    plan_notices.meeting_over(meeting, at=at)


@transaction.atomic
def resume_plans(preceptorship: Preceptorship, at: datetime) -> None:
    """Move what a plan has to come by the length of the pause that just ended (P15)."""
    pauses = PreceptorshipPause.objects.filter(preceptorship=preceptorship, valid_to__isnull=False)
    pause = pauses.order_by("-valid_to", "-valid_from").first()
    plan = preceptorship.action_plans.filter(ended_at=None).first()
    if pause is None or plan is None:
        return
    length = timedelta(days=pause.days)
    ActionPlan.objects.filter(pk=plan.pk).update(ends_on=F("ends_on") + length)
    ahead = {"due_on__gte": pause.valid_from, "checked_at": None}
    plan.aims.filter(**ahead).update(due_on=F("due_on") + length)
    for meeting in plan.meetings.planned().filter(meets_on__gte=pause.valid_from):
        plan_notices.meeting_over(meeting, at=at)
        meeting.meets_on += length
        meeting.save(update_fields=["meets_on"])
        if not plan.is_draft:
            plan_notices.tell_meeting(meeting, at=at)


def _lock_to_help(plan, by, today):
    """As ``lock_plan``, and for preceptors of the day, too; only of a plan that is open."""
    plan = locked(plan)
    if not can_help_with_plan(by, plan, on=today):
        raise PlanError(_("Only the coordinators and those who work with the learner can do this."))
    if not plan.is_running or not plan.preceptorship.is_open:
        raise PlanError(_("This action plan isn't running."))
    return plan
