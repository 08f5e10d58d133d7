from django.db import models
from django.db.models import F, Q

from common.models import Identified, PeriodQuerySet
from people.models.person import Person


class AbsenceQuerySet(PeriodQuerySet):
    def not_over_on(self, day):
        """Those that last on ``day`` or are still to come."""
        return self.filter(valid_to__gte=day)


class Absence(Identified):
    """Days on which somebody is not there: leave, a course, a long stretch of nights.

    Why is not asked. Both days belong to it. Whoever plans by the person's days knows
    of it (M12), and nobody is shown the list but the person.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    valid_from = models.DateField()
    valid_to = models.DateField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="absence_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-valid_to"], name="absence_last_of_person"),
        ]

    def __str__(self):
        return f"away from {self.valid_from} to {self.valid_to}"
