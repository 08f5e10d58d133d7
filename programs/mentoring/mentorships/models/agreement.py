from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.mentoring.mentorships.models.mentorship import Mentorship


class Topic(models.TextChoices):
    """What two people settle before they begin, in this order (M3)."""

    PURPOSE = "purpose", _("What this is for")
    FIRST_GOALS = "first_goals", _("First goals")
    RHYTHM = "rhythm", _("How often, how long")
    MEDIUM = "medium", _("Where or how")
    BOOKING = "booking", _("Who books")
    RESPONSE_TIME = "response_time", _("How soon we answer each other")
    CONFIDENTIALITY = "confidentiality", _("What stays between us, and what does not")
    OFF_LIMITS = "off_limits", _("What we don't talk about")
    THIRD_PARTY = "third_party", _("Who we can ask if we get stuck")
    REVIEW = "review", _("When we review this")
    ENDING = "ending", _("How either of us can end it, no hard feelings")


class AgreementAnswerQuerySet(models.QuerySet):
    def readable_by(self, person):
        """One's own; the other's once both have answered, while the mentorship is open (M3)."""
        mine = Mentorship.objects.of(person)
        waiting = AgreementSide.objects.filter(mentorship=OuterRef("mentorship"))
        both = (
            Q(mentorship__closed_at=None)
            & Exists(waiting.of_mentors())
            & Exists(waiting.of_mentees())
        )
        return self.filter(Q(mentorship__in=mine) & (Q(author=person) | both))


class AgreementAnswer(Identified):
    """What one of the two thinks of one topic, before seeing what the other thinks."""

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="agreement_answers")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=16, choices=Topic)
    text = models.TextField()

    objects = AgreementAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "author", "topic"], name="agreement_answer_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="agreement_answer_says_something"),
        ]

    def __str__(self):
        return f"answer {self.pk}"


class AgreementSideQuerySet(models.QuerySet):
    def of_mentors(self):
        return self.filter(person=models.F("mentorship__mentor__person"))

    def of_mentees(self):
        return self.filter(person=models.F("mentorship__learner__person"))


class AgreementSide(Identified):
    """That one of the two has answered, and may see what the other has."""

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="agreement_sides")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    answered_at = models.DateTimeField()

    objects = AgreementSideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "person"], name="agreement_side_once"),
        ]

    def __str__(self):
        return f"answered at {self.answered_at}"


class AgreementQuerySet(models.QuerySet):
    def readable_by(self, person):
        """The two, while they walk together (M5, M8)."""
        return self.filter(mentorship__in=Mentorship.objects.of(person).open())

    def in_mentorship(self, mentorship, person):
        """``readable_by`` in one mentorship, which is at hand with its two."""
        if not (mentorship.is_open and mentorship.is_with(person)):
            return self.none()
        return self.filter(mentorship=mentorship)

    def in_force(self):
        """Accepted by both; the newest one holds."""
        return self.filter(agreed_at__isnull=False)

    def draft(self):
        return self.filter(agreed_at=None)


class Agreement(Identified):
    """One version of what the two agreed, or the draft of the next one (M3).

    What both accepted is never changed: another version follows it.
    """

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    # Topic to text, without those left out.
    clauses = models.JSONField()
    # Counts the edits of a draft: one accepts what one has seen.
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    mentee_accepted_at = models.DateTimeField(null=True, blank=True)
    mentor_accepted_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["mentorship", "number"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "number"], name="agreement_number_once"),
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(agreed_at=None), name="agreement_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None)
                | Q(mentee_accepted_at__isnull=False, mentor_accepted_at__isnull=False),
                name="agreement_accepted_by_both",
            ),
        ]

    def __str__(self):
        return f"agreement {self.number}"

    @property
    def rows(self):
        """(topic, text) of what was settled, in the order of the topics."""
        return [(topic, self.clauses[topic]) for topic in Topic if self.clauses.get(topic)]

    def accepted_at(self, person):
        return getattr(self, self.mentorship.acceptance_of(person))
