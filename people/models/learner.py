from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models.person import Person


class Learner(Identified):
    """A person's profile as a learner; in a mentorship they are called the mentee."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="learner")
    # Compared with Preceptor.level: a preceptor assesses at or below their own (P8).
    level = models.PositiveSmallIntegerField(_("level"), default=5)
    # Residencies ask for less than twelve months of experience.
    profession_started_on = models.DateField(_("in the profession since"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.person)
