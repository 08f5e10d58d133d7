from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.sign_offs.models.sign_off import SignOff
from common.models import Identified
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship


class ExternalRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=ExternalRequest.Status.OPEN)

    def usable(self, at):
        """What a link or QR code still opens (P11)."""
        return self.open().filter(expires_at__gt=at, preceptorship__closed_at=None)

    def visible_to(self, person, *, on):
        """Whoever may see the preceptorship."""
        return self.filter(preceptorship__in=Preceptorship.objects.visible_to(person, on=on))

    def expired(self, at):
        return self.open().filter(expires_at__lte=at)

    def with_what(self):
        return self.select_related("competency__parent", "sign_off")

    def with_learner(self):
        return self.select_related("preceptorship__program", "preceptorship__learner__person")


class ExternalRequest(Identified):
    """A learner asks somebody without an account, by a link or QR code good once (P11).

    The link is not stored: it is this row's id, signed (``assessments.external_links``).
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Waiting")
        SIGNED = "signed", _("Signed")
        NOT_ASSESSED = "not_assessed", _("Couldn't be assessed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")
        # The address given is that of an account: nothing was signed.
        HAS_ACCOUNT = "has_account", _("They have an account")

    LASTS = timedelta(days=14)

    preceptorship = models.ForeignKey(
        Preceptorship, models.CASCADE, related_name="external_requests"
    )
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    observed_on = models.DateField()
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=15, choices=Status, default=Status.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    sign_off = models.OneToOneField(
        SignOff, models.PROTECT, null=True, blank=True, related_name="external_request"
    )

    objects = ExternalRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None)
                | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="external_request_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(status="signed", sign_off__isnull=False)
                | (~Q(status="signed") & Q(sign_off=None)),
                name="external_request_signed_by_a_sign_off",
            ),
        ]
        indexes = [
            # the hourly sweep
            models.Index(
                fields=["expires_at"], condition=Q(status="open"), name="external_request_expiring"
            ),
        ]

    def __str__(self):
        return f"{self.competency} on {self.observed_on}"

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_unconfirmed(self):
        """Signed, and the signature waits to be confirmed from the mailbox."""
        return self.sign_off is not None and self.sign_off.is_awaiting

    def is_usable(self, at):
        return self.is_open and at < self.expires_at and self.preceptorship.is_open
