"""Who may take over a preceptorship, or stand in: grouped, with the reason where one is asked."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from programs.cohorts.eligibility import (
    Guide,
    blockers_for,
)
from programs.cohorts.pairing_options import BY_EXCEPTION, FREE, group_of, label_of
from programs.preceptorships.models import PreceptorAssignment, Preceptorship


def preceptor_options(
    preceptorship: Preceptorship,
    guides: Sequence[Guide],
    role: PreceptorAssignment.Role,
    *,
    today: date,
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices for a form, in groups; who is blocked outright is not among them.

    A backup takes up no place: who is full can be one, and their load is shown all the same.
    """
    is_backup = role == PreceptorAssignment.Role.BACKUP
    learner = preceptorship.learner
    eligibility = blockers_for(
        program=preceptorship.program, guides=guides, learners=[learner], on=today
    )
    groups = {FREE: [], BY_EXCEPTION: []}
    for guide in guides:
        more = -guide.load if is_backup else 0
        blockers = eligibility.blockers(guide, learner, more=more)
        if (group := group_of(blockers)) in groups:
            groups[group].append((str(guide.pk), label_of(guide, blockers)))
    named = {FREE: _("Can stand in") if is_backup else _("Free"), BY_EXCEPTION: _("Needs a reason")}
    return [(named[group], choices) for group, choices in groups.items() if choices]
