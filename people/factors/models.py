from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models.person import Person


class FactorChange(Identified):
    """A second factor that somebody added or removed, or lost to an administrator's act.

    Written for each change and never altered: the person is told of every row, and
    administrators see them on the person's page.
    """

    class Factor(models.TextChoices):
        APP = "totp", _("an authenticator app")
        PASSKEY = "webauthn", _("a passkey")
        CODES = "recovery_codes", _("recovery codes")
        ALL = "all", _("every second step")

    class Act(models.TextChoices):
        ADDED = "added", _("added")
        REMOVED = "removed", _("removed")
        RENEWED = "renewed", _("made anew")
        RESET = "reset", _("removed by an administrator")

    person = models.ForeignKey(Person, models.CASCADE, related_name="factor_changes")
    factor = models.CharField(max_length=14, choices=Factor)
    act = models.CharField(max_length=7, choices=Act)
    changed_at = models.DateTimeField()
    # Empty where an operator did it by a command.
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # How an administrator knew that it was really them who asked.
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act="reset") ^ Q(reason=""), name="factor_change_reset_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(act="reset") | Q(changed_by=None) | ~Q(changed_by=models.F("person")),
                name="factor_change_reset_by_somebody_else",
            ),
        ]
        indexes = [
            # what an administrator sees on somebody's page, the newest first
            models.Index(fields=["person", "changed_at"], name="factor_change_of_person"),
        ]

    def __str__(self):
        return f"factor change {self.pk}"
