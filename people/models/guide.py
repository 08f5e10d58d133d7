from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified, Period, ends_after_it_starts
from people.models.person import Person


class GuideRole(models.TextChoices):
    """The two ways to guide somebody, each approved for itself (S1)."""

    PRECEPTOR = "preceptor", _("Preceptor")
    MENTOR = "mentor", _("Mentor")


class Approval(Period):
    """A person may guide in this role, from a day to a day (S2)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="approvals")
    role = models.CharField(max_length=10, choices=GuideRole)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [ends_after_it_starts("approval_ends_after_it_starts")]
        indexes = [models.Index(fields=["person", "role", "valid_from"], name="approval_on_a_day")]

    def __str__(self):
        return f"{self.get_role_display()} from {self.valid_from}"


class Credential(Period):
    """A training or a licence with its dates (P8, M14, S2)."""

    class Kind(models.TextChoices):
        PRECEPTOR_TRAINING = "preceptor_training", _("Preceptor training")
        MENTOR_TRAINING = "mentor_training", _("Mentor training")
        LICENCE = "licence", _("Professional licence")

    person = models.ForeignKey(Person, models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [ends_after_it_starts("credential_ends_after_it_starts")]
        indexes = [
            models.Index(fields=["person", "kind", "valid_from"], name="credential_on_a_day"),
            # credentials lapsing in the next 60, 30 and 7 days (S2)
            models.Index(
                fields=["valid_to"],
                condition=Q(valid_to__isnull=False),
                name="credential_lapsing",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} from {self.valid_from}"

    @property
    def described(self):
        """Which one: "NMC register, 18A1234E"."""
        return ", ".join(filter(None, [self.name, self.number]))


class GuidePause(Period):
    """A rest that the guide takes from new pairings in this role (S3)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="guide_pauses")
    role = models.CharField(max_length=10, choices=GuideRole)

    class Meta:
        ordering = ["-valid_from"]
        constraints = [ends_after_it_starts("guide_pause_ends_after_it_starts")]
        indexes = [
            models.Index(fields=["person", "role", "valid_from"], name="guide_pause_on_a_day")
        ]

    def __str__(self):
        return f"{self.get_role_display()} rests from {self.valid_from}"


class GuideQuerySet(models.QuerySet):
    """Guides with their standing on a day as columns, for lists of any length."""

    role: GuideRole
    training: Credential.Kind

    def with_standing(self, day):
        """Add ``is_approved``, ``is_trained``, ``is_licence_lapsed`` and ``is_resting`` on ``day``.

        A licence is lapsed when the person has licences on record and none holds
        on that day: not every trade has one.
        """
        of_person = {"person": OuterRef("person")}
        licences = Credential.objects.filter(kind=Credential.Kind.LICENCE, **of_person)
        return self.annotate(
            is_approved=Exists(Approval.objects.on(day).filter(role=self.role, **of_person)),
            is_trained=Exists(Credential.objects.on(day).filter(kind=self.training, **of_person)),
            is_licence_lapsed=Exists(licences) & ~Exists(licences.on(day)),
            is_resting=Exists(GuidePause.objects.on(day).filter(role=self.role, **of_person)),
        )

    def unable_on(self, day):
        """Those who guide nobody on ``day``: gone, or with an approval or licence that lapsed.

        Who never had one was assigned for a reason, and that reason still holds.
        """
        of_person = {"person": OuterRef("person")}
        approvals = Approval.objects.filter(role=self.role, **of_person)
        licences = Credential.objects.filter(kind=Credential.Kind.LICENCE, **of_person)
        return self.filter(
            Q(person__is_active=False) | _have_lapsed(approvals, day) | _have_lapsed(licences, day)
        )


def _have_lapsed(periods, day):
    return Exists(periods.filter(valid_to__lt=day)) & ~Exists(periods.on(day))


class PreceptorQuerySet(GuideQuerySet):
    role = GuideRole.PRECEPTOR
    training = Credential.Kind.PRECEPTOR_TRAINING


class MentorQuerySet(GuideQuerySet):
    role = GuideRole.MENTOR
    training = Credential.Kind.MENTOR_TRAINING


class Guide(Identified):
    person = models.OneToOneField(Person, models.PROTECT, related_name="%(class)s")
    # How many open pairings of this kind at once, across all programs (P16).
    capacity = models.PositiveSmallIntegerField(
        _("capacity"), default=2, validators=[MinValueValidator(0), MaxValueValidator(50)]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.person)


class Preceptor(Guide):
    """A person's profile as a preceptor: assesses and instructs."""

    # The highest learner's level whom they may assess (P8).
    level = models.PositiveSmallIntegerField(_("level"), default=5)

    objects = PreceptorQuerySet.as_manager()

    role = GuideRole.PRECEPTOR

    def may_assess(self, learner):
        """Whether their own level reaches the learner's (P8)."""
        return self.level >= learner.level


class Mentor(Guide):
    """A person's profile as a mentor: walks along."""

    objects = MentorQuerySet.as_manager()

    role = GuideRole.MENTOR
