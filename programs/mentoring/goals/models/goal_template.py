from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models.sort_name import sort_name_of
from programs.cohorts.models.program import Program
from programs.mentoring.goals.models.goal import Goal


class GoalTemplate(Identified):
    """An idea for a goal that a program offers its mentees; who took it up is kept nowhere."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="goal_templates")
    area = models.CharField(_("area"), max_length=12, choices=Goal.Area)
    title = models.CharField(_("goal"), max_length=200)
    sort_name = sort_name_of("title")
    measure = models.CharField(max_length=8, choices=Goal.Measure, default=Goal.Measure.YES_NO)
    measure_text = models.CharField(max_length=200, blank=True)
    # First steps, in their order.
    steps = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    class Meta:
        ordering = ["area", "sort_name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="goal_template_has_a_title"),
        ]

    def __str__(self):
        return self.title
