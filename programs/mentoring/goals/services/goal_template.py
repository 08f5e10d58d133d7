"""Ideas for goals that a program offers its mentees (M4)."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from programs.cohorts.models import Program
from programs.mentoring.goals.models import Goal, GoalTemplate

MOST = 50


class GoalTemplateError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def add_goal_template(
    *,
    program: Program,
    area: Goal.Area,
    title: str,
    measure: Goal.Measure,
    measure_text: str = "",
    steps: Sequence[str] = (),
) -> GoalTemplate:
    """Offer an idea to the mentees of a program from now on.

    :raises GoalTemplateError: if there are as many as anybody looks through.
    """
    Program.objects.select_for_update().get(pk=program.pk)
    if program.goal_templates.count() >= MOST:
        raise GoalTemplateError(_("You have reached the limit for ideas. Remove one first."))
    return GoalTemplate.objects.create(
        program=program,
        area=area,
        title=title,
        measure=measure,
        measure_text=measure_text,
        steps=list(steps),
    )


def remove_goal_template(*, template: GoalTemplate) -> None:
    """Take an idea back; goals that began from it stay as they are."""
    GoalTemplate.objects.filter(pk=template.pk).delete()
