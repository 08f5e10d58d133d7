"""Pairs that went silent, what a coordinator did about them, and when a program rests (M9)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified, PeriodQuerySet
from people.models import Person
from programs.cohorts.models.program import Program
from programs.mentoring.mentorships.models.mentorship import Mentorship


class ProgramBreak(Identified):
    """Holidays of a program: both days belong to them, and no pair's clock runs (M12)."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="breaks")
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="program_break_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.name} from {self.valid_from} to {self.valid_to}"


class CareQueueEntry(models.Model):
    """A pair that showed a signal when the sweep last looked (M9).

    A care queue asks these few how they are now, and not all pairs of its program.
    """

    mentorship = models.OneToOneField(
        Mentorship, models.CASCADE, primary_key=True, related_name="queue_entry"
    )
    program = models.ForeignKey(Program, models.CASCADE, related_name="+", db_index=False)
    # A value of ``programs.care.Signal``, and the day from which it is counted.
    signal = models.PositiveSmallIntegerField()
    counts_from = models.DateField()

    class Meta:
        indexes = [
            # the queue of a program, the most pressing first
            models.Index(
                fields=["program", "signal", "counts_from", "mentorship"], name="care_queue"
            ),
        ]

    def __str__(self):
        return f"signal {self.signal} since {self.counts_from}"


class CareStep(Identified):
    """A coordinator wrote to a silent pair or let it rest. Facts, and no word of theirs (M5)."""

    class Kind(models.TextChoices):
        WROTE = "wrote", _("Wrote to both")
        LEFT = "left", _("Put off")

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="care_steps")
    kind = models.CharField(max_length=5, choices=Kind)
    taken_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    # The care queue does not list the pair before this day.
    rests_until = models.DateField()

    class Meta:
        ordering = ["-taken_at", "-id"]
        indexes = [
            models.Index(fields=["mentorship", "-taken_at"], name="care_step_last"),
        ]

    def __str__(self):
        return f"{self.kind} until {self.rests_until}"
