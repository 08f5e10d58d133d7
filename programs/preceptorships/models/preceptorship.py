from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast, Now
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.models import (
    Period,
    ends_after_it_starts,
    valid_on,
)
from people.models import Person, Preceptor
from programs.cohorts.models.pairing import Pairing, StatusChange
from programs.cohorts.models.program import Program
from programs.frameworks.models.framework import FrameworkVersion


class PreceptorshipQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def running(self):
        return self.filter(status__in=Preceptorship.RUNNING)

    def of_learner(self, person):
        return self.filter(learner__person=person)

    def of_preceptor(self, person, *, on):
        """Those for whom ``person`` is primary or backup preceptor on the day ``on``."""
        holds = PreceptorAssignment.objects.on(on).filter(
            preceptorship=OuterRef("pk"), preceptor__person=person
        )
        return self.filter(Exists(holds))

    def ids_of(self, person, *, on):
        """The ids of those in which ``person`` learns, or precepts on the day ``on``.

        A union, each side found by its index: joined by OR all of them are looked at.
        """
        learning = self.of_learner(person).order_by().values("pk")
        held = PreceptorAssignment.objects.on(on).filter(preceptor__person=person)
        return learning.union(held.order_by().values("preceptorship"), all=True)

    def coordinated_by(self, person):
        return self.filter(program__in=Program.objects.coordinated_by(person))

    def visible_to(self, person, *, on):
        """The learner, their preceptors of the day, the program's coordinators.

        Whoever was a preceptor earlier no longer sees it: their signatures stay.
        """
        holds = PreceptorAssignment.objects.on(on).filter(
            preceptorship=OuterRef("pk"), preceptor__person=person
        )
        return self.filter(
            Q(learner__person=person)
            | Exists(holds)
            | Q(program__in=Program.objects.coordinated_by(person))
        )

    def without_preceptor(self, *, on):
        """Those open in which no primary preceptor can instruct or sign on a day (P8, P18).

        The one who was named is gone, or lacks an approval or a licence by now.
        """
        # Of each of these few alone: as a list, it would hold every preceptor in the house.
        unable = Preceptor.objects.unable_on(on).filter(pk=OuterRef("preceptor"))
        named = PreceptorAssignment.objects.primary().lasting_to(on).filter(~Exists(unable))
        # Whoever takes over later does not help today; before the start nobody needs to.
        begun = named.filter(Q(valid_from__lte=on) | Q(valid_from__lte=OuterRef("starts_on")))
        return self.open().filter(~Exists(begun.filter(preceptorship=OuterRef("pk"))))

    def with_people(self):
        return self.select_related(
            "program__preceptorship_rules",
            "cohort",
            "learner__person",
            "framework_version__framework",
        )


class Preceptorship(Pairing):
    """Time-bound, supervised training against a framework version (P1, P2, P23)."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        FINAL_REVIEW_DUE = "final_review_due", _("Final review due")
        ACHIEVED = "achieved", _("Completed")
        NOT_ACHIEVED = "not_achieved", _("Not completed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    RUNNING = (Status.ACTIVE, Status.FINAL_REVIEW_DUE)
    CLOSED = (Status.ACHIEVED, Status.NOT_ACHIEVED, Status.WITHDRAWN)

    # Every step there is (P23): from a status to those that may follow. The empty one
    # stands for a preceptorship that does not exist yet; each step leaves a
    # PreceptorshipChange. A pause leads back to where it began.
    STEPS = {
        "": (Status.PLANNED, Status.ACTIVE),
        Status.PLANNED: (Status.ACTIVE, Status.WITHDRAWN),
        # Achieved before the end: P15.
        Status.ACTIVE: (
            Status.PAUSED,
            Status.FINAL_REVIEW_DUE,
            Status.ACHIEVED,
            Status.WITHDRAWN,
        ),
        Status.PAUSED: (Status.ACTIVE, Status.FINAL_REVIEW_DUE, Status.WITHDRAWN),
        # Active again: extended.
        Status.FINAL_REVIEW_DUE: (
            Status.ACTIVE,
            Status.PAUSED,
            Status.ACHIEVED,
            Status.NOT_ACHIEVED,
            Status.WITHDRAWN,
        ),
        Status.ACHIEVED: (),
        Status.NOT_ACHIEVED: (),
        Status.WITHDRAWN: (),
    }

    status = models.CharField(max_length=20, choices=Status, default=Status.PLANNED)
    framework_version = models.ForeignKey(FrameworkVersion, models.PROTECT)
    ends_on = models.DateField()
    # Support runs at least to this day (P15).
    supported_until = models.DateField()
    # The status to return to after a pause.
    paused_status = models.CharField(max_length=20, blank=True)

    objects = PreceptorshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="preceptorship_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["achieved", "not_achieved", "withdrawn"])
                ^ Q(closed_at=None),
                name="preceptorship_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="paused") ^ Q(paused_status=""),
                name="preceptorship_paused_knows_where_to_return",
            ),
            models.UniqueConstraint(
                fields=["cohort", "learner"],
                condition=Q(closed_at=None),
                name="preceptorship_one_open_per_learner_and_cohort",
            ),
        ]
        indexes = [
            # the hourly sweep: planned ones that begin, active ones at their end
            models.Index(
                fields=["status", "starts_on"],
                condition=Q(closed_at=None),
                name="preceptorship_sweep",
            ),
        ]

    def __str__(self):
        return f"{self.learner} in {self.cohort}"

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_paused(self):
        return self.status == self.Status.PAUSED

    @cached_property
    def resumes_on(self):
        """The day on which its pause is expected to end, where it has one and says so."""
        pause = self.pauses.filter(valid_to=None).first() if self.is_paused else None
        return pause and pause.resumes_on

    def may_become(self, status):
        return status in self.STEPS[self.status]

    def primary_on(self, day):
        """The primary preceptor of the day, or None (P18).

        Of two on the day of a change, whoever came last.
        """
        assignment = (
            self.assignments.on(day)
            .filter(role=PreceptorAssignment.Role.PRIMARY)
            .select_related("preceptor__person")
            .order_by("-valid_from", "-assigned_at")
            .first()
        )
        return assignment and assignment.preceptor

    def planned_change(self, *, today):
        """The assignment of whoever takes over as primary preceptor on a day ahead, or None."""
        ahead = self.assignments.primary().filter(
            valid_to=None, valid_from__gt=max(today, self.starts_on)
        )
        return ahead.select_related("preceptor__person").first()


def _held_on(day):
    """Held from the day or a later one on; a primary preceptor may end on a day ahead.

    Not who was replaced on the very day they came.
    """
    until_a_change = Q(role="primary", valid_to__gte=day, valid_to__gt=F("valid_from"))
    return Q(valid_to=None) | until_a_change


class PreceptorAssignmentQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(valid_on(day))

    def primary(self):
        return self.filter(role=PreceptorAssignment.Role.PRIMARY)

    def lasting_to(self, day):
        """Those of the day or still to come."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def held(self, *, on):
        """Those of whoever precepts on the day or from a later one on."""
        return self.filter(_held_on(on))

    def of_open_pairings(self):
        """Whoever precepts now, in planned, active and paused pairings.

        By the clock of the database: pages ask it of their readers, and are told no time.
        """
        return self.filter(_held_on(Cast(Now(), models.DateField())), preceptorship__closed_at=None)

    def filling_places(self, on):
        """What counts towards capacity: being primary; a backup only stands in (P16, P18).

        Where the primary preceptor changes on a day ahead, both need the place until then.
        """
        return self.held(on=on).primary().filter(preceptorship__closed_at=None)


class PreceptorAssignment(Period):
    """Who precepts, as primary or backup, from a day to a day (P18)."""

    class Role(models.TextChoices):
        PRIMARY = "primary", _("Primary")
        BACKUP = "backup", _("Backup")

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="assignments")
    preceptor = models.ForeignKey(Preceptor, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=10, choices=Role)
    assigned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField()

    objects = PreceptorAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["preceptorship", "role", "valid_from"]
        constraints = [
            ends_after_it_starts("preceptor_assignment_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["preceptorship"],
                condition=Q(role="primary", valid_to=None),
                name="preceptor_assignment_one_primary",
            ),
            models.UniqueConstraint(
                fields=["preceptorship", "preceptor"],
                condition=Q(valid_to=None),
                name="preceptor_assignment_once_at_a_time",
            ),
        ]
        indexes = [
            # the load of a preceptor, and what they may see today
            models.Index(fields=["preceptor", "valid_from"], name="preceptor_assignment_load"),
        ]

    def __str__(self):
        return f"{self.preceptor} ({self.get_role_display()})"

    def is_held(self, *, on):
        """The same as ``held`` asks of rows."""
        if self.valid_to is None:
            return True
        is_primary = self.role == self.Role.PRIMARY
        return is_primary and self.valid_to >= on and self.valid_to > self.valid_from


def _is_declared_step() -> Q:
    """A declared step, or a note on one that stays where it is, such as a later end."""
    steps = Q(from_status=F("to_status"))
    for status, following in Preceptorship.STEPS.items():
        if following:
            steps |= Q(from_status=status, to_status__in=list(following))
    return steps


# What was done, by the status it led to; where it came from says more, by both.
DONE = {
    Preceptorship.Status.PLANNED: _("Planned"),
    Preceptorship.Status.ACTIVE: _("Started"),
    Preceptorship.Status.PAUSED: _("Paused"),
    Preceptorship.Status.FINAL_REVIEW_DUE: _("Final review made due"),
    Preceptorship.Status.ACHIEVED: _("Marked as completed"),
    Preceptorship.Status.NOT_ACHIEVED: _("Marked as not completed"),
    Preceptorship.Status.WITHDRAWN: _("Ended early"),
}
DONE_BY_STEP = {
    (Preceptorship.Status.PAUSED, Preceptorship.Status.ACTIVE): _("Resumed"),
    (Preceptorship.Status.PAUSED, Preceptorship.Status.FINAL_REVIEW_DUE): _("Resumed"),
    (Preceptorship.Status.FINAL_REVIEW_DUE, Preceptorship.Status.ACTIVE): _("Extended"),
}


class PreceptorshipChange(StatusChange):
    """History of a preceptorship: its steps (P23), and why its end was moved (P15)."""

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="changes")
    reason = models.CharField(max_length=300, blank=True)
    # Set where the end was moved.
    ends_on = models.DateField(null=True, blank=True)

    class Meta(StatusChange.Meta):
        constraints = [
            models.CheckConstraint(
                condition=_is_declared_step(), name="preceptorship_change_is_a_declared_step"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | ~Q(reason=""),
                name="preceptorship_change_extends_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"

    @property
    def shown(self):
        """The status it led to, as a word."""
        return Preceptorship.Status(self.to_status).label

    @property
    def sentence(self):
        """What was done, and by whom: "Started by Frank Osei"."""
        done = DONE_BY_STEP.get((self.from_status, self.to_status)) or DONE[self.to_status]
        if self.changed_by is None:
            return str(done)
        return gettext("%(done)s by %(name)s") % {"done": done, "name": self.changed_by}


class PreceptorshipPause(Period):
    """A stretch during which every clock stands still (P15)."""

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=300)
    paused_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # The day on which it is expected to go on; nothing happens by itself on it.
    resumes_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ends_after_it_starts("preceptorship_pause_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(resumes_on=None) | Q(resumes_on__gt=F("valid_from")),
                name="preceptorship_pause_resumes_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["preceptorship"],
                condition=Q(valid_to=None),
                name="preceptorship_pause_one_open",
            ),
        ]

    def __str__(self):
        return f"paused from {self.valid_from}"

    @property
    def days(self):
        """How many days the clock stood still; only of a pause that is over."""
        return (self.valid_to - self.valid_from).days + 1
