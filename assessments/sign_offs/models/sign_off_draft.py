from django.db import models
from django.db.models import Q

from assessments.sign_offs.models.sign_off import SignOff
from people.models import Person
from programs.frameworks.models import Competency, RatingLevel
from programs.preceptorships.models import Preceptorship


class SignOffDraftQuerySet(models.QuerySet):
    def waiting_for(self, person):
        """One's own, neither signed nor asked nor discarded: nobody else ever sees them."""
        return self.filter(by=person, closed_at=None)

    def with_what(self):
        return self.select_related(
            "competency",
            "level",
            "preceptorship__program__preceptorship_rules",
            "preceptorship__learner__person",
        )


class SignOffDraft(models.Model):
    """What somebody noted on a device without a network, to be signed or asked for later.

    Its id was made on the device, so that sending it twice stores it once; the signature that
    follows takes the same id as its key. It states nothing: only the sign-off does.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    by = models.ForeignKey(Person, models.CASCADE, related_name="sign_off_drafts")
    preceptorship = models.ForeignKey(Preceptorship, models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    # A learner notes none: they ask.
    level = models.ForeignKey(RatingLevel, models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.TextField(blank=True)
    # By the clock of the device, which may be wrong.
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    sign_off = models.ForeignKey(SignOff, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SignOffDraftQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sign_off=None) | Q(closed_at__isnull=False),
                name="sign_off_draft_signed_is_closed",
            ),
        ]
        indexes = [
            # what waits for somebody, on Today and on its page
            models.Index(fields=["by"], condition=Q(closed_at=None), name="sign_off_draft_waiting"),
        ]

    def __str__(self):
        return f"draft {self.pk}"
