from django.db import models
from django.db.models import Q

from people.models import Person


class SigningPin(models.Model):
    """Six digits by which a preceptor signs on a learner's device, and nothing else.

    Only a hash is stored. Wrong tries are counted here, in the row that is locked to try.
    """

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="signing_pin"
    )
    pin = models.CharField(max_length=128)
    set_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    last_failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0) | Q(last_failed_at__isnull=False),
                name="signing_pin_failed_at",
            ),
        ]

    def __str__(self):
        return f"PIN of {self.person_id}"
