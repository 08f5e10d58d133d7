from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from common.addresses import address_key
from common.models import Identified
from people.models import Person
from programs.preceptorships.models import Preceptorship


class ExternalAssessor(Identified):
    """Somebody without an account who signed for a learner, as they named themselves (P11).

    One row for an address in a preceptorship: who signs twice is one assessor (P3). Who they
    said they were at each signature stands with that signature.
    """

    preceptorship = models.ForeignKey(
        Preceptorship, models.PROTECT, related_name="external_assessors"
    )
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=80)
    registration_number = models.CharField(max_length=40)
    # In lower case, as it is for people.
    email = models.EmailField()
    # What all spellings of it have in common (``common.addresses``).
    address_key = models.CharField(max_length=254)
    # Who by name or address also signs here by an account: the same assessor (P3).
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="externals"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship", "address_key"], name="external_assessor_once"
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="external_assessor_email_in_lower_case"
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **options):
        self.address_key = address_key(self.email)
        super().save(**options)

    @property
    def name_as_signed(self):
        """The name as it stands under a signature: "Jo Park, physiotherapist, PH12345"."""
        return ", ".join(filter(None, [self.name, self.role, self.registration_number]))
