from datetime import timedelta

from django.db import models
from django.db.models import Q

from assessments.sign_offs.models.sign_off import SignOff
from common.models import Identified


class ConfirmationQuerySet(models.QuerySet):
    def unsent(self):
        return self.filter(sent_at=None)

    def overdue(self, at):
        """Of links' signatures that nobody confirmed in time, and nobody was told of yet."""
        signed = SignOff.objects.awaiting().filter(signed_at__lte=at - SignOff.CONFIRM_WITHIN)
        return self.filter(lapsed_at=None, sign_off__in=signed.order_by())


class Confirmation(Identified):
    """A mail to whoever signed without logging in: "this was not me" for 30 days (P11).

    It goes out for every signature by a link or on somebody else's device; one by a link counts
    only once it is confirmed from there. Its link is not stored: it is this row's id, signed.
    """

    LASTS = timedelta(days=30)

    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="confirmation")
    email = models.EmailField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # How often handing the mail over has failed.
    failures = models.PositiveSmallIntegerField(default=0)
    disowned_at = models.DateTimeField(null=True, blank=True)
    # When the time to confirm a link's signature was found to be over.
    lapsed_at = models.DateTimeField(null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        indexes = [
            # the sweep that sends what waits, oldest first
            models.Index(
                fields=["created_at"], condition=Q(sent_at=None), name="confirmation_unsent"
            ),
        ]

    def __str__(self):
        return f"confirmation {self.pk}"
