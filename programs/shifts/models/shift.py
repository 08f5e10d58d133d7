from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified, valid_on
from people.models import Absence, Person, Preceptor, Unit
from programs.preceptorships.models import PreceptorAssignment, Preceptorship

# A day to come is nobody's, for the lists, from so long before it.
SOON = timedelta(days=7)
# Whoever had a learner for one day may still say something of it so long after.
LATELY = timedelta(days=14)
# A device without a network keeps those that were so lately, or begin so soon.
NOTED = timedelta(days=2)
# A shift of more hours is a slip of the pen.
LONGEST = timedelta(hours=24)


def settled(at: datetime) -> Q:
    """Confirmed, or not questioned in time: of those that are over, their hours count (P26)."""
    unquestioned = Q(confirmed_at__isnull=False) | Q(settles_at__lte=at)
    return unquestioned & Q(questioned_at=None)


class ShiftQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(called_off_at=None)

    def over(self, at):
        """Those that have ended, and were not called off."""
        return self.standing().filter(ends_at__lte=at)

    def to_come(self, at):
        return self.standing().filter(ends_at__gt=at)

    def of_learner(self, person):
        return self.filter(preceptorship__learner__person=person)

    def of_preceptor(self, person):
        return self.filter(preceptor__person=person)

    def worked_lately(self, person, *, on):
        """Those of the last two weeks in which the person precepted."""
        return self.standing().of_preceptor(person).filter(day__range=(on - LATELY, on))

    def ids_of(self, person):
        """Those in which the person learns or precepts: a union, each side by its index."""
        learning = self.of_learner(person).order_by().values("pk")
        return learning.union(self.of_preceptor(person).order_by().values("pk"), all=True)

    def to_be_noted(self, person, *, at):
        """Those about which the person may write by ``at``, or two days later, and has not yet."""
        near = {"starts_at__lt": at + NOTED, "ends_at__gt": at - NOTED}
        mine = self.standing().filter(pk__in=self.ids_of(person), **near)
        return mine.exclude(notes__author=person).order_by("-starts_at")

    def overlapping(self, starts_at, ends_at):
        return self.standing().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def questioned(self):
        return self.standing().filter(questioned_at__isnull=False)

    def counted(self, at):
        """Those whose hours count: confirmed, or not questioned in time (P26)."""
        return self.over(at).filter(settled(at))

    def lost(self, at):
        """Those to come to which whoever was to precept does not come, however far ahead (P30).

        They said so, are away, have left or are assigned no longer.
        """
        day = valid_on(OuterRef("day"))
        away = Absence.objects.filter(day, person=OuterRef("preceptor__person"))
        assigned = PreceptorAssignment.objects.filter(
            day, preceptorship=OuterRef("preceptorship"), preceptor=OuterRef("preceptor")
        )
        is_lost = Q(preceptor__person__is_active=False) | Exists(away) | ~Exists(assigned)
        coming = self.standing().filter(starts_at__gt=at, preceptorship__closed_at=None)
        return coming.filter(Q(cover_asked_at__isnull=False) | is_lost)

    def uncovered(self, at):
        """Those in which nobody is there to precept: said so, or lost in the next days (P30)."""
        is_soon = Q(starts_at__lte=at + SOON)
        return self.lost(at).filter(Q(cover_asked_at__isnull=False) | is_soon)

    def with_people(self):
        return self.select_related(
            "preceptorship__program__preceptorship_rules",
            "preceptorship__learner__person",
            "preceptor__person",
            "unit",
        )


class Shift(Identified):
    """Who works with whom, when and where: the unit of a preceptorship's course (P24).

    It comes out of a rota, out of a pattern, or is there because somebody wrote its note.
    Its minutes are as planned until a side corrects them; the clock of P26 then begins again.
    """

    class Origin(models.TextChoices):
        ROTA = "rota", _("Rota")
        PATTERN = "pattern", _("Planned")
        NOTE = "note", _("Added afterwards")

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="shifts")
    # Whoever really works with the learner that day.
    preceptor = models.ForeignKey(Preceptor, models.PROTECT, related_name="shifts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    # The day on which it begins, where the learner is.
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Worked, without breaks.
    minutes = models.PositiveSmallIntegerField()
    is_supernumerary = models.BooleanField(default=True)
    origin = models.CharField(max_length=10, choices=Origin)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    # Whoever was to precept cannot come, and nobody is named yet.
    cover_asked_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    # Empty where a pause or an end did it.
    called_off_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    # When its hours count if nobody says otherwise (P26).
    settles_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    questioned_at = models.DateTimeField(null=True, blank=True)
    questioned_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    question = models.CharField(max_length=300, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + LONGEST),
                name="shift_ends_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=24 * 60), name="shift_has_minutes"
            ),
            models.UniqueConstraint(
                fields=["preceptorship", "starts_at"],
                condition=Q(called_off_at=None),
                name="shift_begins_once",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{act}_at": None, f"{act}_by": None})
                    | Q(**{f"{act}_at__isnull": False, f"{act}_by__isnull": False}),
                    name=f"shift_{act}_by_somebody",
                )
                for act in ("corrected", "confirmed", "questioned")
            ),
            models.CheckConstraint(
                condition=Q(questioned_at=None, question="")
                | (Q(questioned_at__isnull=False) & ~Q(question="")),
                name="shift_question_says_something",
            ),
            models.CheckConstraint(
                condition=Q(questioned_at=None) | Q(confirmed_at=None),
                name="shift_questioned_or_confirmed",
            ),
        ]
        indexes = [
            # the learner's shifts by day, and what has no note yet
            models.Index(fields=["preceptorship", "starts_at"], name="shift_of_preceptorship"),
            # tomorrow's card and the hours of a preceptor
            models.Index(fields=["preceptor", "starts_at"], name="shift_of_preceptor"),
            # what begins or has ended in a stretch of hours, for the sweep
            models.Index(fields=["ends_at"], condition=Q(called_off_at=None), name="shift_by_end"),
        ]

    def __str__(self):
        return f"shift {self.day}"

    @property
    def is_called_off(self):
        return self.called_off_at is not None

    def is_over(self, at):
        return self.ends_at <= at and not self.is_called_off

    def takes_part(self, person):
        return person.pk in (self.preceptorship.learner.person_id, self.preceptor.person_id)
