from datetime import UTC, timedelta

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest, TruncDate
from django.utils.translation import gettext_lazy as _

from people.models import Mentor, Person
from people.models.base import Identified, Period, ends_after_it_starts
from programs.cadence import QUIET_FROM
from programs.models.pairing import Pairing, StatusChange
from programs.models.program import MentorshipRules, Program


class MentorshipQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def running(self):
        """Those in which one may plan, meet and share."""
        return self.filter(status__in=Mentorship.RUNNING)

    def begun(self):
        """Those the two know of: a coordinator's draft and a proposal are not among them."""
        return self.exclude(status__in=[Mentorship.Status.DRAFT, Mentorship.Status.PROPOSED])

    def of(self, person):
        """Those in which the person takes part: the only way to their contents (M5)."""
        return self.filter(Q(mentor__person=person) | Q(learner__person=person))

    def guided_by(self, person):
        return self.filter(mentor__person=person)

    def of_mentee(self, person):
        return self.filter(learner__person=person)

    def facts_for(self, person):
        """Those of which a coordinator sees that they exist and met, and nothing else (M5)."""
        return self.filter(program__in=Program.objects.coordinated_by(person))

    def facts_of(self, program, *, at, is_ended=False):
        """A program's pairs with their names and contact, and no column beside (M5, M8).

        Who ended one, and how, is not even fetched.
        """
        rows = self.begun().filter(program=program, closed_at__isnull=not is_ended)
        rows = rows.annotate(
            mentee_name=F("learner__person__name"), mentor_name=F("mentor__person__name")
        )
        facts = ("status", "starts_on", "cadence_days", "closed_at")
        return rows.with_contact(at).only("id", *facts)

    def quiet(self, at):
        """Those under way whose last contact lies 1.5 cadences back, by UTC's days (M9).

        A pause and a start count as contact. Carries what ``with_contact`` adds.
        """
        met_on = TruncDate("last_met_at", tzinfo=UTC)
        counts_from = Greatest("starts_on", met_on, "resumed_on")
        allowed = ExpressionWrapper(
            F("cadence_days") * Value(timedelta(days=1) * QUIET_FROM, models.DurationField()),
            output_field=models.DurationField(),
        )
        quiet_for = ExpressionWrapper(
            Value(at.astimezone(UTC).date()) - counts_from, output_field=models.DurationField()
        )
        return (
            self.running()
            .with_contact(at)
            .annotate(quiet_for=quiet_for)
            .filter(quiet_for__gte=allowed)
        )

    def quiet_since(self, moment):
        """Open mentorships without any contact after ``moment`` (M9)."""
        from programs.models.check_in import CheckIn  # it points here: the import would circle

        held = CheckIn.objects.held().filter(held_at__gt=moment)
        return self.open().filter(~Exists(held.filter(mentorship=OuterRef("pk"))))

    def with_people(self):
        return self.select_related(
            "program__mentorship_rules", "cohort", "mentor__person", "learner__person"
        )

    def with_contact(self, at):
        """Add ``last_met_at``, ``next_check_in_at`` and ``resumed_on``, or None for each.

        Facts only: enough to say how long ago the two were in touch (M5, M9, M12).
        """
        from programs.models.check_in import CheckIn  # it points here: the import would circle

        check_ins = CheckIn.objects.filter(mentorship=OuterRef("pk"))
        held = check_ins.held().order_by("-held_at").values("held_at")
        upcoming = check_ins.upcoming(at).order_by("starts_at").values("starts_at")
        pauses = MentorshipPause.objects.filter(mentorship=OuterRef("pk"), valid_to__isnull=False)
        return self.annotate(
            last_met_at=Subquery(held[:1]),
            next_check_in_at=Subquery(upcoming[:1]),
            resumed_on=Subquery(pauses.order_by("-valid_to").values("valid_to")[:1]),
        )


class Mentorship(Pairing):
    """Two people walking together, for as long as both want to (M1, M8, M15)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        TRIAL = "trial", _("Trial")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        WINDING_DOWN = "winding_down", _("Winding down")
        CLOSED = "closed", _("Closed")
        FOLLOW_UP = "follow_up", _("Follow-up")

    class Ending(models.TextChoices):
        COMPLETED = "completed", _("Completed")
        EARLY_MUTUAL = "early_mutual", _("Ended early by both")
        EARLY_ONE_SIDE = "early_one_side", _("Ended early by one side")
        LAPSED = "lapsed", _("Lapsed")

    RUNNING = (Status.TRIAL, Status.ACTIVE, Status.WINDING_DOWN)

    # Every step there is (M15): from a status to those that may follow. The empty one
    # stands for a mentorship that does not exist yet; each step leaves a MentorshipChange.
    STEPS = {
        "": (Status.DRAFT, Status.ACTIVE),
        Status.DRAFT: (Status.PROPOSED, Status.ACTIVE, Status.CLOSED),
        Status.PROPOSED: (Status.TRIAL, Status.ACTIVE, Status.CLOSED),
        Status.TRIAL: (Status.ACTIVE, Status.PAUSED, Status.CLOSED),
        Status.ACTIVE: (Status.PAUSED, Status.WINDING_DOWN, Status.CLOSED),
        Status.PAUSED: (Status.TRIAL, Status.ACTIVE, Status.WINDING_DOWN, Status.CLOSED),
        # Renewed, it is active again (M13).
        Status.WINDING_DOWN: (Status.ACTIVE, Status.PAUSED, Status.CLOSED),
        Status.CLOSED: (Status.FOLLOW_UP,),
        Status.FOLLOW_UP: (),
    }

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="mentorships")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    style = models.CharField(max_length=15, choices=MentorshipRules.Style)
    cadence_days = models.PositiveSmallIntegerField(default=30)
    meeting_minutes = models.PositiveSmallIntegerField(default=45)
    planned_end_on = models.DateField(null=True, blank=True)
    # When each side said yes to the proposal.
    mentor_accepted_at = models.DateTimeField(null=True, blank=True)
    mentee_accepted_at = models.DateTimeField(null=True, blank=True)
    # The status to return to after a pause.
    paused_status = models.CharField(max_length=20, blank=True)
    # How it ended. Never shown to coordinators, who see only that it ended (M8).
    ending = models.CharField(max_length=20, choices=Ending, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "learner"],
                condition=Q(closed_at=None),
                name="mentorship_one_open_per_learner_and_cohort",
            ),
            models.UniqueConstraint(
                fields=["learner", "mentor"],
                condition=Q(closed_at=None),
                name="mentorship_one_open_per_pair",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["closed", "follow_up"]) ^ Q(closed_at=None),
                name="mentorship_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) ^ ~Q(ending=""), name="mentorship_closed_has_an_ending"
            ),
            models.CheckConstraint(
                condition=Q(status="paused") ^ Q(paused_status=""),
                name="mentorship_paused_knows_where_to_return",
            ),
            models.CheckConstraint(
                condition=Q(cadence_days__gte=1), name="mentorship_cadence_in_days"
            ),
        ]
        indexes = [
            # the planners: open mentorships by status
            models.Index(fields=["status"], condition=Q(closed_at=None), name="mentorship_open"),
            # the load of a mentor
            models.Index(
                fields=["mentor"], condition=Q(closed_at=None), name="mentorship_mentor_load"
            ),
        ]

    def __str__(self):
        return f"{self.learner} with {self.mentor}"

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_running(self):
        return self.status in self.RUNNING

    @property
    def is_paused(self):
        return self.status == self.Status.PAUSED

    def may_become(self, status):
        return status in self.STEPS[self.status]

    def partner_of(self, person):
        """The other of the two."""
        return self.mentor.person if person.pk == self.learner.person_id else self.learner.person


def _is_declared_step() -> Q:
    steps = Q()
    for status, following in Mentorship.STEPS.items():
        if following:
            steps |= Q(from_status=status, to_status__in=list(following))
    return steps


class MentorshipChange(StatusChange):
    """History of a mentorship's status (M15). No reason is asked or kept (M8)."""

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="changes")

    class Meta(StatusChange.Meta):
        constraints = [
            models.CheckConstraint(
                condition=_is_declared_step(), name="mentorship_change_is_a_declared_step"
            ),
        ]

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"


class MentorshipPause(Period):
    """A stretch during which nothing falls due (M12)."""

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="pauses")
    paused_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ends_after_it_starts("mentorship_pause_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=Q(valid_to=None),
                name="mentorship_pause_one_open",
            ),
        ]

    def __str__(self):
        return f"paused from {self.valid_from}"


class MentorshipReview(Identified):
    """A point at which the two look at how it goes (M1)."""

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="reviews")
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["mentorship", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "position"], name="mentorship_review_position_once"
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, held_by=None)
                | Q(held_at__isnull=False, held_by__isnull=False),
                name="mentorship_review_held_by_somebody",
            ),
        ]

    def __str__(self):
        return f"review on {self.due_on}"
