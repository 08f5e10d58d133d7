from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Learner, Mentor, Person, Preceptor
from people.models.sort_name import sort_name_of
from programs.cohorts.models.program import Program


class CohortQuerySet(models.QuerySet):
    def coordinated_by(self, person):
        return self.filter(program__in=Program.objects.coordinated_by(person))

    def of_preceptorships(self):
        return self.filter(program__kind=Program.Kind.PRECEPTORSHIP)

    def open(self):
        return self.filter(archived_at=None)

    def archived(self):
        return self.filter(archived_at__isnull=False)

    def with_program(self):
        return self.select_related(
            "program__preceptorship_rules__framework_version", "program__mentorship_rules"
        )

    def with_numbers(self):
        """Add ``learners``, without those who withdrew, and of them those ``waiting``, those
        ``paired``, those to whom somebody is ``suggested``, and those who ``finished``."""
        present = ~Q(enrolments__status=Enrolment.Status.WITHDRAWN)
        waiting = Q(enrolments__status=Enrolment.Status.WAITING)
        with_guide = Q(enrolments__status=Enrolment.Status.PAIRED)
        over = Q(enrolments__status=Enrolment.Status.FINISHED)
        proposals = apps.get_model("programs", "Mentorship").objects.proposed().order_by()
        in_cohort = proposals.filter(cohort=OuterRef("pk")).values("cohort")
        proposed = in_cohort.annotate(rows=Count("pk"))
        return self.annotate(
            learners=Count("enrolments", filter=present),
            waiting=Count("enrolments", filter=waiting),
            finished=Count("enrolments", filter=over),
            suggested=Coalesce(Subquery(proposed.values("rows")), 0),
        ).annotate(paired=Count("enrolments", filter=with_guide) - F("suggested"))


class Cohort(Identified):
    """One intake of a program."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    sort_name = sort_name_of("name")
    starts_on = models.DateField(_("starts on"))
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "sort_name"]
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="cohort_name_once"),
        ]

    def __str__(self):
        return self.name


class EnrolmentQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=Enrolment.Status.WAITING)

    def coordinated_by(self, person):
        return self.filter(cohort__program__in=Program.objects.coordinated_by(person))

    def with_people(self):
        return self.select_related("learner__person__unit__parent__parent")

    def with_unit_name(self):
        """Add ``unit_name``, empty for those in no unit, to sort by."""
        return self.annotate(unit_name=Coalesce(F("learner__person__unit__name"), Value("")))

    def with_pairing(self, cohort, *, on):
        """Add what there is to say of the pairing in the cohort, or None.

        Its ``pairing_id`` and ``pairing_status``, and ``guide_person`` and ``guide_name`` of
        its guide of the day.
        """
        pairings, person, name = _pairings_of(cohort, on)
        latest = pairings.filter(cohort=cohort, learner=OuterRef("learner")).order_by("-created_at")
        return self.annotate(
            pairing_id=Subquery(latest.values("pk")[:1]),
            pairing_status=Subquery(latest.values("status")[:1]),
            guide_person=Subquery(latest.values(person)[:1]),
            guide_name=Subquery(latest.values(name)[:1]),
        )

    def numbers(self):
        """How many there are in each status, how many are drafted, and how many proposed only.

        Who is proposed to somebody waits no longer, and stands among the paired.
        """
        counts = {
            status: Count("pk", filter=Q(status=status)) for status in Enrolment.Status.values
        }
        drafted = Count("pk", filter=Q(status="waiting", choice__isnull=False))
        proposals = apps.get_model("programs", "Mentorship").objects.proposed()
        of_learner = {"cohort": OuterRef("cohort"), "learner": OuterRef("learner")}
        is_proposed = Exists(proposals.filter(**of_learner))
        proposed = Count("pk", filter=Q(status="paired") & is_proposed)
        return self.aggregate(**counts, drafted=drafted, proposed=proposed)


def _pairings_of(cohort, on):
    """The pairings of the cohort's kind, and the paths from one to its guide's id and name."""
    if cohort.program.is_preceptorship:
        pairings = apps.get_model("programs", "Preceptorship").objects
        holding = apps.get_model("programs", "PreceptorAssignment").objects.filter(
            Q(valid_from__lte=on) | Q(valid_from__lte=OuterRef("starts_on")),
            preceptorship=OuterRef("pk"),
            role="primary",
        )
        last = holding.order_by("-valid_from", "-assigned_at")
        pairings = pairings.annotate(
            guide_person=Subquery(last.values("preceptor__person")[:1]),
            guide_name=Subquery(last.values("preceptor__person__name")[:1]),
        )
        return pairings, "guide_person", "guide_name"
    mentorships = apps.get_model("programs", "Mentorship").objects
    return mentorships, "mentor__person", "mentor__person__name"


class Enrolment(Identified):
    """A learner in a cohort, with what they wish for."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting to be paired")
        PAIRED = "paired", _("Paired")
        FINISHED = "finished", _("Finished")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey(Learner, models.PROTECT, related_name="enrolments")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    # Read by the coordinator who pairs; the form says so.
    wishes = models.TextField(_("wishes"), blank=True)
    # Goes first in the next match, for instance after M8.
    has_priority = models.BooleanField(default=False)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "learner"], name="enrolment_once"),
        ]
        indexes = [models.Index(fields=["cohort", "status"], name="enrolment_by_status")]

    def __str__(self):
        return f"{self.learner} in {self.cohort}"

    @property
    def enrolled_on(self):
        return timezone.localdate(self.enrolled_at)

    @property
    def is_with_guide(self):
        return self.status in (self.Status.PAIRED, self.Status.FINISHED)

    @property
    def is_waiting(self):
        return self.status == self.Status.WAITING


class PairingChoice(Identified):
    """A coordinator's draft for one enrolment: nobody is told before it is published."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="choice")
    preceptor = models.ForeignKey(Preceptor, models.CASCADE, null=True, related_name="+")
    mentor = models.ForeignKey(Mentor, models.CASCADE, null=True, related_name="+")
    # Why a rule marked ◇ was set aside (P8, P16); shown where the pairing is shown.
    override_reason = models.CharField(max_length=300, blank=True)
    chosen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(preceptor=None) ^ Q(mentor=None), name="pairing_choice_of_one_guide"
            ),
        ]

    def __str__(self):
        return f"{self.enrolment_id} with {self.guide_id}"

    @property
    def guide_id(self):
        return self.preceptor_id or self.mentor_id

    @property
    def guide(self):
        return self.preceptor or self.mentor


class RuleOverride(Identified):
    """A rule marked ◇ that a coordinator set aside, and why; never rewritten."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="overrides")
    guide = models.ForeignKey(Person, models.PROTECT, related_name="+")
    learner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # The rules' numbers, such as "P16".
    rules = ArrayField(models.CharField(max_length=6))
    reason = models.CharField(max_length=300)
    overridden_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    overridden_at = models.DateTimeField()

    class Meta:
        ordering = ["-overridden_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="rule_override_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(guide=F("learner")), name="rule_override_of_two_people"
            ),
        ]

    def __str__(self):
        return f"{self.rules_named}: {self.reason}"

    @property
    def rules_named(self):
        """As they stand beside the reason: "P8, P16"."""
        return ", ".join(self.rules)
