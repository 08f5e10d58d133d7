from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person, Preceptor
from programs.cohorts.models import Program
from programs.preceptorships.models import Preceptorship


class Point(models.TextChoices):
    """When in a preceptorship somebody is asked."""

    HALF_WAY = "half_way", _("Half-way")
    END = "end", _("At the end")


class EvaluationAskQuerySet(models.QuerySet):
    def open(self, today):
        """What may still be answered; later it lapses without a word."""
        since = today - EvaluationAsk.OPEN_FOR
        return self.filter(status=EvaluationAsk.Status.WAITING, asked_on__gt=since)

    def over(self, today):
        """What nobody can answer any more: answered, skipped or lapsed."""
        lapsed = Q(asked_on__lte=today - EvaluationAsk.OPEN_FOR)
        return self.filter(~Q(status=EvaluationAsk.Status.WAITING) | lapsed)

    def waiting_for(self, person, today):
        return self.open(today).filter(person=person, asked_on__lte=today)


class EvaluationAsk(Identified):
    """That a learner was asked, and whether they answered: never what (P19)."""

    OPEN_FOR = timedelta(days=28)

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ANSWERED = "answered", _("Answered")
        SKIPPED = "skipped", _("Skipped")

    preceptorship = models.ForeignKey(Preceptorship, models.CASCADE, related_name="evaluation_asks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    point = models.CharField(max_length=8, choices=Point)
    asked_on = models.DateField()
    # No moment: nothing here says which answer is whose.
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)

    objects = EvaluationAskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship", "point"], name="evaluation_ask_once_a_point"
            ),
        ]
        indexes = [
            # what waits for a person, on Today
            models.Index(
                fields=["person"], condition=Q(status="waiting"), name="evaluation_ask_waiting"
            ),
        ]

    def __str__(self):
        return f"asked on {self.asked_on}"


class EvaluationPartQuerySet(models.QuerySet):
    def in_order(self):
        """Preceptors first, the program last."""
        return self.select_related("preceptor__person", "program").order_by(
            models.F("preceptor").asc(nulls_last=True)
        )


class EvaluationPart(Identified):
    """One thing that an ask is about: a preceptor, or the program where there is none.

    Somebody is asked about each once at a point, so that as many answers are as many people.
    """

    ask = models.ForeignKey(EvaluationAsk, models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, models.CASCADE, related_name="evaluation_parts")
    preceptor = models.ForeignKey(
        Preceptor, models.CASCADE, null=True, blank=True, related_name="evaluation_parts"
    )
    point = models.CharField(max_length=8, choices=Point)
    is_answered = models.BooleanField(default=False)
    # Whether it is among those that the response rate counts (``count_evaluations``).
    is_counted = models.BooleanField(default=False)

    objects = EvaluationPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "program", "preceptor", "point"],
                condition=Q(preceptor__isnull=False),
                name="evaluation_part_preceptor_once",
            ),
            models.UniqueConstraint(
                fields=["person", "program", "point"],
                condition=Q(preceptor=None),
                name="evaluation_part_program_once",
            ),
        ]
        indexes = [
            # the response rate of a program and of a preceptor
            models.Index(
                fields=["program", "preceptor", "point"],
                condition=Q(is_counted=True),
                name="evaluation_part_counted",
            ),
            # what is to be counted next
            models.Index(
                fields=["program"], condition=Q(is_counted=False), name="evaluation_part_new"
            ),
        ]

    def __str__(self):
        return f"part {self.pk}"


class EvaluationAnswer(models.Model):
    """What somebody said to one statement, which belongs to nobody (P19).

    No person, no preceptorship, no moment, nothing that ties it to the other statements; the id
    is random and says nothing of the order.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, models.CASCADE, related_name="evaluation_answers")
    preceptor = models.ForeignKey(
        Preceptor, models.CASCADE, null=True, blank=True, related_name="evaluation_answers"
    )
    point = models.CharField(max_length=8, choices=Point)
    statement = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField()
    # Whether it is among those that are shown (``count_evaluations``).
    is_counted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=5), name="evaluation_answer_on_the_scale"
            ),
        ]
        indexes = [
            # the results of a program and of a preceptor
            models.Index(
                fields=["program", "preceptor"],
                condition=Q(is_counted=True),
                name="evaluation_answer_counted",
            ),
            # the results of a preceptor in all their programs
            models.Index(
                fields=["preceptor"],
                condition=Q(is_counted=True),
                name="evaluation_answer_about",
            ),
            # what is to be counted next
            models.Index(
                fields=["program"], condition=Q(is_counted=False), name="evaluation_answer_new"
            ),
        ]

    def __str__(self):
        return "an answer"
