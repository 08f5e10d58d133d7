from django.db import models
from django.db.models import Q

from common.models import Identified
from people.models import Person
from programs.frameworks.models import Competency, RatingLevel
from programs.preceptorships.models import Preceptorship


class PracticeNoteQuerySet(models.QuerySet):
    def visible_to(self, person, *, on):
        """One's own, and what was shared with learner and preceptors; no coordinator's (P12)."""
        preceptorships = Preceptorship.objects
        together = Q(preceptorship__in=preceptorships.of_learner(person)) | Q(
            preceptorship__in=preceptorships.of_preceptor(person, on=on)
        )
        return self.filter(Q(author=person) | (Q(shared_at__isnull=False) & together))

    def with_author(self):
        return self.select_related("author", "self_level__scale")


class PracticeNote(Identified):
    """Something to learn from, beside the record: it never counts and fails nobody (P4, P12).

    A learner's is theirs alone until shared; a preceptor's is feedback to the learner, and so
    shared from its start. It is no part of the ledger, and its author can remove it.
    """

    preceptorship = models.ForeignKey(Preceptorship, models.CASCADE, related_name="practice_notes")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="practice_notes")
    practised_on = models.DateField()
    text = models.TextField()
    # How the learner sees it themselves, on the program's scale.
    self_level = models.ForeignKey(
        RatingLevel, models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    # Made by the form, so that a double click writes once.
    idempotency_key = models.UUIDField()

    objects = PracticeNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-practised_on", "-written_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="practice_note_says_something"),
            # Somebody else's key is not theirs to use up.
            models.UniqueConstraint(
                fields=["author", "idempotency_key"], name="practice_note_written_once"
            ),
            models.CheckConstraint(
                condition=Q(shared_at=None) | Q(shared_at__gte=models.F("written_at")),
                name="practice_note_shared_once_written",
            ),
        ]
        indexes = [
            # the lane beside a competency's signatures, newest first
            models.Index(
                fields=["preceptorship", "competency", "-practised_on"], name="practice_note_lane"
            ),
        ]

    def __str__(self):
        return f"practice note {self.pk}"
