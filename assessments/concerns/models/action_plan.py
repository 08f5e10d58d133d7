from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from assessments.concerns.models.concern import who_and_when
from common.models import Identified
from people.models import Person
from programs.preceptorships.models import Preceptorship


class ActionPlanQuerySet(models.QuerySet):
    def visible_to(self, person, *, on):
        """Whoever sees the preceptorship; a draft, those who run it alone, never its learner."""
        visible = Preceptorship.objects.visible_to(person, on=on)
        run = Preceptorship.objects.coordinated_by(person).exclude(learner__person=person)
        return self.filter(
            Q(opened_at__isnull=False, preceptorship__in=visible.values("pk"))
            | Q(preceptorship__in=run.values("pk"))
        )

    def opened(self):
        return self.filter(opened_at__isnull=False)

    def running(self):
        """Those open to the learner and without an outcome, in a preceptorship that is open."""
        return self.opened().filter(ended_at=None, preceptorship__closed_at=None)

    def waiting(self):
        """Those whose dates count: a pause stops every clock (P15)."""
        return self.running().exclude(preceptorship__status=Preceptorship.Status.PAUSED)

    def unread(self):
        """Those whose learner has not signed that they read the plan as it is now."""
        read = PlanReading.objects.filter(plan=OuterRef("pk"), version=OuterRef("version"))
        return self.running().filter(~Exists(read))

    def with_people(self):
        return self.select_related(
            "drafted_by",
            "opened_by",
            "ended_by",
            "preceptorship__program__preceptorship_rules",
            "preceptorship__learner__person",
        )


class ActionPlan(Identified):
    """What is done so that somebody gets there after all: aims, support, meetings, outcome (P13).

    A draft is for those who run the program. Opened, its learner and their preceptors read it,
    and nothing in it is rewritten: aims are added or withdrawn, each change is a new version.
    """

    class Outcome(models.TextChoices):
        MET = "met", _("Met")
        NOT_MET = "not_met", _("Not met")

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="action_plans")
    reason = models.TextField()
    ends_on = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.UUIDField()

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="action_plan_says_why"),
            who_and_when("opened_by", "opened_at", "action_plan_opened_by_somebody"),
            who_and_when("ended_by", "ended_at", "action_plan_ended_by_somebody"),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="")
                | (Q(ended_at__isnull=False, opened_at__isnull=False) & ~Q(outcome="")),
                name="action_plan_ended_with_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["preceptorship"],
                condition=Q(ended_at=None),
                name="action_plan_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["drafted_by", "idempotency_key"], name="action_plan_drafted_once"
            ),
        ]
        indexes = [
            # those whose end is near, on Today, the worklist and in reminders
            models.Index(fields=["ends_on"], condition=Q(ended_at=None), name="action_plan_ending"),
        ]

    def __str__(self):
        return f"action plan {self.pk}"

    @property
    def is_draft(self):
        return self.opened_at is None

    @property
    def is_running(self):
        return self.opened_at is not None and self.ended_at is None

    @property
    def can_change(self):
        """Whether aims and meetings may still be added: it has no outcome yet."""
        return self.ended_at is None and self.preceptorship.is_open


class PlanAim(Identified):
    """One thing that can be checked, with the help offered and the evidence wanted."""

    class Result(models.TextChoices):
        MET = "met", _("Met")
        NOT_MET = "not_met", _("Not met yet")

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="aims")
    text = models.TextField()
    support = models.TextField()
    supported_by = models.CharField(max_length=120)
    evidence = models.TextField()
    due_on = models.DateField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=8, choices=Result, blank=True)
    result_note = models.TextField(blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.UUIDField()

    class Meta:
        ordering = ["due_on", "added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(support="") & ~Q(supported_by="") & ~Q(evidence=""),
                name="plan_aim_can_be_checked",
            ),
            who_and_when("withdrawn_by", "withdrawn_at", "plan_aim_withdrawn_by_somebody"),
            who_and_when("checked_by", "checked_at", "plan_aim_checked_by_somebody"),
            models.CheckConstraint(
                condition=Q(checked_at=None) ^ ~Q(result=""), name="plan_aim_checked_has_a_result"
            ),
            models.UniqueConstraint(
                fields=["added_by", "idempotency_key"], name="plan_aim_added_once"
            ),
        ]

    def __str__(self):
        return f"aim {self.pk}"


class PlanMeetingQuerySet(models.QuerySet):
    def planned(self):
        """Those neither held nor cancelled."""
        return self.filter(held_on=None, cancelled_at=None)

    def held(self):
        return self.filter(held_on__isnull=False)

    def waiting(self):
        """Those planned in a plan whose dates count."""
        return self.planned().filter(plan__in=ActionPlan.objects.waiting().values("pk"))


class PlanMeeting(Identified):
    """When those concerned sit together over a plan, and what was said."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="meetings")
    meets_on = models.DateField()
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    held_on = models.DateField(null=True, blank=True)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    notes = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.UUIDField()

    objects = PlanMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["meets_on", "planned_at", "id"]
        constraints = [
            who_and_when("noted_by", "held_on", "plan_meeting_noted_by_somebody"),
            models.CheckConstraint(
                condition=Q(held_on=None) ^ ~Q(notes=""), name="plan_meeting_held_has_notes"
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(cancelled_at=None),
                name="plan_meeting_held_or_cancelled",
            ),
            models.UniqueConstraint(
                fields=["planned_by", "idempotency_key"], name="plan_meeting_planned_once"
            ),
        ]
        indexes = [
            # meetings that are near, on Today and the worklist
            models.Index(
                fields=["meets_on"],
                condition=Q(held_on=None, cancelled_at=None),
                name="plan_meeting_planned",
            ),
        ]

    def __str__(self):
        return f"meeting on {self.meets_on}"


class PlanOutcome(Identified):
    """What was decided of a plan, and why: kept for good, an extension beside its later end."""

    class Kind(models.TextChoices):
        MET = "met", _("Met")
        EXTENDED = "extended", _("Extended")
        NOT_MET = "not_met", _("Not met")

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField()
    # Until when it ran, and runs from now on if it was extended.
    ended_on = models.DateField()
    extended_to = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="plan_outcome_says_why"),
            models.CheckConstraint(
                condition=Q(
                    kind="extended", extended_to__isnull=False, extended_to__gt=F("ended_on")
                )
                | (~Q(kind="extended") & Q(extended_to=None)),
                name="plan_outcome_extends_to_a_later_day",
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=~Q(kind="extended"), name="plan_outcome_ends_once"
            ),
        ]

    def __str__(self):
        return f"{self.kind} of {self.plan}"


class PlanAnswer(Identified):
    """What the learner wrote about their plan; theirs to add to, nobody's to change."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="answers")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    idempotency_key = models.UUIDField()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="plan_answer_says_something"),
            models.UniqueConstraint(
                fields=["author", "idempotency_key"], name="plan_answer_written_once"
            ),
        ]

    def __str__(self):
        return f"answer {self.pk}"


class PlanReading(Identified):
    """The learner's signature that they read one version of their plan."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="readings")
    version = models.PositiveSmallIntegerField()
    read_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=400)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "version"], name="plan_reading_once_a_version"),
        ]

    def __str__(self):
        return f"version {self.version} read"
