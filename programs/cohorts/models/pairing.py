from django.db import models

from common.models import Identified
from people.models import Learner, Person
from programs.cohorts.models.cohort import Cohort
from programs.cohorts.models.program import Program


class Pairing(Identified):
    """What a preceptorship and a mentorship have in common; a table of neither."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="%(class)ss")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="%(class)ss")
    learner = models.ForeignKey(Learner, models.PROTECT, related_name="%(class)ss")
    starts_on = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    # Empty when nobody did it: a pairing may end by itself.
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class StatusChange(Identified):
    """One step in the life of a pairing: from, to, when, by whom."""

    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20)
    changed_at = models.DateTimeField()
    # Empty when the calendar did it.
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["changed_at", "id"]
