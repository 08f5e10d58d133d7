from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, person, *, on):
        """Whoever may see the preceptorship."""
        return self.filter(preceptorship__in=Preceptorship.objects.visible_to(person, on=on))

    def with_use(self):
        """Add ``is_signed``: whether a signature rests on it."""
        used = models.Q(sign_offs__isnull=False)
        return self.annotate(
            is_signed=models.Exists(self.model.objects.filter(used, pk=models.OuterRef("pk")))
        )


class Evidence(Identified):
    """A file that a learner lays beside a competency: a certificate, a photo of a chart.

    The file itself lies outside the web root under ``stored_as``, as it was after cleaning;
    ``sha256`` is of those bytes, and goes into every signature that rests on it.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        JPEG = "jpeg", _("photo (JPEG)")
        PNG = "png", _("picture (PNG)")

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="evidence")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    # What the learner calls it: shown, and the name of the file that one downloads.
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=Kind)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=40, unique=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_is_not_empty"),
            # the same file twice beside one competency is one file
            models.UniqueConstraint(
                fields=["preceptorship", "competency", "sha256"], name="evidence_once"
            ),
        ]

    def __str__(self):
        return self.title
