from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models.sort_name import sort_name_of
from programs.frameworks.presets import OWN_QUESTION, SCALES


class RatingScale(Identified):
    """An ordinal scale with a behavioural anchor at every level; never averaged (P5)."""

    class Direction(models.TextChoices):
        RISING = "rising", _("A higher level is better")
        FALLING = "falling", _("A lower level is better")

    # Set for the scales that come with Alongside, so that they are made once.
    preset = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    sort_name = sort_name_of("name")
    # What the assessor is asked, such as "How much help was needed?".
    question = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.RISING)
    # The level from which a performance counts as met (P3).
    pass_value = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["preset"], condition=~Q(preset=""), name="rating_scale_preset_once"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def own_question(self) -> str:
        """What a learner is asked who judges themselves (P4)."""
        asked = {preset.code: preset.own_question for preset in SCALES}
        return asked.get(self.preset, OWN_QUESTION)

    @property
    def pass_level(self) -> "RatingLevel | None":
        return self.levels.filter(value=self.pass_value).first()

    def rank(self, value: int) -> int:
        """Return the place of a level on this scale: the better, the higher."""
        return -value if self.direction == self.Direction.FALLING else value

    def is_pass(self, value: int) -> bool:
        return self.rank(value) >= self.rank(self.pass_value)


class RatingLevel(Identified):
    """One level of a scale, with the anchor shown at the moment of rating."""

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="levels")
    value = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    anchor = models.TextField()
    # The same as its learner would say it of themselves: the assessor's "I did it" is not theirs.
    own_words = models.CharField(max_length=200, blank=True)
    # The same as a record says it, where the name is the assessor's "I" or speaks to them.
    record_words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["scale", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "value"], name="rating_level_value_once"),
        ]

    def __str__(self):
        return f"{self.value} · {self.name}"

    @property
    def as_own(self) -> str:
        """What a learner chooses and reads where they judge themselves (P4)."""
        return f"{self.value} · {self.own_words or self.name}"

    @property
    def record_name(self) -> str:
        """What everyone reads in the record: nobody there is "I" or "you"."""
        return self.record_words or self.name

    @property
    def as_recorded(self) -> str:
        return f"{self.value} · {self.record_name}"
