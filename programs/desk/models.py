from django.db import models
from django.db.models import Q

from common.models import Identified
from people.models import Person
from programs.cohorts.models import Program


class WorklistMark(Identified):
    """What a coordinator decided about a row of the worklist: not now, or somebody else's.

    Rows themselves are worked out anew each time; a mark names one by its kind and key.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="worklist_marks")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    # From that day on it is shown again.
    snoozed_until = models.DateField(null=True, blank=True)
    assigned_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    marked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "kind", "key"], name="worklist_mark_once_a_row"
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until__isnull=False) | Q(assigned_to__isnull=False),
                name="worklist_mark_says_something",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
