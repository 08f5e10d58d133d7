from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship
from programs.shifts.models.shift import Shift


class ShiftNoteQuerySet(models.QuerySet):
    def visible_to(self, person, *, on):
        """The learner, their preceptors of the day, whoever runs the program (P24)."""
        seen = Preceptorship.objects.visible_to(person, on=on)
        return self.filter(shift__preceptorship__in=seen)

    def with_people(self):
        return self.select_related("author", "answered_by", "shift__preceptor__person")


class ShiftNote(Identified):
    """What was taught in a shift and what comes next, by either side (P24).

    Formative: it counts for nothing and fails nobody (P12). Each side may write one; whoever
    did not write it answers in a line.
    """

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    went_well = models.CharField(max_length=1000, blank=True)
    next_time = models.CharField(max_length=1000, blank=True)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # Made by the form, so that a double click writes once.
    idempotency_key = models.UUIDField()

    objects = ShiftNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-shift__starts_at", "written_at"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "author"], name="shift_note_one_of_a_side"),
            models.UniqueConstraint(
                fields=["author", "idempotency_key"], name="shift_note_written_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="shift_note_answered_by_somebody",
            ),
        ]

    def __str__(self):
        return f"note {self.pk} of a shift"


class TaughtSkill(models.Model):
    """One tick of a note: how a skill was taught that day."""

    class Way(models.TextChoices):
        EXPLAINED = "explained", _("Explained")
        SHOWN = "shown", _("Showed")
        WITH_HELP = "with_help", _("With help")
        ALONE = "alone", _("Alone")

        @property
        def as_learnt(self):
            """The same as the learner says it."""
            return {
                "explained": _("It was explained to me"),
                "shown": _("It was shown to me"),
                "with_help": _("I did it with help"),
                "alone": _("I did it alone"),
            }[self.value]

    note = models.ForeignKey(ShiftNote, models.CASCADE, related_name="taught")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["note", "competency", "way"], name="taught_skill_ticked_once"
            ),
        ]

    def __str__(self):
        return f"{self.competency_id} {self.way}"
