from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from common.ids import uuid7
from common.models import Identified
from people.models import Person
from programs.cohorts.models import Cohort, Enrolment, Program

LONGEST = timedelta(hours=24)
# Who is in a cohort now: whoever finished or withdrew comes to nothing more.
LEARNING = (Enrolment.Status.WAITING, Enrolment.Status.PAIRED)


class SessionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(called_off_at=None)

    def over(self, at):
        """Those that have ended, and were not called off."""
        return self.standing().filter(ends_at__lte=at)

    def to_come(self, at):
        return self.standing().filter(ends_at__gt=at)

    def running(self):
        """Of cohorts and programs that are not archived."""
        return self.filter(cohort__archived_at=None, cohort__program__archived_at=None)

    def of_learner(self, person):
        """Those of the cohorts in which the person learns now."""
        mine = Enrolment.objects.filter(learner__person=person, status__in=LEARNING)
        return self.filter(cohort__in=mine.values("cohort"))

    def visible_to(self, person):
        """Whoever runs the program, hosts the session, or is or was in the cohort with it."""
        learning = Enrolment.objects.filter(cohort=OuterRef("cohort"), learner__person=person)
        learning = learning.exclude(status=Enrolment.Status.WITHDRAWN)
        runs = Program.objects.coordinated_by(person).values("pk")
        return self.filter(Q(host=person) | Exists(learning) | Q(cohort__program__in=runs))

    def with_cohort(self):
        return self.select_related("cohort__program__preceptorship_rules", "host")


class Session(Identified):
    """A study day or residency evening of a cohort: one date of it.

    Dates with the same ``series`` are the same session offered again: to attend one is enough.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="sessions")
    series = models.UUIDField(default=uuid7)
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=1000, blank=True)
    # A room, or a link.
    place = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # What whoever attends it is credited with, without breaks.
    credited_minutes = models.PositiveSmallIntegerField()
    is_required = models.BooleanField(default=True)
    # Notes who is there, beside the coordinators.
    host = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # How often its time or place changed: calendars ask for it.
    version = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Made by the form, so that a double click plans once; shared by all dates planned with it.
    idempotency_key = models.UUIDField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + LONGEST),
                name="session_ends_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(credited_minutes__lte=24 * 60), name="session_credits_a_day_at_most"
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by=None)
                | Q(called_off_at__isnull=False, called_off_by__isnull=False),
                name="session_called_off_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["series", "starts_at"],
                condition=Q(called_off_at=None),
                name="session_of_series_begins_once",
            ),
        ]
        indexes = [
            # the sessions of a cohort by day
            models.Index(fields=["cohort", "starts_at"], name="session_of_cohort"),
            # what is on tomorrow, for the sweep
            models.Index(
                fields=["starts_at"], condition=Q(called_off_at=None), name="session_by_start"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_called_off(self):
        return self.called_off_at is not None

    def has_begun(self, at):
        return self.starts_at <= at

    def is_over(self, at):
        return self.ends_at <= at and not self.is_called_off
