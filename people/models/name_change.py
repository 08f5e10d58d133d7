from datetime import timedelta

from django.db import models

from common.models import Identified
from people.models.person import Person


class NameChange(Identified):
    """A change of somebody's name or of the letters after it; written for each, never changed.

    What somebody changed about themselves nobody vouched for: it is shown as "formerly" for a
    while. What an administrator, a coordinator or a file of theirs changed is vouched for.
    """

    # So long a name that one gave oneself is shown with the one before.
    SHOWN_FOR = timedelta(days=90)

    person = models.ForeignKey(Person, models.CASCADE, related_name="name_changes")
    changed_at = models.DateTimeField()
    # Empty where a file was read on the server, by nobody who logs in.
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # As they stood under a signature: "Priya Nair, RN".
    old_name = models.CharField(max_length=170)
    new_name = models.CharField(max_length=170)

    class Meta:
        ordering = ["changed_at", "id"]
        indexes = [
            # what somebody was called lately, when they sign
            models.Index(fields=["person", "changed_at"], name="name_change_of_person"),
        ]

    def __str__(self):
        return f"name change {self.pk}"

    @property
    def is_own(self):
        return self.changed_by_id == self.person_id
