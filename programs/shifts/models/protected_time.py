from django.db import models
from django.db.models import Q

from common.models import Identified
from people.models import Person


class ProtectedTimeQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def between(self, first, last):
        """Both days included."""
        return self.filter(day__range=(first, last))


class ProtectedTime(Identified):
    """Hours in which a preceptor was free of other duties for precepting (P17).

    Written by the preceptor, about a day that has come. What it was used for is not asked.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="protected_time")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()

    objects = ProtectedTimeQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=24 * 60),
                name="protected_time_within_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-day"], name="protected_time_of_person"),
        ]

    def __str__(self):
        return f"{self.minutes} minutes on {self.day}"
