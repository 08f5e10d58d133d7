from django.db import models

from common.models import Identified
from people.models import Person


class CalendarFeed(Identified):
    """The secret address under which a person's calendar program reads their check-ins.

    Only a hash of the secret is kept: the address is shown once, when it is made.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    # To the hour, so that a calendar that asks every minute writes nothing.
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"feed made {self.made_at}"
