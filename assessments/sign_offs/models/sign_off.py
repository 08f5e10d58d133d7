from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from assessments.evidence.models import Evidence
from assessments.external.models.external_assessor import ExternalAssessor
from assessments.ledger.models import LedgerEntry
from assessments.progress import counting
from common.models import Identified
from people.models import Person
from programs.cohorts.models import Method, RuleOverride
from programs.cohorts.models.program import every_method
from programs.frameworks.models import Competency, RatingLevel
from programs.preceptorships.models import PreceptorAssignment, Preceptorship

# Signed by a link, and not confirmed from the mailbox.
UNCONFIRMED = Q(channel="external", confirmed_at=None)


class SignOffQuerySet(models.QuerySet):
    def standing(self):
        """Neither revoked, suspended nor unconfirmed: what counts towards P3."""
        return self.filter(~UNCONFIRMED, revoked_at=None, suspended_at=None)

    def awaiting(self):
        """Given by a link and not confirmed from the mailbox yet, while they can be (P11)."""
        return self.filter(
            UNCONFIRMED, revoked_at=None, suspended_at=None, confirmation__lapsed_at=None
        )

    def disowned(self):
        """Those that count for nothing until a coordinator has looked into them (P11)."""
        return self.filter(suspension__isnull=False, revoked_at=None)

    def same_act(self, sign_off):
        """What its assessor signed for the same learner with one press (P10)."""
        return self.filter(
            preceptorship=sign_off.preceptorship_id,
            assessor=sign_off.assessor_id,
            signed_at=sign_off.signed_at,
        )

    def visible_to(self, person, *, on):
        """Whoever may see the preceptorship, and for ever whoever signed."""
        preceptorships = Preceptorship.objects.visible_to(person, on=on)
        return self.filter(Q(preceptorship__in=preceptorships) | Q(assessor=person))

    def with_content(self):
        """With the words as they were signed, for pages that show the record."""
        return self.select_related(
            "competency",
            "assessor",
            "external",
            "level",
            "override__overridden_by",
            "entry__content",
            "revocation__content",
            "revoked_by",
            "confirmation",
        ).prefetch_related("evidence")

    def with_preceptorship(self):
        return self.select_related("preceptorship__program", "preceptorship__learner__person")


class SignOff(Identified):
    """One observed performance, judged and signed; the readable projection of the ledger.

    Never edited: a correction is a revocation and a new sign-off (P7). A trigger keeps what
    was signed as it was signed, and refuses a learner's signature for themselves (P4).
    """

    class Channel(models.TextChoices):
        """How somebody came to sign; all but the first are marked on the record (P11)."""

        ACCOUNT = "account", _("logged in")
        HANDED_OVER = "handed_over", _("on the learner's device")
        EXTERNAL = "external", _("by a link, without an account")

    # In that time its assessor takes it back by a press, and the learner is not told (N10).
    UNDO_FOR = timedelta(minutes=10)
    # So long a link's signature can be confirmed from the mailbox; unconfirmed it never counts.
    CONFIRM_WITHIN = timedelta(days=14)

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="sign_offs")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="sign_offs")
    # Either somebody with an account, or somebody who named themselves.
    assessor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="sign_offs_given"
    )
    external = models.ForeignKey(
        ExternalAssessor, models.PROTECT, null=True, blank=True, related_name="sign_offs"
    )
    channel = models.CharField(max_length=15, choices=Channel, default=Channel.ACCOUNT)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="sign_offs")
    level = models.ForeignKey(RatingLevel, models.PROTECT, related_name="+")
    # Whether the level was at or above the pass level of its scale when signed.
    is_pass = models.BooleanField()
    method = models.CharField(max_length=15, choices=Method)
    observed_on = models.DateField()
    signed_at = models.DateTimeField()
    # Signed more than the program's days after the event (P6).
    is_late = models.BooleanField(default=False)
    # The coordinator's exception under which P8 was set aside; shown with the record.
    override = models.ForeignKey(
        RuleOverride, models.PROTECT, null=True, blank=True, related_name="sign_offs"
    )
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="sign_off")
    revocation = models.OneToOneField(
        LedgerEntry, models.PROTECT, null=True, blank=True, related_name="revoked_sign_off"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # Disowned by whoever it names, until a coordinator looks into it (P11).
    suspension = models.OneToOneField(
        LedgerEntry, models.PROTECT, null=True, blank=True, related_name="suspended_sign_off"
    )
    suspended_at = models.DateTimeField(null=True, blank=True)
    # Given by a link, and confirmed by whoever holds the mailbox it named (P11).
    confirming = models.OneToOneField(
        LedgerEntry, models.PROTECT, null=True, blank=True, related_name="confirmed_sign_off"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Made by the form, so that a double click or a replay signs once.
    idempotency_key = models.UUIDField(unique=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at", "-id"]
        constraints = [
            # P3
            models.UniqueConstraint(
                fields=["preceptorship", "competency", "assessor", "observed_on"],
                condition=Q(revoked_at=None),
                name="sign_off_once_per_assessor_and_day",
            ),
            models.UniqueConstraint(
                # One that nobody confirmed in time may be given again.
                fields=["preceptorship", "competency", "external", "observed_on"],
                condition=Q(revoked_at=None, confirmed_at__isnull=False),
                name="sign_off_once_per_external_and_day",
            ),
            models.CheckConstraint(
                condition=Q(channel="external", assessor=None, external__isnull=False)
                | (~Q(channel="external") & Q(assessor__isnull=False, external=None)),
                name="sign_off_by_one_assessor",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revocation=None)
                | Q(
                    revoked_at__isnull=False,
                    revoked_by__isnull=False,
                    revocation__isnull=False,
                ),
                name="sign_off_revoked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(suspended_at=None, suspension=None)
                | Q(suspended_at__isnull=False, suspension__isnull=False),
                name="sign_off_suspended_by_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirming=None)
                | Q(channel="external", confirmed_at__isnull=False, confirming__isnull=False),
                name="sign_off_confirmed_by_an_entry",
            ),
        ]
        indexes = [
            # the record of one competency, newest first
            models.Index(
                fields=["preceptorship", "competency", "-signed_at"], name="sign_off_record"
            ),
            # what somebody signed lately, page by page
            models.Index(fields=["assessor", "-signed_at", "-id"], name="sign_off_by_assessor"),
        ]

    def __str__(self):
        return f"{self.competency} on {self.observed_on}"

    @property
    def is_standing(self):
        return self.revoked_at is None and self.suspended_at is None and not self.is_unconfirmed

    @property
    def is_unconfirmed(self):
        """Given by a link, and nobody has confirmed it from the mailbox (P11)."""
        return self.channel == self.Channel.EXTERNAL and self.confirmed_at is None

    @property
    def is_awaiting(self):
        """Nothing but the confirmation keeps it from counting, whether or not it still can come."""
        return self.is_unconfirmed and self.revoked_at is None and self.suspended_at is None

    @property
    def confirm_until(self):
        """Until when a link's signature can be confirmed."""
        return self.signed_at + self.CONFIRM_WITHIN

    def is_lapsed(self, at):
        """Whether nobody confirmed it in time: it never counts, and may be given again."""
        return self.is_unconfirmed and self.suspended_at is None and at >= self.confirm_until

    @property
    def counts_from(self):
        """Since when it counts, where it does: not before it was confirmed."""
        return self.confirmed_at or self.signed_at

    @property
    def is_suspended(self):
        """Disowned, and not yet decided."""
        return self.suspended_at is not None and self.revoked_at is None

    @property
    def is_undone(self):
        """Taken back before anybody was told of it."""
        return self.revoked_at is not None and self.is_fresh(self.revoked_at)

    def is_fresh(self, at):
        """Whether it is still within the time to undo it, which a link's signature never is."""
        return self.assessor_id is not None and at < self.signed_at + self.UNDO_FOR

    @property
    def signer(self):
        """Who signed: a person, or an external assessor."""
        return self.assessor or self.external

    @property
    def signer_id(self):
        return self.assessor_id or self.external_id

    @property
    def signer_key(self):
        """Who counts as having signed: one person by link and by account is one (P3)."""
        return self.assessor_id or self.external.person_id or self.external_id


class CompetencyStateQuerySet(models.QuerySet):
    def overdue(self, today):
        """Past their day, where the clock runs: neither closed nor paused (P15)."""
        return self.past_their_day(today).filter(preceptorship__in=Preceptorship.objects.running())

    def past_their_day(self, today):
        """The same, where it is known that the clock runs."""
        return self.filter(achieved_at=None, due_on__lt=today)

    def in_order(self):
        return self.order_by("competency__position")

    def with_awaiting(self):
        """Add ``awaits``: a link's signature for it waits to be confirmed."""
        signed = SignOff.objects.awaiting().filter(
            preceptorship=OuterRef("preceptorship"), competency=OuterRef("competency")
        )
        return self.annotate(awaits=Exists(signed))


class CompetencyState(Identified):
    """Where one competency stands in one preceptorship; recounted, never added to (DESIGN 10)."""

    preceptorship = models.ForeignKey(
        Preceptorship, models.CASCADE, related_name="competency_states"
    )
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="states")
    # What the program asks, as it was when the preceptorship was published.
    is_critical = models.BooleanField(default=False)
    observations_required = models.PositiveSmallIntegerField(default=1)
    assessors_required = models.PositiveSmallIntegerField(default=1)
    methods = ArrayField(
        models.CharField(max_length=15, choices=Method), default=every_method, blank=True
    )
    due_on = models.DateField(null=True, blank=True)
    # Standing sign-offs at or above the pass level, and by how many people.
    passes = models.PositiveSmallIntegerField(default=0)
    assessors = models.PositiveSmallIntegerField(default=0)
    workplace_passes = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    latest_level = models.ForeignKey(
        RatingLevel, models.PROTECT, null=True, blank=True, related_name="+"
    )
    best_level = models.ForeignKey(
        RatingLevel, models.PROTECT, null=True, blank=True, related_name="+"
    )
    achieved_at = models.DateTimeField(null=True, blank=True)
    # As ``with_awaiting`` found it.
    awaits = False

    objects = CompetencyStateQuerySet.as_manager()

    class Meta:
        ordering = ["preceptorship", "competency__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship", "competency"], name="competency_state_once"
            ),
        ]
        indexes = [
            # the oldest overdue competencies of a program
            models.Index(
                fields=["due_on", "preceptorship"],
                include=["competency"],
                condition=Q(achieved_at=None, due_on__isnull=False),
                name="competency_state_overdue",
            ),
        ]

    def __str__(self):
        return f"{self.competency_id}: {self.passes} of {self.observations_required}"

    @property
    def clearance(self):
        """What the learner may do: alone, under supervision, or not yet."""
        return counting.clearance(is_achieved=self.achieved_at is not None, attempts=self.attempts)

    @property
    def requirement(self):
        return counting.Requirement(
            observations=self.observations_required,
            assessors=self.assessors_required,
            is_critical=self.is_critical,
        )


class ProgressQuerySet(models.QuerySet):
    def open(self):
        return self.filter(preceptorship__closed_at=None)

    def with_people(self):
        return self.select_related("preceptorship__program", "preceptorship__learner__person")

    def signed_by(self, preceptor, *, on):
        """Open ones of whoever the person precepts, with ``is_own`` where they are the primary."""
        mine = PreceptorAssignment.objects.on(on).filter(
            preceptorship=OuterRef("preceptorship"), preceptor__person=preceptor
        )
        primary = mine.filter(role=PreceptorAssignment.Role.PRIMARY)
        return self.open().filter(Exists(mine)).annotate(is_own=Exists(primary))


class Progress(models.Model):
    """One row of counters per preceptorship, recounted from its states (DESIGN 10)."""

    preceptorship = models.OneToOneField(
        Preceptorship, models.CASCADE, primary_key=True, related_name="progress"
    )
    total = models.PositiveSmallIntegerField(default=0)
    achieved = models.PositiveSmallIntegerField(default=0)
    critical_total = models.PositiveSmallIntegerField(default=0)
    critical_achieved = models.PositiveSmallIntegerField(default=0)
    last_signed_at = models.DateTimeField(null=True, blank=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "progress"
        constraints = [
            models.CheckConstraint(
                condition=Q(achieved__lte=F("total"))
                & Q(critical_achieved__lte=F("critical_total"))
                & Q(critical_total__lte=F("total")),
                name="progress_within_total",
            ),
        ]

    def __str__(self):
        return f"{self.achieved} of {self.total}"
