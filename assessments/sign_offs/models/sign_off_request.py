from datetime import timedelta

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from assessments.sign_offs.models.sign_off import SignOff
from common.models import Identified
from people.models import Person
from programs.frameworks.models import Competency
from programs.preceptorships.models import PreceptorAssignment, Preceptorship

# For each day that a request has: then a backup still has the other half.
HALF_A_DAY = timedelta(hours=12)


class SignOffRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=SignOffRequest.Status.OPEN)

    def asked_of(self, person):
        return self.open().filter(assessor=person, preceptorship__closed_at=None)

    def next_of(self, person, preceptorship):
        """What waits for the person's signature from one learner, what was seen first before."""
        asked = self.asked_of(person).filter(preceptorship=preceptorship)
        return asked.order_by("observed_on", "requested_at", "pk")

    def visible_to(self, person, *, on):
        """Whoever may see the preceptorship: the asked assessor is one of its preceptors."""
        return self.filter(preceptorship__in=Preceptorship.objects.visible_to(person, on=on))

    def with_what(self):
        return self.select_related("competency__parent", "assessor", "sign_off")

    def with_learner(self):
        return self.select_related("preceptorship__program", "preceptorship__learner__person")

    def expired(self, at):
        return self.open().filter(expires_at__lte=at)

    def astray(self, at, *, on):
        """Those never re-routed whose assessor let half their time pass, or cannot answer."""
        assigned = PreceptorAssignment.objects.on(on).filter(
            preceptorship=models.OuterRef("preceptorship"),
            preceptor__person=models.OuterRef("assessor"),
        )
        cannot = Q(assessor__is_active=False) | ~models.Exists(assigned)
        days = F("preceptorship__program__preceptorship_rules__request_days")
        half = ExpressionWrapper(days * HALF_A_DAY, models.DurationField())
        silent = Q(requested_at__lte=at - half)
        return self.open().filter(silent | cannot, rerouted_at=None)


class SignOffRequest(Identified):
    """A learner asks one person to sign what that person saw on one day (P6).

    It states nothing about the learner and is no part of the ledger: only the sign-off is.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Waiting")
        SIGNED = "signed", _("Signed")
        NOT_ASSESSED = "not_assessed", _("Couldn't be assessed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    class Obstacle(models.TextChoices):
        """Why somebody could not assess: an answer of its own, and no judgement (P4)."""

        NOT_SEEN = "not_seen", _("I didn't see it")
        TOO_LITTLE = "too_little", _("I didn't see enough of it to judge")
        NOT_MINE = "not_mine", _("I'm not the right person to assess this")

    preceptorship = models.ForeignKey(
        Preceptorship, models.CASCADE, related_name="sign_off_requests"
    )
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Person, models.PROTECT, related_name="sign_off_requests")
    observed_on = models.DateField()
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)
    # Whom it was asked of before it went to a backup by itself.
    rerouted_from = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    rerouted_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=15, choices=Status, default=Status.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    obstacle = models.CharField(max_length=15, choices=Obstacle, blank=True)
    sign_off = models.ForeignKey(
        SignOff, models.PROTECT, null=True, blank=True, related_name="requests"
    )

    objects = SignOffRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship", "competency", "assessor", "observed_on"],
                condition=Q(status="open"),
                name="sign_off_request_open_once",
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None)
                | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="sign_off_request_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(status="signed", sign_off__isnull=False)
                | (~Q(status="signed") & Q(sign_off=None)),
                name="sign_off_request_signed_by_a_sign_off",
            ),
            models.CheckConstraint(
                condition=Q(status="not_assessed") ^ Q(obstacle=""),
                name="sign_off_request_says_the_obstacle",
            ),
        ]
        indexes = [
            # what waits for somebody, oldest first
            models.Index(
                fields=["assessor", "requested_at"],
                condition=Q(status="open"),
                name="sign_off_request_waiting",
            ),
            models.Index(
                fields=["expires_at"], condition=Q(status="open"), name="sign_off_request_expiring"
            ),
        ]

    def __str__(self):
        return f"{self.competency} on {self.observed_on}"

    @property
    def is_open(self):
        return self.status == self.Status.OPEN
