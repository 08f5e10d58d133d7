from datetime import timedelta

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from common.ids import uuid7
from common.models import Identified
from people.models import Person
from programs.mentoring.mentorships.models.mentorship import Mentorship

# Whoever meets is asked how it went within this; after it, the meeting counts as untold.
UNTOLD = timedelta(days=7)


class CheckInQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(mentorship__in=Mentorship.objects.of(person))

    def one_of(self, person, pk):
        """Of the same the one with that key, with its two and their program.

        It is found by the key, so that whose it is takes no index and a simpler question.
        """
        theirs = Q(mentorship__mentor__person=person) | Q(mentorship__learner__person=person)
        return self.filter(theirs, pk=pk).select_related(
            "mentorship__mentor__person", "mentorship__learner__person", "mentorship__program"
        )

    def held(self):
        return self.filter(held_at__isnull=False)

    def planned(self):
        """Neither held, cancelled nor missed: ahead, or waiting to be told how it went."""
        return self.filter(held_at=None, cancelled_at=None, missed_at=None)

    def upcoming(self, at):
        return self.planned().filter(starts_at__gt=at)

    def untold(self, at):
        """Planned ones whose time has come: did the two meet?"""
        return self.planned().filter(starts_at__lte=at)

    def lately_untold(self, at):
        """Those of the last days: it is too early to say that the two did not meet."""
        return self.untold(at).filter(starts_at__gt=at - UNTOLD)

    def told(self):
        """Those of which somebody said how they went."""
        return self.filter(cancelled_at=None).exclude(held_at=None, missed_at=None)

    def with_note_count(self, notes):
        """Add ``note_count``, the number of those among ``notes``."""
        counted = notes.filter(check_in=OuterRef("pk")).order_by().values("check_in")
        counted = counted.annotate(rows=Count("pk")).values("rows")
        return self.annotate(note_count=Coalesce(Subquery(counted), 0))

    def booked_now(self, check_in):
        """The same check-in wherever it was moved to: each move is a row of its own."""
        return self.planned().filter(calendar_id=check_in.calendar_id)

    def cancelled(self):
        return self.filter(cancelled_at__isnull=False)


class CheckIn(Identified):
    """That two people meet or met, and when. What was said stands in ``CheckInNote``.

    This table holds facts only, because coordinators are shown some of them (M5).
    """

    class Medium(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        PHONE = "phone", _("By phone")
        VIDEO = "video", _("By video")
        WRITTEN = "written", _("In writing")

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="check_ins")
    # The same in every calendar however often it moves; each change counts one up (RFC 5545).
    calendar_id = models.UUIDField(default=uuid7)
    sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    medium = models.CharField(max_length=10, choices=Medium, default=Medium.IN_PERSON)
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at=None, cancelled_at=None)
                | Q(held_at=None, missed_at=None)
                | Q(cancelled_at=None, missed_at=None),
                name="check_in_has_one_outcome",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=480), name="check_in_minutes"
            ),
            models.UniqueConstraint(
                fields=["mentorship", "starts_at"],
                condition=Q(cancelled_at=None),
                name="check_in_once_per_start",
            ),
        ]
        indexes = [
            # the next one, the last one, and those due
            models.Index(fields=["mentorship", "-held_at"], name="check_in_last_held"),
            models.Index(
                fields=["starts_at"],
                condition=Q(held_at=None, cancelled_at=None, missed_at=None),
                name="check_in_planned",
            ),
            # those that fell through: few, and asked about of every pair (M9)
            models.Index(
                fields=["mentorship"],
                condition=Q(missed_at__isnull=False),
                name="check_in_missed",
            ),
        ]

    def __str__(self):
        return f"check-in at {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_planned(self):
        return self.held_at is None and self.cancelled_at is None and self.missed_at is None

    @property
    def was_recorded_afterwards(self):
        """Never planned: somebody told of it when it had happened."""
        return self.planned_at >= self.starts_at


class CheckInNoteQuerySet(models.QuerySet):
    def readable_by(self, person):
        """Your own notes, and while the mentorship runs the shared ones of your partner.

        When it has ended, each of the two keeps what they wrote themselves (M8).
        """
        shared = Q(audience=CheckInNote.Audience.BOTH, check_in__mentorship__closed_at=None)
        takes_part = Q(check_in__in=CheckIn.objects.of(person))
        return self.filter(takes_part & (Q(author=person) | shared))

    def in_check_in(self, check_in, person):
        """``readable_by`` at one check-in, which is at hand with its mentorship and the two."""
        return self._between(check_in.mentorship, person).filter(check_in=check_in)

    def in_mentorship(self, mentorship, person):
        """``readable_by`` in one mentorship, which is at hand with its two."""
        return self._between(mentorship, person).filter(check_in__mentorship=mentorship)

    def _between(self, mentorship, person):
        if not mentorship.is_with(person):
            return self.none()
        own = Q(author=person)
        shared = Q(audience=CheckInNote.Audience.BOTH)
        return self.filter(own | shared if mentorship.is_open else own)


class CheckInNote(Identified):
    """Confidential text beside a check-in: shared by the two, or its author's own (M5)."""

    class Audience(models.TextChoices):
        BOTH = "both", _("Both of us")
        ONLY_ME = "only_me", _("Only me")

    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.BOTH)
    text = models.TextField(_("note"))
    written_at = models.DateTimeField()

    objects = CheckInNoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="check_in_note_says_something"),
        ]

    def __str__(self):
        return f"note {self.pk}"
