from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models.ledger import LedgerEntry
from people.models import Person
from people.models.base import Identified
from programs.models import Competency, Method, Preceptorship, RatingLevel


class SignOffQuerySet(models.QuerySet):
    def standing(self):
        """Neither revoked nor suspended: what counts towards P3."""
        return self.filter(revoked_at=None, suspended_at=None)

    def with_content(self):
        return self.select_related(
            "competency", "assessor", "level", "entry__content", "revocation__content"
        )


class SignOff(Identified):
    """One observed performance, judged and signed; the readable projection of the ledger.

    Never edited: a correction is a revocation and a new sign-off (P7).
    """

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="sign_offs")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="sign_offs")
    assessor = models.ForeignKey(Person, models.PROTECT, related_name="sign_offs_given")
    level = models.ForeignKey(RatingLevel, models.PROTECT, related_name="+")
    # Whether the level was at or above the pass level of its scale when signed.
    is_pass = models.BooleanField()
    method = models.CharField(max_length=15, choices=Method)
    observed_on = models.DateField()
    signed_at = models.DateTimeField()
    # Signed more than the program's days after the event (P6).
    is_late = models.BooleanField(default=False)
    # Why P8 was set aside, if it was; shown with the record.
    override_reason = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="sign_off")
    revocation = models.OneToOneField(
        LedgerEntry, models.PROTECT, null=True, blank=True, related_name="revoked_sign_off"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    suspended_at = models.DateTimeField(null=True, blank=True)
    # Made by the form, so that a double click or a replay signs once.
    idempotency_key = models.UUIDField(unique=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at", "-id"]
        constraints = [
            # P3
            models.UniqueConstraint(
                fields=["preceptorship", "competency", "assessor", "observed_on"],
                condition=Q(revoked_at=None),
                name="sign_off_once_per_assessor_and_day",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revocation=None)
                | Q(
                    revoked_at__isnull=False,
                    revoked_by__isnull=False,
                    revocation__isnull=False,
                ),
                name="sign_off_revoked_by_somebody",
            ),
        ]
        indexes = [
            # the record of one competency, newest first
            models.Index(
                fields=["preceptorship", "competency", "-signed_at"], name="sign_off_record"
            ),
        ]

    def __str__(self):
        return f"{self.competency} on {self.observed_on}"

    @property
    def is_standing(self):
        return self.revoked_at is None and self.suspended_at is None


class CompetencyStateQuerySet(models.QuerySet):
    def overdue(self, today):
        return self.filter(achieved_at=None, due_on__lt=today)


class CompetencyState(Identified):
    """Where one competency stands in one preceptorship; recounted, never added to (DESIGN 10)."""

    preceptorship = models.ForeignKey(
        Preceptorship, models.CASCADE, related_name="competency_states"
    )
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="states")
    # What the program asks, as it was when the preceptorship was published.
    is_critical = models.BooleanField(default=False)
    observations_required = models.PositiveSmallIntegerField(default=1)
    assessors_required = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField(null=True, blank=True)
    # Standing sign-offs at or above the pass level, and by how many people.
    passes = models.PositiveSmallIntegerField(default=0)
    assessors = models.PositiveSmallIntegerField(default=0)
    workplace_passes = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    latest_level = models.ForeignKey(
        RatingLevel, models.PROTECT, null=True, blank=True, related_name="+"
    )
    best_level = models.ForeignKey(
        RatingLevel, models.PROTECT, null=True, blank=True, related_name="+"
    )
    achieved_at = models.DateTimeField(null=True, blank=True)

    objects = CompetencyStateQuerySet.as_manager()

    class Meta:
        ordering = ["preceptorship", "competency__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship", "competency"], name="competency_state_once"
            ),
        ]
        indexes = [
            # the oldest overdue competencies of a program
            models.Index(
                fields=["due_on", "preceptorship"],
                include=["competency"],
                condition=Q(achieved_at=None, due_on__isnull=False),
                name="competency_state_overdue",
            ),
        ]

    def __str__(self):
        return f"{self.competency_id}: {self.passes} of {self.observations_required}"

    @property
    def clearance(self):
        """Cleared, supervised (some sign-offs, or none passed yet) or not yet."""
        if self.achieved_at:
            return self.Clearance.CLEARED
        return self.Clearance.SUPERVISED if self.attempts else self.Clearance.NOT_YET

    class Clearance(models.TextChoices):
        CLEARED = "cleared", _("Cleared")
        SUPERVISED = "supervised", _("Supervised")
        NOT_YET = "not_yet", _("Not yet")


class Progress(models.Model):
    """One row of counters per preceptorship, recounted from its states (DESIGN 10)."""

    preceptorship = models.OneToOneField(
        Preceptorship, models.CASCADE, primary_key=True, related_name="progress"
    )
    total = models.PositiveSmallIntegerField(default=0)
    achieved = models.PositiveSmallIntegerField(default=0)
    critical_total = models.PositiveSmallIntegerField(default=0)
    critical_achieved = models.PositiveSmallIntegerField(default=0)
    last_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "progress"
        constraints = [
            models.CheckConstraint(
                condition=Q(achieved__lte=F("total"))
                & Q(critical_achieved__lte=F("critical_total"))
                & Q(critical_total__lte=F("total")),
                name="progress_within_total",
            ),
        ]

    def __str__(self):
        return f"{self.achieved} of {self.total}"
