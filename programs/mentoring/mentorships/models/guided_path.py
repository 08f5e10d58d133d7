from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from programs.cohorts.models.program import Program


class PathTopic(Identified):
    """Something a program offers its pairs to talk about in one of their months.

    An offer and no task: nothing falls due, and who took it up is kept nowhere.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="guided_path")
    # 1 is the first month of a mentorship, pauses left out.
    month = models.PositiveSmallIntegerField(_("month"))
    title = models.CharField(_("topic"), max_length=120)
    starter = models.TextField(_("a question to start with"))
    resource_url = models.URLField(_("something to read or watch"), max_length=500, blank=True)

    class Meta:
        ordering = ["month", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=60), name="path_topic_month_of_five_years"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(starter=""), name="path_topic_says_something"
            ),
            models.CheckConstraint(
                condition=Q(resource_url="") | Q(resource_url__startswith="https://"),
                name="path_topic_links_to_https",
            ),
        ]

    def __str__(self):
        return self.title
