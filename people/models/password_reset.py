from django.db import models

from common.models import Identified


class PasswordReset(Identified):
    """Somebody asked for a new password for an address, known here or not; deleted once seen to.

    The page that takes it in looks nobody up, so that its answer tells nothing of who is here.
    """

    email = models.EmailField(max_length=254, unique=True)
    asked_at = models.DateTimeField()
    # How often handing the mail over has failed.
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["failures", "asked_at", "id"]

    def __str__(self):
        return f"password reset {self.pk}"
