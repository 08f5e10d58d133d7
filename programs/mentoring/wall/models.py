from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.mentoring.mentorships.models.mentorship import Mentorship


class ReadingQuerySet(models.QuerySet):
    def of(self, mentorship):
        """What was opened of a pair, for the two to read (M5)."""
        return self.filter(mentorship=mentorship).select_related("reader", "break_glass")


class Reading(Identified):
    """That somebody opened what another one of the pair had written: who, what, when (M5).

    One row for each reader, thing and day; reading one's own is not written down.
    """

    class What(models.TextChoices):
        GOALS = "goals", _("the list of shared goals")
        GOAL = "goal", _("a shared goal")
        FILE = "file", _("a file in a goal's log")
        CHECK_IN = "check_in", _("a check-in with its notes")
        AGREEMENT = "agreement", _("the agreement")
        WELL_BEING = "well_being", _("the shared well-being answers")
        BREAK_GLASS = "break_glass", _("what you share, for safety reasons")

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    # The goal, check-in or other thing; the mentorship itself where it is none of them.
    object_id = models.UUIDField()
    read_on = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # Set where it was read under one.
    break_glass = models.ForeignKey(
        "programs.BreakGlass", models.PROTECT, null=True, blank=True, related_name="readings"
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "reader", "what", "object_id", "read_on"],
                name="reading_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(what="break_glass") ^ Q(break_glass=None),
                name="reading_under_break_glass_says_which",
            ),
        ]
        indexes = [
            # reading-list, page by page
            models.Index(fields=["mentorship", "-last_at", "-id"], name="reading_of_mentorship"),
        ]

    def __str__(self):
        return f"reading {self.pk}"

    @property
    def was_opened_again(self):
        """In another minute of that day: the list says when first and when last (M5)."""
        return self.last_at.replace(second=0, microsecond=0) > self.first_at


class BreakGlassQuerySet(models.QuerySet):
    def waiting(self, at):
        return self.filter(decided_at=None, expires_at__gt=at)

    def opened(self):
        return self.filter(ends_at__isnull=False)

    def open(self, at):
        """Those under which one may read now."""
        return self.filter(ends_at__gt=at)

    def with_people(self):
        return self.select_related(
            "asked_by",
            "decided_by",
            "mentorship__program",
            "mentorship__learner__person",
            "mentorship__mentor__person",
        )


class BreakGlass(Identified):
    """A request to read what a pair shares because somebody's safety is at stake (M5).

    Nothing is read before a second person has said yes; both of the pair are told then.
    """

    class Ground(models.TextChoices):
        DANGER = "danger", _("Someone may be in danger")
        ABUSE = "abuse", _("Harassment, threats or abuse")
        LAW = "law", _("A legal duty")

    # How long a second person has to answer, and how long one may read then.
    TIME_TO_DECIDE = timedelta(hours=24)
    TIME_TO_READ = timedelta(hours=24)

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="break_glasses")
    ground = models.CharField(max_length=10, choices=Ground)
    # Read by the second person, and by the pair once it was opened.
    reason = models.TextField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    # Set where the answer was yes: until when the asker may read.
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name_plural = "break glasses"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="break_glass_needs_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="break_glass_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None)
                | Q(decided_at__isnull=False, ends_at__gt=F("decided_at")),
                name="break_glass_opened_after_a_yes",
            ),
        ]

    def __str__(self):
        return f"break-glass {self.pk}"

    def is_waiting(self, at):
        return self.decided_at is None and self.expires_at > at

    def is_open(self, at):
        return self.ends_at is not None and self.ends_at > at


class NotesRequest(Identified):
    """A mentee asks to see what their mentor noted about them for themselves (M5)."""

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="notes_requests")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    # The mentor's words beside the notes they shared; the two read it.
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=Q(answered_at=None),
                name="notes_request_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | Q(answer=""),
                name="notes_request_answered_at_a_time",
            ),
        ]

    def __str__(self):
        return f"notes request {self.pk}"
