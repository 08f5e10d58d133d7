from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person


class WeeklyHours(Identified):
    """When in the week somebody can usually meet, by their own clock; for their own eyes.

    The partner is shown common times, and neither these nor what lies between them.
    """

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    person = models.ForeignKey(Person, models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "begins"]
        verbose_name_plural = "weekly hours"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")), name="weekly_hours_end_after_they_begin"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_hours_of_a_weekday"),
        ]

    def __str__(self):
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


class Rota(Identified):
    """That somebody brought in their shifts and leave, and until when it reaches."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="rota")
    imported_at = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self):
        return f"rota until {self.until:%Y-%m-%d}"


class BusySpan(models.Model):
    """When somebody is busy by their rota: two moments, and no word of what it is."""

    id = models.BigAutoField(primary_key=True)
    rota = models.ForeignKey(Rota, models.CASCADE, related_name="spans")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="busy_span_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return "busy"
