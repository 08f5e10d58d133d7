from django.db import models
from django.utils import timezone

from common.models import Identified


class PasswordReset(Identified):
    """Somebody asked for a new password for an address, known here or not; deleted once seen to.

    The page that takes it in looks nobody up, so that its answer tells nothing of who is here.
    """

    email = models.EmailField(max_length=254, unique=True)
    # allauth's form, which makes it, is told no time.
    asked_at = models.DateTimeField(default=timezone.now)
    # How often handing the mail over has failed.
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["failures", "asked_at", "id"]

    def __str__(self):
        return f"password reset {self.pk}"
