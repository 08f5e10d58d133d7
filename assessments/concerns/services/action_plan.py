"""An action plan: drafted, opened to its learner, answered, read, extended, ended (P13)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.concerns import plan_notices
from assessments.concerns.models import (
    ActionPlan,
    Concern,
    PlanAnswer,
    PlanOutcome,
    PlanReading,
)
from assessments.concerns.permissions import (
    can_answer_plan,
    can_run_plan,
    can_settle_concern,
)
from assessments.concerns.services.concern import deal_with
from assessments.ledger.services.record_lock import lock_record
from common.refusal import Refusal
from people.models import Person
from people.names import signing_name
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import can_run_preceptorship


class PlanError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def draft_plan(
    *,
    preceptorship: Preceptorship,
    reason: str,
    ends_on: date,
    by: Person,
    idempotency_key: UUID,
    at: datetime,
    today: date,
    concern: Concern | None = None,
) -> ActionPlan:
    """Begin a plan, for those who run the program until it is opened; of a concern, if named.

    :raises PlanError: if there is one already, the day is not ahead, or ``by`` may not.
    """
    lock_record(preceptorship)
    known = ActionPlan.objects.filter(drafted_by=by, idempotency_key=idempotency_key).first()
    if known:
        return known
    if not can_run_preceptorship(by, preceptorship):
        raise PlanError(_("Only the program's coordinators can do this."))
    if not preceptorship.is_open:
        raise PlanError(_("This preceptorship has already ended."))
    if preceptorship.action_plans.filter(ended_at=None).exists():
        raise PlanError(_("There is an action plan already. Add to it, or end it first."))
    _check_end(ends_on, today)
    plan = ActionPlan.objects.create(
        preceptorship=preceptorship,
        reason=reason.strip(),
        ends_on=ends_on,
        drafted_by=by,
        drafted_at=at,
        idempotency_key=idempotency_key,
    )
    if concern and can_settle_concern(by, concern):
        Concern.objects.filter(pk=concern.pk, preceptorship=preceptorship).update(plan=plan)
    return plan


@transaction.atomic
def update_plan(*, plan: ActionPlan, reason: str, ends_on: date, by: Person, today: date) -> None:
    """Put a draft into other words, with another end.

    :raises PlanError: if it is open by now, an aim is due later, or ``by`` may not.
    """
    plan = lock_plan(plan, by)
    if not plan.is_draft:
        raise PlanError(_("The learner can read this plan already. Add aims, or extend it."))
    _check_end(ends_on, today)
    if plan.aims.filter(due_on__gt=ends_on).exists():
        raise PlanError(_("An aim is due after that day. Choose a later end, or remove that aim."))
    plan.reason, plan.ends_on = reason.strip(), ends_on
    plan.save(update_fields=["reason", "ends_on"])


@transaction.atomic
def discard_plan(*, plan: ActionPlan, by: Person) -> None:
    """Delete a draft; the concern it was begun with waits as before.

    :raises PlanError: if it is open by now, or ``by`` may not.
    """
    plan = lock_plan(plan, by)
    if not plan.is_draft:
        raise PlanError(_("The learner can read this plan already, so it stays in the record."))
    plan.delete()


@transaction.atomic
def open_plan(*, plan: ActionPlan, by: Person, at: datetime) -> None:
    """Let the learner and their preceptors read it, and tell them; its concerns are dealt with.

    Opened again it stays as it is.

    :raises PlanError: if it has no aim, it was proposed to end as not achieved, or ``by`` may not.
    """
    # A proposal to end it waits for this, or this for it.
    lock_record(plan.preceptorship)
    plan = lock_plan(plan, by)
    if not plan.is_draft:
        return
    if plan.preceptorship.not_achieved_decisions.open().exists():
        raise PlanError(_("It is proposed to end it as not completed. Take that back first."))
    if not plan.aims.exists():
        raise PlanError(_("Add at least one aim first, so that it's clear what to work on."))
    plan.opened_by, plan.opened_at = by, at
    plan.save(update_fields=["opened_by", "opened_at"])
    for concern in plan.concerns.with_people().select_for_update(of=("self",), no_key=True):
        deal_with(concern, by=by, at=at)
    plan_notices.tell_opened(plan, at=at)


@transaction.atomic
def answer_plan(
    *, plan: ActionPlan, text: str, by: Person, idempotency_key: UUID, at: datetime
) -> PlanAnswer:
    """Write, as the learner, what one thinks of the plan; it stays as it was written.

    :raises PlanError: if ``by`` is not the learner, or it is not open to them.
    """
    plan = locked(plan)
    known = PlanAnswer.objects.filter(author=by, idempotency_key=idempotency_key).first()
    if known:
        return known
    _check_reader(plan, by)
    answer = PlanAnswer.objects.create(
        plan=plan, author=by, text=text.strip(), written_at=at, idempotency_key=idempotency_key
    )
    plan_notices.tell_answered(answer, at=at)
    return answer


@transaction.atomic
def sign_reading(*, plan: ActionPlan, version: int, by: Person, at: datetime) -> None:
    """Sign, as the learner, that one has read the plan; it says nothing about agreeing.

    :raises PlanError: if it changed since it was shown, or ``by`` is not the learner.
    """
    plan = locked(plan)
    _check_reader(plan, by)
    if version != plan.version:
        raise PlanError(_("The plan has just changed. Read what is new, then sign."))
    signed = {"read_by": by, "signed_as": signing_name(by, at=at), "read_at": at}
    PlanReading.objects.get_or_create(plan=plan, version=plan.version, defaults=signed)
    plan_notices.plan_read(plan, at=at)


@transaction.atomic
def extend_plan(
    *, plan: ActionPlan, ends_on: date, text: str, by: Person, at: datetime, today: date
) -> None:
    """Give it more time and say why; the earlier end stays in its history.

    :raises PlanError: if it does not run, the day is not a later one ahead, or ``by`` may not.
    """
    plan = _running(plan, by)
    if ends_on <= max(plan.ends_on, today):
        raise PlanError(_("Choose a day that is later than the end it has now, and in the future."))
    _record(plan, PlanOutcome.Kind.EXTENDED, text, by=by, at=at, extended_to=ends_on)
    plan.ends_on = ends_on
    plan.save(update_fields=["ends_on"])
    change_version(plan, at=at)


@transaction.atomic
def end_plan(*, plan: ActionPlan, outcome: str, text: str, by: Person, at: datetime) -> None:
    """Decide whether it was met, and say why.

    :raises PlanError: if it does not run, or ``by`` may not.
    """
    plan = _running(plan, by)
    _record(plan, outcome, text, by=by, at=at)
    plan.outcome, plan.ended_by, plan.ended_at = outcome, by, at
    plan.save(update_fields=["outcome", "ended_by", "ended_at"])
    plan.meetings.planned().update(cancelled_at=at)
    plan_notices.tell_outcome(plan, by=by, at=at)


def change_version(plan: ActionPlan, *, at: datetime) -> None:
    """Count a change of what the learner can read, and ask them to read it again."""
    if plan.is_draft:
        return
    ActionPlan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    plan.refresh_from_db(fields=["version"])
    plan_notices.tell_changed(plan, at=at)


def lock_plan(plan: ActionPlan, by: Person) -> ActionPlan:
    """Return the row as it is now, nobody else's to change until the transaction ends.

    :raises PlanError: if it is over, or ``by`` does not run it.
    """
    plan = locked(plan)
    if not can_run_plan(by, plan):
        raise PlanError(_("Only the program's coordinators can do this."))
    if not plan.can_change:
        raise PlanError(_("This action plan has already ended."))
    return plan


def _running(plan, by):
    plan = lock_plan(plan, by)
    if plan.is_draft:
        raise PlanError(_("This is still a draft. Open it to the learner first."))
    return plan


def locked(plan: ActionPlan) -> ActionPlan:
    """Return the row as it is now, whoever asks: they say themselves who may."""
    rows = ActionPlan.objects.with_people().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=plan.pk)


def _check_reader(plan, by):
    if plan.is_draft or not can_answer_plan(by, plan):
        raise PlanError(_("Only the person whose plan it is can do this."))


def _check_end(ends_on, today):
    if ends_on <= today:
        raise PlanError(_("The plan has to end on a day in the future."))


def _record(plan, kind, text, *, by, at, extended_to=None):
    PlanOutcome.objects.create(
        plan=plan,
        kind=kind,
        text=text.strip(),
        ended_on=plan.ends_on,
        extended_to=extended_to,
        decided_by=by,
        decided_at=at,
    )
