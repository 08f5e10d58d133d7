from django.db import models
from django.db.models import F, Q

from common.models import Period, ends_after_it_starts
from people.models.person import Person


class LineManagement(Period):
    """Who manages whom, from a day to a day (M7 and X1 ask for it on a date)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="managed_by")
    manager = models.ForeignKey(Person, models.PROTECT, related_name="manages")

    class Meta:
        constraints = [
            ends_after_it_starts("line_management_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(person=F("manager")), name="line_management_of_another"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_to=None),
                name="line_management_one_open_per_person",
            ),
        ]

    def __str__(self):
        return f"{self.manager_id} manages {self.person_id} from {self.valid_from}"
