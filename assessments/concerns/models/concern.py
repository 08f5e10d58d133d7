from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.cohorts.models import ProgramCoordinator
from programs.preceptorships.models import Preceptorship


def who_and_when(who, when, name):
    """Return the constraint that a person and a moment are both there, or neither."""
    neither = Q(**{f"{who}__isnull": True, f"{when}__isnull": True})
    both = Q(**{f"{who}__isnull": False, f"{when}__isnull": False})
    return models.CheckConstraint(condition=neither | both, name=name)


class ConcernQuerySet(models.QuerySet):
    def handled_by(self, person):
        """Those of the programs that the person is named to run, never about themselves (P13).

        Being an administrator is not enough: whoever has to read one is named coordinator first.
        """
        return self.filter(_is_named(person)).exclude(preceptorship__learner__person=person)

    def visible_to(self, person):
        """The same, and those that one raised."""
        mine_or_run = self.filter(Q(raised_by=person) | _is_named(person))
        return mine_or_run.exclude(preceptorship__learner__person=person)

    def without_reader(self):
        """Those of programs that nobody else is named to run whose account is active."""
        named = ProgramCoordinator.objects.filter(
            program=OuterRef("preceptorship__program"), person__is_active=True
        )
        others = named.exclude(person=OuterRef("preceptorship__learner__person"))
        return self.filter(~Exists(others))

    def waiting(self):
        """Those that nobody has dealt with yet."""
        return self.filter(dealt_with_at=None)

    def released(self):
        return self.filter(released_at__isnull=False)

    def with_people(self):
        return self.select_related(
            "raised_by",
            "released_by",
            "dealt_with_by",
            "plan",
            "preceptorship__program__preceptorship_rules",
            "preceptorship__learner__person",
        )


def _is_named(person):
    named = ProgramCoordinator.objects.filter(program=OuterRef("preceptorship__program"))
    return Exists(named.filter(person=person))


class Concern(Identified):
    """A worry about somebody's progress, to those who run the program and nobody else (P13).

    Released, the learner and whoever precepts them read ``released_text``: what the coordinator
    made of it, never the words or the name of whoever raised it.
    """

    class Topic(models.TextChoices):
        SAFETY = "safety", _("Safety")
        SKILLS = "skills", _("Skills and knowledge")
        CONDUCT = "conduct", _("Conduct")
        ATTENDANCE = "attendance", _("Attendance")
        HEALTH = "health", _("How they are doing")
        OTHER = "other", _("Something else")

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="concerns")
    topic = models.CharField(max_length=12, choices=Topic, default=Topic.OTHER)
    text = models.TextField(blank=True)
    # Words of whoever raised it, written elsewhere, as they stood there on the day.
    quoted = models.TextField(blank=True)
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="concerns_raised")
    raised_at = models.DateTimeField()
    # The plan that was made of it.
    plan = models.ForeignKey(
        "assessments.ActionPlan", models.SET_NULL, null=True, blank=True, related_name="concerns"
    )
    released_text = models.TextField(blank=True)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    # For those who run the program: what was done about it.
    closing_note = models.TextField(blank=True)
    dealt_with_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dealt_with_at = models.DateTimeField(null=True, blank=True)
    # Made by the form, so that a double click raises one.
    idempotency_key = models.UUIDField()

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="", quoted=""), name="concern_says_something"),
            models.UniqueConstraint(
                fields=["raised_by", "idempotency_key"], name="concern_raised_once"
            ),
            who_and_when("released_by", "released_at", "concern_released_by_somebody"),
            models.CheckConstraint(
                condition=Q(released_at=None) ^ ~Q(released_text=""),
                name="concern_released_says_something",
            ),
            who_and_when("dealt_with_by", "dealt_with_at", "concern_dealt_with_by_somebody"),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(dealt_with_at__isnull=False),
                name="concern_released_is_dealt_with",
            ),
        ]
        indexes = [
            # what waits, on Today and the worklist, the oldest first
            models.Index(
                fields=["raised_at"], condition=Q(dealt_with_at=None), name="concern_waiting"
            ),
        ]

    def __str__(self):
        return f"concern {self.pk}"

    @property
    def is_waiting(self):
        return self.dealt_with_at is None


class ConcernAnswer(Identified):
    """What is said about a concern between whoever raised it and those who run the program."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="answers")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    idempotency_key = models.UUIDField()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="concern_answer_says_something"),
            models.UniqueConstraint(
                fields=["author", "idempotency_key"], name="concern_answer_written_once"
            ),
        ]

    def __str__(self):
        return f"answer {self.pk}"
