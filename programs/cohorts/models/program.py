from decimal import Decimal

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import GuideRole, Mentor, Person, Preceptor
from people.models.sort_name import sort_name_of
from programs.frameworks.models.framework import Competency, FrameworkVersion
from programs.frameworks.models.scale import RatingScale


class ProgramQuerySet(models.QuerySet):
    def coordinated_by(self, person):
        """Programs that the person runs, as coordinator or deputy; all for an administrator."""
        if person.is_administrator:
            return self
        return self.naming(person)

    def naming(self, person):
        """Those that name the person as coordinator or deputy."""
        return self.filter(coordinators__person=person)

    def visible_to(self, person):
        """Those the person runs, guides in, or learns in."""
        return self if person.is_administrator else self.joined_by(person)

    def joined_by(self, person):
        """The same, without an administrator's view of all."""
        ways = ("coordinators", "preceptors", "mentors", "cohorts__enrolments__learner")
        first, *others = (
            self.model.objects.filter(**{f"{way}__person": person}).order_by().values("pk")
            for way in ways
        )
        return self.filter(pk__in=first.union(*others, all=True))

    def open(self):
        return self.filter(archived_at=None)

    def with_numbers(self):
        """Add ``waiting`` (learners without a pairing), ``running`` (open pairings), and those
        apart: ``paired`` and ``suggested``, to which not both have said yes."""
        waiting = self._count("Enrolment", "cohort__program", status="waiting")
        preceptorships = self._count("Preceptorship", "program", closed_at=None)
        mentorships = self._count("Mentorship", "program", closed_at=None)
        suggested = self._count("Mentorship", "program", closed_at=None, status="proposed")
        return self.annotate(
            waiting=waiting, running=preceptorships + mentorships, suggested=suggested
        ).annotate(paired=models.F("running") - models.F("suggested"))

    def _count(self, model, path, **conditions):
        rows = apps.get_model("programs", model).objects.filter(**conditions)
        rows = rows.filter(**{path: models.OuterRef("pk")}).order_by()
        counted = rows.values(path).annotate(rows=models.Count("pk")).values("rows")
        return Coalesce(models.Subquery(counted), 0)


class Program(Identified):
    """What one organisation runs: its kind, its words, its rules, its framework."""

    class Kind(models.TextChoices):
        PRECEPTORSHIP = "preceptorship", _("Preceptorship")
        MENTORSHIP = "mentorship", _("Mentorship")

    kind = models.CharField(max_length=15, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    sort_name = sort_name_of("name")
    description = models.TextField(_("description"), blank=True)
    # Whom people may turn to when they are not well; shown where they say how they are (M11).
    help_contacts = models.TextField(_("who to contact"), blank=True)
    # Which preset it was made from, for information only.
    preset = models.CharField(max_length=40, blank=True)
    # Its own words; empty means ours ("preceptor", "learner", …).
    guide_word = models.CharField(_("word for the preceptor or mentor"), max_length=40, blank=True)
    learner_word = models.CharField(_("word for the learner"), max_length=40, blank=True)
    record_word = models.CharField(_("word for the record"), max_length=40, blank=True)
    preceptors = models.ManyToManyField(Preceptor, related_name="programs", blank=True)
    mentors = models.ManyToManyField(Mentor, related_name="programs", blank=True)
    # X1: pair only within the same site.
    is_same_site_required = models.BooleanField(_("only within the same site"), default=False)
    # The site it belongs to: its coordinators see that organisation's people.
    organisation = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]

    def __str__(self):
        return self.name

    @property
    def is_preceptorship(self):
        return self.kind == self.Kind.PRECEPTORSHIP

    @property
    def guide_role(self):
        """As what its guides are approved."""
        return GuideRole.PRECEPTOR if self.is_preceptorship else GuideRole.MENTOR

    @property
    def asks_first(self):
        """Whether a pairing is proposed to the two, and begins when both say yes (M15)."""
        return not self.is_preceptorship and self.mentorship_rules.acceptance_days > 0

    @property
    def guide_label(self):
        """The program's word for its guides, in the singular and in lower case."""
        return self.guide_word or (_("preceptor") if self.is_preceptorship else _("mentor"))

    @property
    def learner_label(self):
        return self.learner_word or (_("learner") if self.is_preceptorship else _("mentee"))

    @property
    def record_label(self):
        return self.record_word or _("checklist")

    @property
    def shift_label(self):
        """What a shift is called in a preceptorship program, in lower case."""
        return self.preceptorship_rules.get_day_word_display()

    @property
    def shifts_label(self):
        words = {PreceptorshipRules.DayWord.WORKING_DAY: _("working days")}
        return words.get(self.preceptorship_rules.day_word, _("shifts"))

    @property
    def has_own_words(self):
        """Whether it calls those who take part something else: a journeyman is no preceptor."""
        return bool(self.guide_word or self.learner_word)


class ProgramCoordinator(Identified):
    """Who runs a program, and who stands in for them (N2)."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        DEPUTY = "deputy", _("Deputy")

    program = models.ForeignKey(Program, models.CASCADE, related_name="coordinators")
    person = models.ForeignKey(Person, models.PROTECT, related_name="coordinated")
    role = models.CharField(max_length=12, choices=Role, default=Role.COORDINATOR)
    # Since when, in whichever role; named by nobody where a command did it.
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["program", "role", "person__sort_name"]
        constraints = [
            models.UniqueConstraint(fields=["program", "person"], name="program_coordinator_once"),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_role_display()})"


class PreceptorshipRules(models.Model):
    """The rules of a preceptorship program; every number is a default from docs/rules.md."""

    class DayWord(models.TextChoices):
        """What its people call a stretch of work together (P24)."""

        SHIFT = "shift", _("shift")
        WORKING_DAY = "working_day", _("working day")

    class Evaluation(models.TextChoices):
        NEVER = "never", _("Never")
        AT_END = "at_end", _("At the end")
        HALF_WAY_TOO = "half_way_too", _("Half-way and at the end")

    program = models.OneToOneField(
        Program, models.CASCADE, primary_key=True, related_name="preceptorship_rules"
    )
    framework_version = models.ForeignKey(FrameworkVersion, models.PROTECT, null=True, blank=True)
    rating_scale = models.ForeignKey(RatingScale, models.PROTECT, null=True, blank=True)
    # P1, P15
    duration_weeks = models.PositiveSmallIntegerField(_("length in weeks"), default=52)
    minimum_weeks = models.PositiveSmallIntegerField(_("support runs at least (weeks)"), default=0)
    # [{"name": "Supernumerary", "weeks": 4}, …]; the last one runs to the end.
    phases = models.JSONField(default=list, blank=True)
    # Days after the start; then every so many days; in the middle; at the end.
    review_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    review_every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    is_middle_reviewed = models.BooleanField(default=False)
    supernumerary_hours = models.PositiveSmallIntegerField(default=0)
    logged_hours_required = models.PositiveSmallIntegerField(default=0)
    day_word = models.CharField(
        max_length=12, choices=DayWord, default=DayWord.SHIFT, db_default=DayWord.SHIFT
    )
    # P26
    hours_settle_days = models.PositiveSmallIntegerField(default=14, db_default=14)
    # Whether it can be completed only when every required session was attended or excused.
    needs_required_sessions = models.BooleanField(default=False, db_default=False)
    # P6
    late_after_days = models.PositiveSmallIntegerField(_("late after (days)"), default=7)
    request_days = models.PositiveSmallIntegerField(default=14)
    request_extension_days = models.PositiveSmallIntegerField(default=7)
    # P11: of which addresses a link's signature may come; none means any.
    link_domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    # P27: who signs reviews beside the three, by a link; nobody where it is empty. So many days
    # after a review its missing signatures are the coordinator's to chase.
    review_third_signer = models.CharField(max_length=60, blank=True, default="", db_default="")
    review_unsigned_days = models.PositiveSmallIntegerField(default=7, db_default=7)
    # P10
    bulk_limit = models.PositiveSmallIntegerField(default=10)
    # P17
    protected_hours_per_year = models.PositiveSmallIntegerField(default=8)
    # P22
    revalidation_months = models.PositiveSmallIntegerField(default=36)
    # N2: days after the due date for the repeat and for the escalation.
    repeat_after_days = models.PositiveSmallIntegerField(default=3)
    escalate_after_days = models.PositiveSmallIntegerField(default=7)
    # P14: what somebody who did not achieve it reads about objecting.
    appeal_text = models.TextField(_("how to appeal"), blank=True, default="", db_default="")
    # P19: when learners say what they think of it.
    evaluation = models.CharField(
        max_length=12, choices=Evaluation, default=Evaluation.AT_END, db_default="at_end"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_weeks__gte=1, duration_weeks__lte=520),
                name="preceptorship_rules_duration_in_weeks",
            ),
            models.CheckConstraint(
                condition=Q(minimum_weeks__lte=F("duration_weeks")),
                name="preceptorship_rules_minimum_within_duration",
            ),
        ]

    def __str__(self):
        return f"rules of {self.program}"


class MentorshipRules(models.Model):
    """The rules of a mentorship program; every number is a default from docs/rules.md."""

    class Style(models.TextChoices):
        EXPERT_NOVICE = "expert_novice", _("One-to-one, with someone more experienced")
        PEER = "peer", _("One-to-one, as peers")
        REVERSE = "reverse", _("One-to-one, with someone newer (reverse)")

    program = models.OneToOneField(
        Program, models.CASCADE, primary_key=True, related_name="mentorship_rules"
    )
    style = models.CharField(_("style"), max_length=15, choices=Style, default=Style.EXPERT_NOVICE)
    # M1
    cadence_days = models.PositiveSmallIntegerField(_("days between check-ins"), default=30)
    meeting_minutes = models.PositiveSmallIntegerField(_("minutes per check-in"), default=45)
    review_months = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    review_every_months = models.PositiveSmallIntegerField(default=6)
    planned_months = models.PositiveSmallIntegerField(
        _("planned length in months"), null=True, blank=True
    )
    trial_weeks = models.PositiveSmallIntegerField(default=0)
    # M15: how long both have to say yes to a proposal; 0 means that nobody is asked.
    acceptance_days = models.PositiveSmallIntegerField(default=5)
    # M9
    first_meeting_days = models.PositiveSmallIntegerField(default=10)
    nothing_booked_days = models.PositiveSmallIntegerField(default=14)
    setup_days = models.PositiveSmallIntegerField(default=21)
    missed_in_a_row = models.PositiveSmallIntegerField(default=2)
    # M13
    winding_down_weeks = models.PositiveSmallIntegerField(default=6)
    # M9: so many rhythms without contact are quiet, and very quiet.
    quiet_rhythms = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("1.5"))
    very_quiet_rhythms = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(2))
    # M10: whether both are asked how it goes, and by which questions; none for ours.
    is_pulse_asked = models.BooleanField(default=True)
    instrument = models.ForeignKey(
        "programs.Instrument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Neither met nor booked for so long, it lapses (M15); 0 means never.
    lapse_after_days = models.PositiveSmallIntegerField(default=180)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cadence_days__gte=1, cadence_days__lte=366),
                name="mentorship_rules_cadence_in_days",
            ),
            models.CheckConstraint(
                condition=Q(quiet_rhythms__gte=1) & Q(very_quiet_rhythms__gt=F("quiet_rhythms")),
                name="mentorship_rules_quiet_before_very_quiet",
            ),
        ]

    def __str__(self):
        return f"rules of {self.program}"


class Method(models.TextChoices):
    """How a performance was seen (P9)."""

    WORKPLACE = "workplace", _("At work")
    DEMONSTRATION = "demonstration", _("Demonstration")
    SIMULATION = "simulation", _("Simulation")
    DISCUSSION = "discussion", _("Discussion")
    TEST = "test", _("Test")
    PRIOR_LEARNING = "prior_learning", _("Prior learning")


def every_method():
    return list(Method.values)


class ProgramCompetencyQuerySet(models.QuerySet):
    def current(self):
        """Of the version that the program teaches now; what it asked of earlier ones stays."""
        version = F("program__preceptorship_rules__framework_version")
        return self.filter(competency__version=version)


class ProgramCompetency(Identified):
    """What a program asks of one competency of its framework version (P3, DESIGN 15)."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="competencies")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="asked_by")
    is_critical = models.BooleanField(_("critical"), default=False)
    observations_required = models.PositiveSmallIntegerField(_("sign-offs"), default=1)
    assessors_required = models.PositiveSmallIntegerField(_("assessors"), default=1)
    due_week = models.PositiveSmallIntegerField(_("due by week"), null=True, blank=True)
    methods = ArrayField(
        models.CharField(max_length=15, choices=Method), default=every_method, blank=True
    )

    objects = ProgramCompetencyQuerySet.as_manager()

    class Meta:
        ordering = ["program", "competency__position"]
        verbose_name_plural = "program competencies"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "competency"], name="program_competency_once"
            ),
            models.CheckConstraint(
                condition=Q(observations_required__gte=1)
                & Q(assessors_required__gte=1)
                & Q(assessors_required__lte=F("observations_required")),
                name="program_competency_asks_something_possible",
            ),
        ]

    def __str__(self):
        return str(self.competency)
