"""The final "not achieved": proposed, agreed to by another, told by a person, and closed (P14)."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.concerns import decision_notices
from assessments.concerns.models import ActionPlan, NotAchieved
from assessments.concerns.permissions import (
    can_agree_not_achieved,
    can_propose_not_achieved,
    can_take_back_not_achieved,
    can_tell_not_achieved,
)
from assessments.ledger.services.record_lock import lock_record
from common.refusal import Refusal
from people.models import Person
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.notices import preceptors_but
from programs.preceptorships.services.not_achieved import fail_preceptorship


class DecisionError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def propose_not_achieved(
    *,
    preceptorship: Preceptorship,
    reason: str,
    by: Person,
    idempotency_key: UUID,
    at: datetime,
    today: date,
) -> NotAchieved:
    """Propose that somebody did not achieve it, for a second person to agree to (P14).

    The learner hears nothing of it.

    :raises DecisionError: naming all that is missing, or if ``by`` may not.
    """
    lock_record(preceptorship)
    known = NotAchieved.objects.filter(proposed_by=by, idempotency_key=idempotency_key).first()
    if known:
        return known
    if not can_propose_not_achieved(by, preceptorship, on=today):
        raise DecisionError(_("Only the coordinators and those who work with them can do this."))
    if missing := missing_for_proposal(preceptorship):
        raise DecisionError(" ".join(missing))
    if preceptorship.not_achieved_decisions.open().exists():
        raise DecisionError(_("Someone has proposed this already."))
    decision = NotAchieved.objects.create(
        preceptorship=preceptorship,
        plan=unmet_plan(preceptorship),
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=at,
        idempotency_key=idempotency_key,
    )
    decision_notices.tell_proposed(decision, at=at)
    return decision


@transaction.atomic
def agree_not_achieved(*, decision: NotAchieved, by: Person, at: datetime) -> None:
    """Agree to it as the second person; the learner still hears nothing (P14).

    :raises DecisionError: if ``by`` proposed it or may not decide, or it is over by now.
    """
    decision = _lock(decision)
    if not can_agree_not_achieved(by, decision):
        raise DecisionError(
            _("Someone else has to agree: a coordinator or an administrator, and not you.")
        )
    if decision.agreed_at:
        raise DecisionError(_("Someone has agreed to this already."))
    decision.agreed_by, decision.agreed_at = by, at
    decision.save(update_fields=["agreed_by", "agreed_at"])
    decision_notices.tell_agreed(decision, at=at)


@transaction.atomic
def take_back_not_achieved(*, decision: NotAchieved, by: Person, at: datetime) -> None:
    """Let it go before the learner was told: as if it had never been proposed.

    :raises DecisionError: if they were told, or ``by`` may not.
    """
    decision = _lock(decision)
    if not can_take_back_not_achieved(by, decision):
        raise DecisionError(_("Only the person who proposed it and the coordinators can do this."))
    decision.taken_back_by, decision.taken_back_at = by, at
    decision.save(update_fields=["taken_back_by", "taken_back_at"])
    decision_notices.tell_taken_back(decision, by=by, at=at)


@transaction.atomic
def tell_not_achieved(
    *, decision: NotAchieved, told_on: date, notes: str, by: Person, at: datetime, today: date
) -> None:
    """Note the meeting in which the learner heard of it, and close the preceptorship (P14).

    Now the learner gets the decision in writing, and reads how to appeal.

    :raises DecisionError: if nobody agreed yet, or the meeting was not between then and today.
    :raises PreceptorshipError: naming all that is missing.
    """
    lock_record(decision.preceptorship)
    decision = _lock(decision)
    if not can_tell_not_achieved(by, decision):
        raise DecisionError(_("Only the program's coordinators can do this."))
    if not decision.agreed_at:
        raise DecisionError(_("A second person has to agree before the learner is told."))
    if not timezone.localdate(decision.agreed_at) <= told_on <= today:
        raise DecisionError(_("Choose a day from the second person's agreement to today."))
    decision.told_on, decision.told_by, decision.told_at = told_on, by, at
    decision.meeting_notes = notes.strip()
    decision.save(update_fields=["told_on", "told_by", "told_at", "meeting_notes"])
    # Before it is closed: then nobody precepts any more.
    preceptors = preceptors_but(decision.preceptorship, by, at=at)
    fail_preceptorship(preceptorship=decision.preceptorship, by=by, at=at, today=today)
    decision_notices.tell_told(decision, preceptors, at=at)


def unmet_plan(preceptorship: Preceptorship) -> ActionPlan | None:
    """The last plan, if it was not met and a meeting is noted in it: what a decision rests on.

    Not an earlier one, where a later plan was met, or still gives the learner time.
    """
    last = preceptorship.action_plans.opened().order_by("-opened_at").first()
    if last is None or last.outcome != ActionPlan.Outcome.NOT_MET:
        return None
    return last if last.meetings.held().exists() else None


def missing_for_proposal(preceptorship: Preceptorship) -> list[str]:
    """Return what is missing before it can be proposed, each as a sentence (P14)."""
    missing = list(_missing_papers(preceptorship))
    if not preceptorship.may_become(Preceptorship.Status.NOT_ACHIEVED):
        missing.insert(0, _("The final review isn't due yet: it can be decided from then on."))
    return missing


def missing_for_not_achieved(preceptorship: Preceptorship) -> Iterator[str]:
    """Say what is missing before the preceptorship can be closed as not achieved (P14)."""
    yield from _missing_papers(preceptorship)
    decisions = preceptorship.not_achieved_decisions.filter(taken_back_at=None)
    if not decisions.filter(agreed_at__isnull=False).exists():
        yield _("It needs two different people: one who proposes it, and one who agrees.")
    if not decisions.filter(told_at__isnull=False).exists():
        yield _("The meeting in which the learner is told is not noted yet.")


def something_raised(preceptorship: Preceptorship) -> Iterator[str]:
    """Say that a record with a concern or a plan is not a mistake any more."""
    if preceptorship.concerns.exists() or preceptorship.action_plans.exists():
        yield _("A concern or an action plan is part of it: end it early instead.")


def _missing_papers(preceptorship):
    if not unmet_plan(preceptorship):
        yield _(
            "It needs an action plan that ended as “not met”, with at least one meeting noted in "
            "it, and no other plan since."
        )
    if not preceptorship.program.preceptorship_rules.appeal_text:
        yield _("The program doesn't say how to appeal yet: a coordinator adds it in its rules.")


def _lock(decision):
    rows = NotAchieved.objects.with_people().select_for_update(of=("self",), no_key=True)
    decision = rows.get(pk=decision.pk)
    if not decision.is_open or not decision.preceptorship.is_open:
        raise DecisionError(_("The learner has already been told, or it was taken back."))
    return decision
