from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.mentoring.mentorships.models.mentorship import Mentorship


class NextStep(Identified):
    """What one of the two would like after the planned end (M13).

    Each answers alone and sees the other's answer once both are given.
    """

    class Choice(models.TextChoices):
        END = "end", _("Finish on that day")
        RENEW = "renew", _("Continue together")
        INFORMAL = "informal", _("Finish the program, but stay in touch informally")

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="next_steps")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)
    # How long to go on, for RENEW.
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "person"], name="next_step_one_each"),
            models.CheckConstraint(
                condition=Q(choice="renew", months__isnull=False, months__gte=1, months__lte=36)
                | (~Q(choice="renew") & Q(months=None)),
                name="next_step_months_to_renew",
            ),
        ]

    def __str__(self):
        return f"next step {self.pk}"


class ClosingWordsQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(author=person)

    def thanks_to(self, person):
        """Thanks that were written to ``person``, and no other word of the same page (M5)."""
        return self.filter(mentorship__in=Mentorship.objects.of(person))._thanks_but_of(person)

    def thanks_to_mentor(self, mentor):
        """Those of the mentees."""
        return self.filter(mentorship__mentor__person=mentor)._thanks_but_of(mentor)

    def _thanks_but_of(self, person):
        written = self.exclude(author=person).exclude(thanks="")
        return written.defer("achieved", "learned", "unfinished")


class ClosingWords(Identified):
    """What one of the two looks back on: for themselves, but for the thanks (M13)."""

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="closing_words")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    achieved = models.TextField(_("what was achieved"), blank=True)
    learned = models.TextField(_("what I learned"), blank=True)
    unfinished = models.TextField(_("what is still unfinished"), blank=True)
    # Read by the other of the two, after the end as well.
    thanks = models.TextField(_("thanks"), blank=True)
    written_at = models.DateTimeField()

    objects = ClosingWordsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "closing words"
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "author"], name="closing_words_one_each"),
        ]

    def __str__(self):
        return f"closing words {self.pk}"
