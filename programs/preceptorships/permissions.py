"""Who may run, review and arrange a preceptorship: the only place here where a role is compared."""

from people.permissions import is_about
from programs.cohorts.permissions import can_decide_about
from programs.preceptorships.models import PreceptorAssignment, Preceptorship


def is_learner_of(person, preceptorship: Preceptorship) -> bool:
    return is_about(person, preceptorship.learner.person_id)


def is_preceptor_of(person, preceptorship: Preceptorship, *, on) -> bool:
    """Primary or backup preceptor on the day."""
    return (
        PreceptorAssignment.objects.on(on)
        .filter(preceptorship=preceptorship, preceptor__person=person)
        .exists()
    )


def can_run_preceptorship(person, preceptorship: Preceptorship) -> bool:
    """Pause, resume, extend, end it, and say who precepts: coordinators, and not for themselves."""
    return can_decide_about(person, preceptorship.program, preceptorship.learner.person_id)


def can_hold_review(person, preceptorship: Preceptorship, *, on) -> bool:
    """The preceptors of the day and the coordinators; a learner does not review themselves."""
    if is_learner_of(person, preceptorship):
        return False
    return is_preceptor_of(person, preceptorship, on=on) or can_run_preceptorship(
        person, preceptorship
    )


def can_arrange_review(person, preceptorship: Preceptorship, *, on) -> bool:
    """Whoever takes part may say when it suits."""
    return is_learner_of(person, preceptorship) or can_hold_review(person, preceptorship, on=on)
