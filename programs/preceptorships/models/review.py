from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.preceptorships.models.preceptorship import Preceptorship


class Phase(Identified):
    """A named stretch of a preceptorship (P1)."""

    preceptorship = models.ForeignKey(Preceptorship, models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["preceptorship", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship", "position"], name="phase_position_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="phase_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return self.name


class ReviewQuerySet(models.QuerySet):
    def planned(self):
        """Neither held nor cancelled, whether the clock runs or not."""
        return self.filter(held_on=None, cancelled_at=None)

    def held(self):
        return self.filter(held_on__isnull=False)

    def final(self):
        return self.filter(kind=Review.Kind.FINAL)

    def waiting(self):
        """Neither held nor cancelled, in a preceptorship whose clock runs (P15)."""
        return (
            self.planned()
            .filter(preceptorship__closed_at=None)
            .exclude(preceptorship__status=Preceptorship.Status.PAUSED)
        )

    def counted_as_due(self):
        """Those not cancelled, without what waits while its clock stands still (P15)."""
        return self.filter(cancelled_at=None).exclude(
            held_on=None, preceptorship__status=Preceptorship.Status.PAUSED
        )

    def overdue(self, today):
        return self.waiting().filter(due_on__lt=today)

    def escalated(self, today):
        """Those overdue for so long that the coordinator is told (N2)."""
        days = F("preceptorship__program__preceptorship_rules__escalate_after_days")
        told_on = ExpressionWrapper(F("due_on") + days, output_field=models.DateField())
        return self.overdue(today).annotate(told_on=told_on).filter(told_on__lte=today)


def last_held(reviews: ReviewQuerySet) -> models.Subquery:
    """The day of the last of these that took place, as a column."""
    held = reviews.held().order_by("-held_on")
    return models.Subquery(held.values("held_on")[:1])


class Review(Identified):
    """A competency review in the calendar of a preceptorship (P1)."""

    class Kind(models.TextChoices):
        INITIAL = "initial", _("Initial review")
        REGULAR = "regular", _("Review")
        MIDDLE = "middle", _("Half-way review")
        FINAL = "final", _("Final review")

    preceptorship = models.ForeignKey(Preceptorship, models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    # What the learner and preceptor arranged; the due date stays.
    meets_at = models.DateTimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["preceptorship", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship", "position"], name="review_position_once"
            ),
            models.CheckConstraint(
                condition=Q(held_on=None, held_by=None)
                | Q(held_on__isnull=False, held_by__isnull=False),
                name="review_held_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(cancelled_at=None),
                name="review_held_or_cancelled",
            ),
        ]
        indexes = [
            # reviews due and overdue, oldest first
            models.Index(
                fields=["due_on", "preceptorship"],
                condition=Q(held_on=None, cancelled_at=None),
                name="review_waiting",
            ),
            # those of one program in the next days, preceptorship by preceptorship
            models.Index(
                fields=["preceptorship", "due_on"],
                condition=Q(held_on=None, cancelled_at=None),
                name="review_waiting_of_one",
            ),
        ]

    def __str__(self):
        return f"{self.name} on {self.due_on}"

    @property
    def name(self):
        """What it is called among the others: "Initial review", "Review 3"."""
        if self.kind == self.Kind.REGULAR:
            return gettext("Review %(number)d") % {"number": self.position}
        return self.get_kind_display()
