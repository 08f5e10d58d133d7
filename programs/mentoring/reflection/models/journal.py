from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.mentoring.mentorships.models.mentorship import Mentorship


class JournalEntryQuerySet(models.QuerySet):
    def of(self, person):
        """The author's own: there is no other way to read a journal (M6)."""
        return self.filter(author=person)


class JournalEntry(Identified):
    """What somebody writes for themselves alone, for ever (M6)."""

    author = models.ForeignKey(Person, models.CASCADE, related_name="journal_entries")
    text = models.TextField(_("text"))
    written_at = models.DateTimeField()

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "journal entries"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="journal_entry_says_something"),
        ]
        indexes = [
            # journal-list, page by page
            models.Index(fields=["author", "-written_at", "-id"], name="journal_of_author"),
        ]

    def __str__(self):
        return f"journal entry {self.pk}"


class WellBeingQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(author=person)

    def shared_with(self, person):
        """Entries that their author gave to ``person`` as their mentor, while they walk (M11)."""
        return self.filter(shared_with__mentor__person=person, shared_with__closed_at=None)


class WellBeing(Identified):
    """Three short answers about oneself, each of which may be left out (M11).

    Its author's own, unless they gave this one to their mentor. No score is made of it.
    """

    class Level(models.IntegerChoices):
        VERY_LOW = 1, _("Very poor")
        LOW = 2, _("Poor")
        MIDDLING = 3, _("OK")
        GOOD = 4, _("Good")
        VERY_GOOD = 5, _("Very good")

    QUESTIONS = ("energy", "support", "balance")

    author = models.ForeignKey(Person, models.CASCADE, related_name="well_being")
    energy = models.PositiveSmallIntegerField(_("energy"), choices=Level, null=True, blank=True)
    support = models.PositiveSmallIntegerField(_("support"), choices=Level, null=True, blank=True)
    balance = models.PositiveSmallIntegerField(_("balance"), choices=Level, null=True, blank=True)
    text = models.TextField(_("words"), blank=True)
    written_at = models.DateTimeField()
    shared_with = models.ForeignKey(
        Mentorship, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = WellBeingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "well-being"
        constraints = [
            models.CheckConstraint(
                condition=Q(energy__isnull=False)
                | Q(support__isnull=False)
                | Q(balance__isnull=False)
                | ~Q(text=""),
                name="well_being_says_something",
            ),
        ]
        indexes = [
            # well-being-list and its chart, newest first
            models.Index(fields=["author", "-written_at", "-id"], name="well_being_of_author"),
            # what a mentor was given
            models.Index(
                fields=["shared_with", "-written_at"],
                condition=Q(shared_with__isnull=False),
                name="well_being_shared",
            ),
        ]

    def __str__(self):
        return f"well-being {self.pk}"

    @property
    def answers(self):
        """(question, answer in words) of those that were answered."""
        return [
            (self._meta.get_field(name).verbose_name, getattr(self, f"get_{name}_display")())
            for name in self.QUESTIONS
            if getattr(self, name) is not None
        ]
