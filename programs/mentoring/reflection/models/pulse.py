from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.cohorts.models.cohort import Cohort
from programs.cohorts.models.instrument import Instrument
from programs.cohorts.models.program import Program
from programs.mentoring.mentorships.models.mentorship import Mentorship


class PulseAskQuerySet(models.QuerySet):
    def waiting_for(self, person, today):
        """What the person may still answer; later it lapses without a word."""
        mine = self.filter(person=person, is_answered=False, asked_on__lte=today)
        mine = mine.filter(asked_on__gt=today - PulseAsk.OPEN_FOR)
        return mine.filter(mentorship__in=Mentorship.objects.running())


class PulseAsk(Identified):
    """That one of a pair was asked how it goes, and whether they answered: never what (M10)."""

    OPEN_FOR = timedelta(days=14)

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="pulse_asks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_on = models.DateField()
    # No moment: nothing here says which answer is whose.
    is_answered = models.BooleanField(default=False)

    objects = PulseAskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person", "asked_on"], name="pulse_ask_once_a_day"
            ),
        ]
        indexes = [
            # what waits for a person, on Today
            models.Index(
                fields=["person", "-asked_on"],
                condition=Q(is_answered=False),
                name="pulse_ask_waiting",
            ),
        ]

    def __str__(self):
        return f"asked on {self.asked_on}"


class PulseAnswer(models.Model):
    """Answers that belong to nobody: a program, a cohort, a side, a quarter of a year (M10).

    No person, no pair, no moment; the id is random and says nothing of the order.
    """

    class Side(models.TextChoices):
        MENTEE = "mentee", _("Mentees")
        MENTOR = "mentor", _("Mentors")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, models.CASCADE, related_name="pulse_answers")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    # The first day of the quarter.
    quarter = models.DateField()
    # By item, in order; null where it was left out.
    values = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter__month__in=[1, 4, 7, 10], quarter__day=1),
                name="pulse_answer_of_a_quarter",
            ),
        ]
        indexes = [
            # the results of a program, one quarter at a time
            models.Index(fields=["program", "quarter"], name="pulse_answer_results"),
        ]

    def __str__(self):
        return "a pulse"
