from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.reviews.models.review_outcome import ReviewOutcome
from common.models import Identified
from people.models import Person


class ReviewLinkQuerySet(models.QuerySet):
    def live(self):
        """Those that open something, or wait to be confirmed from the mailbox."""
        return self.filter(status__in=ReviewLink.LIVE)

    def signed(self):
        """Those whose signature stands in the record, or will once it is confirmed."""
        return self.filter(status__in=[ReviewLink.Status.SIGNED, ReviewLink.Status.CONFIRMED])

    def expired(self, at):
        """Those that nobody used, and those signed by that nobody confirmed in time."""
        return self.filter(
            Q(status=ReviewLink.Status.OPEN, expires_at__lte=at)
            | Q(status=ReviewLink.Status.SIGNED, signed_at__lte=at - ReviewLink.CONFIRM_WITHIN)
        )

    def mailed(self):
        """Those whose signer has to confirm by the mail that they got."""
        return self.filter(status=ReviewLink.Status.SIGNED)

    def unsent(self):
        return self.mailed().filter(sent_at=None)

    def of_preceptorship(self, preceptorship):
        return self.filter(outcome__review__preceptorship=preceptorship)

    def erase(self):
        """Take away who signed by them (D3); what waits to be confirmed has nobody any more."""
        self.filter(status=ReviewLink.Status.SIGNED).update(status=ReviewLink.Status.WITHDRAWN)
        return self.update(name="", role="", registration_number="", email="")

    def with_review(self):
        return self.select_related(
            "outcome__review__preceptorship__program__preceptorship_rules",
            "outcome__review__preceptorship__learner__person",
        )


class ReviewLink(Identified):
    """A link by which a third person signs a review, once, without an account (P11, P27).

    The link is not stored: it is this row's id, signed. What is signed by it counts once it is
    confirmed from the mailbox that was named, so that a link passed on proves nothing.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Waiting")
        SIGNED = "signed", _("Signed, waiting to be confirmed")
        CONFIRMED = "confirmed", _("Signed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")
        # What it would have signed is another by now.
        CHANGED = "changed", _("Something changed since")
        DISOWNED = "disowned", _("They say it wasn't them")

    LIVE = (Status.OPEN, Status.SIGNED)
    LASTS = timedelta(days=14)
    CONFIRM_WITHIN = timedelta(days=14)
    DISOWN_WITHIN = timedelta(days=30)

    outcome = models.ForeignKey(ReviewOutcome, models.CASCADE, related_name="links")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=15, choices=Status, default=Status.OPEN)
    # Who somebody said they are.
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=80, blank=True)
    registration_number = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    disowned_at = models.DateTimeField(null=True, blank=True)
    # The mail that asks to confirm it, and how often handing it over has failed.
    sent_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome"],
                condition=Q(status__in=["open", "signed"]),
                name="review_link_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["signed", "confirmed", "disowned"])
                | Q(signed_at__isnull=False),
                name="review_link_signed_at_a_time",
            ),
        ]
        indexes = [
            # the sweep that sends what waits, oldest first
            models.Index(
                fields=["signed_at"],
                condition=Q(status="signed", sent_at=None),
                name="review_link_unsent",
            ),
            # the hourly sweep
            models.Index(
                fields=["expires_at"],
                condition=Q(status__in=["open", "signed"]),
                name="review_link_expiring",
            ),
        ]

    def __str__(self):
        return f"link to {self.outcome_id}"

    @property
    def is_live(self):
        return self.status in self.LIVE

    @property
    def name_as_signed(self):
        """The name as it stands under the signature: "R. Achebe, ward manager, 12A3456"."""
        return ", ".join(filter(None, [self.name, self.role, self.registration_number]))

    @property
    def confirm_until(self):
        return self.signed_at + self.CONFIRM_WITHIN

    @property
    def disown_until(self):
        return self.signed_at + self.DISOWN_WITHIN

    def is_usable(self, at):
        is_open = self.status == self.Status.OPEN and not self.outcome.is_complete
        return is_open and at < self.expires_at
