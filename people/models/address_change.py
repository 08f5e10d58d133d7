from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models.person import Person


class AddressChangeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(closed_at=None)

    def due(self, at):
        """Those that nobody stopped or confirmed in time."""
        return self.waiting().filter(waits_until__lte=at)


class AddressChange(Identified):
    """An administrator's change of the address that somebody logs in with, and what became of it.

    It waits, and the old address stays good, until its owner agrees, a second administrator
    vouches, or 72 hours have passed. Rows are kept: who asked, when, and why it took effect.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by the person")
        VOUCHED = "vouched", _("confirmed by a second administrator")
        UNANSWERED = "unanswered", _("nobody stopped it within 72 hours")
        STOPPED = "stopped", _("stopped by the person")
        WITHDRAWN = "withdrawn", _("withdrawn by an administrator")
        TAKEN = "taken", _("someone else has this address by now")

    # How long the owner has to stop it.
    WAITS = timedelta(hours=72)

    person = models.ForeignKey(Person, models.CASCADE, related_name="address_changes")
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    waits_until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    # The administrator who vouched or withdrew it.
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_at=None),
                name="address_change_one_waiting_per_person",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="address_change_closed_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waits_until"],
                condition=Q(closed_at=None),
                name="address_change_waiting",
            ),
        ]

    def __str__(self):
        return f"address change {self.pk}"

    @property
    def has_taken_effect(self):
        return self.outcome in {
            self.Outcome.CONFIRMED,
            self.Outcome.VOUCHED,
            self.Outcome.UNANSWERED,
        }
