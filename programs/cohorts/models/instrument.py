from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from people.models.sort_name import sort_name_of


class Instrument(Identified):
    """A questionnaire: its items, their scale, its source and licence. Never edited (M10).

    ``items`` are those of ``programs.mentoring.reflection.instruments``, as data. A change of
    wording is another instrument, since answers refer to this one.
    """

    # The code of the one that comes with Alongside.
    PULSE = "pulse"

    preset = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=500)
    sort_name = sort_name_of("title")
    version = models.CharField(_("version"), max_length=500)
    language = models.CharField(_("language"), max_length=500)
    source = models.CharField(_("source"), max_length=500)
    licence = models.CharField(_("licence"), max_length=500)
    levels = models.JSONField()
    items = models.JSONField()
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["sort_name", "version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "version", "language"], name="instrument_once"
            ),
            models.UniqueConstraint(
                fields=["preset"], condition=~Q(preset=""), name="instrument_preset_once"
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(licence=""), name="instrument_says_whose_it_is"
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.version}"
