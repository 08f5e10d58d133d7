"""Who may raise, read and settle a concern: the only place here where a role is compared."""

from people.permissions import is_about, require
from programs.cohorts.models import ProgramCoordinator
from programs.preceptorships.permissions import (
    can_hold_review,
    can_run_preceptorship,
    is_learner_of,
)
from programs.shifts.permissions import works_with_learner

__all__ = ["require"]


def can_raise_concern(person, preceptorship, *, on) -> bool:
    """Whoever works with the learner, for one shift or for good; never the learner (P13)."""
    return preceptorship.is_open and works_with_learner(person, preceptorship, on=on)


def can_read_concerns(person, preceptorship) -> bool:
    """Those named to run the program, and never about themselves; no administrator as such."""
    if is_learner_of(person, preceptorship):
        return False
    named = ProgramCoordinator.objects.filter(person=person, program=preceptorship.program_id)
    return named.exists()


def can_settle_concern(person, concern) -> bool:
    """Close it, release it, make a plan of it."""
    return can_read_concerns(person, concern.preceptorship)


def can_answer_concern(person, concern) -> bool:
    """Both sides: whoever raised it, and those who run the program."""
    if is_learner_of(person, concern.preceptorship):
        return False
    return concern.raised_by_id == person.pk or can_settle_concern(person, concern)


def can_begin_plan(person, preceptorship) -> bool:
    """Whoever runs the program, where no plan is on the way: there is one at a time."""
    if not preceptorship.is_open or not can_run_preceptorship(person, preceptorship):
        return False
    return not preceptorship.action_plans.filter(ended_at=None).exists()


def can_run_plan(person, plan) -> bool:
    """Write it, open it, decide its outcome: coordinators, never about themselves."""
    return can_run_preceptorship(person, plan.preceptorship)


def can_help_with_plan(person, plan, *, on) -> bool:
    """Check its aims and note its meetings: whoever runs it, and the preceptors of the day."""
    return can_hold_review(person, plan.preceptorship, on=on)


def can_answer_plan(person, plan) -> bool:
    """The learner alone writes about their plan, and signs that they have read it."""
    return is_learner_of(person, plan.preceptorship)


def can_propose_not_achieved(person, preceptorship, *, on) -> bool:
    """The preceptors of the day and the coordinators, never about themselves (P14)."""
    return preceptorship.is_open and can_hold_review(person, preceptorship, on=on)


def can_agree_not_achieved(person, decision) -> bool:
    """A second one who runs the program: neither who proposed it nor the learner (P14)."""
    if is_about(person, decision.proposed_by_id):
        return False
    return can_run_preceptorship(person, decision.preceptorship)


def can_tell_not_achieved(person, decision) -> bool:
    """Note that the learner was told: whoever runs the program."""
    return can_run_preceptorship(person, decision.preceptorship)


def can_take_back_not_achieved(person, decision) -> bool:
    """Whoever proposed it, and whoever was to agree; never the learner."""
    if is_learner_of(person, decision.preceptorship):
        return False
    return decision.proposed_by_id == person.pk or can_run_preceptorship(
        person, decision.preceptorship
    )
