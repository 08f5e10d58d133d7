"""What an evidence pack says of concerns and plans: how many, never of whom (P13, P14)."""

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext as _

from assessments.concerns.models import ActionPlan, Concern
from common.disclosure import is_small
from programs.registry import EvidenceFigure, EvidenceScope


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    """Counts of the whole program, whichever cohort is chosen; one to four are not shown (D4)."""
    figure = partial(EvidenceFigure, section=_("Concerns and action plans"), order=60)
    concerns = Concern.objects.filter(preceptorship__program=scope.program)
    plans = ActionPlan.objects.filter(preceptorship__program=scope.program)
    counted = (
        (
            _("Concerns raised"),
            concerns.filter(raised_at__date__range=scope.days),
            _("Raised in the period, in all cohorts."),
            "P13",
        ),
        (
            _("Concerns dealt with"),
            concerns.filter(dealt_with_at__date__range=scope.days),
            _("Closed, released or made into a plan in the period, in all cohorts."),
            "P13, P29",
        ),
        (
            _("Action plans opened"),
            plans.filter(opened_at__date__range=scope.days),
            _("Begun in the period, in all cohorts."),
            "P14",
        ),
        (
            _("Action plans met"),
            plans.filter(ended_at__date__range=scope.days, outcome=ActionPlan.Outcome.MET),
            _("Ended in the period with every aim reached, in all cohorts."),
            "P14",
        ),
        (
            _("Action plans not met"),
            plans.filter(ended_at__date__range=scope.days, outcome=ActionPlan.Outcome.NOT_MET),
            _("Ended in the period with an aim that was not reached, in all cohorts."),
            "P14",
        ),
    )
    for label, rows, note, rule in counted:
        yield _hidden_if_small(figure, label, rows.count(), note, rule)


def _hidden_if_small(figure, label, count, note, rule):
    if is_small(count):
        note += " " + _("Not shown: one to four could point at a person.")
        return figure(label=label, value=None, is_hidden=True, note=note, rule=rule)
    return figure(label=label, value=count, note=note, rule=rule)
