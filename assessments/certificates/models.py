from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.cohorts.models import Enrolment, Program
from programs.preceptorships.models import Preceptorship


class CertificateQuerySet(models.QuerySet):
    def standing(self):
        """Neither withdrawn nor replaced."""
        return self.filter(ended_at=None)

    def visible_to(self, person):
        """The learner, and the program's coordinators."""
        return self.filter(
            Q(preceptorship__learner__person=person)
            | Q(preceptorship__program__in=Program.objects.coordinated_by(person))
        )

    def in_doubt(self):
        """Those that stand though a signature printed on them no longer counts."""
        return self.standing().filter(doubted_at__isnull=False)

    def with_people(self):
        return self.select_related(
            "preceptorship__program", "preceptorship__cohort", "preceptorship__learner__person"
        )


class Certificate(Identified):
    """That somebody achieved a program, and what was signed for it, as printed (P21, P28).

    ``facts`` are all that the paper says, frozen when it was issued; a trigger keeps them. They
    are emptied once, when the names of the record are erased (D3).
    """

    class State(models.TextChoices):
        """What the public page says of it."""

        VALID = "valid", _("Valid")
        IN_DOUBT = "in_doubt", _("A signature no longer counts")
        REPLACED = "replaced", _("Replaced by a newer certificate")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ERASED = "erased", _("Names erased")

    preceptorship = models.ForeignKey(Preceptorship, models.PROTECT, related_name="certificates")
    # Printed, and the address of the public page.
    code = models.CharField(max_length=14, unique=True)
    facts = models.JSONField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # The end of the record's chain, as printed.
    head_sequence = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    signatures = models.ManyToManyField(
        "assessments.SignOff", blank=True, related_name="certificates"
    )
    # Why another one went before, and which.
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # Read by the learner and the coordinators; never on the public page.
    end_reason = models.CharField(max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    # Since when a signature on it no longer counts, for lists; its own page asks the signatures.
    doubted_at = models.DateTimeField(null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["preceptorship"],
                condition=Q(ended_at=None),
                name="certificate_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="certificate_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(replaces=F("id")), name="certificate_does_not_replace_itself"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) ^ Q(facts={}), name="certificate_erased_has_no_facts"
            ),
        ]
        indexes = [
            # what coordinators have to decide about
            models.Index(
                fields=["preceptorship"],
                condition=Q(doubted_at__isnull=False, ended_at=None),
                name="certificate_in_doubt",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def is_standing(self):
        return self.ended_at is None

    @property
    def state(self):
        """What the paper is worth now; asks for what happened to its signatures (one query)."""
        if not self.is_standing:
            is_replaced = Certificate.objects.filter(replaces=self.pk).exists()
            return self.State.REPLACED if is_replaced else self.State.WITHDRAWN
        if self.erased_at:
            return self.State.ERASED
        return self.State.IN_DOUBT if self.gone else self.State.VALID

    @cached_property
    def gone(self):
        """Signatures printed on it that count no more."""
        is_gone = Q(revoked_at__isnull=False) | Q(suspended_at__isnull=False)
        gone = self.signatures.filter(is_gone).select_related("competency")
        return list(gone.order_by("competency__position", "observed_on"))


class RevalidationQuerySet(models.QuerySet):
    def due_by(self, day):
        """Those that fall due by the day, of certificates that stand, with nothing begun for it.

        What is begun for it is another preceptorship in the same framework.
        """
        again = Preceptorship.objects.exclude(status=Preceptorship.Status.WITHDRAWN).filter(
            learner=OuterRef("certificate__preceptorship__learner"),
            # Not from its issue, which a corrected name repeats.
            created_at__gt=OuterRef("certificate__preceptorship__closed_at"),
            framework_version__framework=OuterRef(
                "certificate__preceptorship__framework_version__framework"
            ),
        )
        standing = {"certificate__ended_at": None, "certificate__erased_at": None}
        active = {"certificate__preceptorship__learner__person__is_active": True}
        return self.filter(~Exists(again), due_on__lte=day, **standing, **active)

    def with_people(self):
        return self.select_related(
            "certificate__preceptorship__program",
            "certificate__preceptorship__learner__person",
        )


class Revalidation(Identified):
    """How many of the skills on a certificate fall due to be shown again in one month (P22)."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="revalidations")
    # The first day in that month on which one does.
    due_on = models.DateField()
    skills = models.PositiveSmallIntegerField()

    objects = RevalidationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "due_on"], name="revalidation_once_a_day"
            ),
        ]
        # the daily sweep: what falls due soon
        indexes = [models.Index(fields=["due_on"], name="revalidation_due")]

    def __str__(self):
        return f"{self.skills} by {self.due_on}"


class MentorshipOfferQuerySet(models.QuerySet):
    def with_certificate(self):
        """Those whose certificate stands: what was withdrawn is told to nobody any more."""
        standing = Certificate.objects.standing()
        return self.filter(Exists(standing.filter(preceptorship=OuterRef("preceptorship"))))

    def open_to(self, person):
        """Those a learner has not answered."""
        offered = self.with_certificate().filter(status=MentorshipOffer.Status.OFFERED)
        return offered.filter(preceptorship__learner__person=person)

    def wanted(self):
        """The learner would like a mentor, and nobody has looked for one yet."""
        return self.filter(status=MentorshipOffer.Status.WANTED)

    def with_people(self):
        return self.select_related(
            "preceptorship__program", "preceptorship__learner__person", "enrolment"
        )


class MentorshipOffer(Identified):
    """Whether somebody who achieved a program would like a mentor, and what goes along (P21).

    What goes along is written down when it is chosen: titles and dates, nothing else.
    """

    class Status(models.TextChoices):
        OFFERED = "offered", _("Not answered yet")
        DECLINED = "declined", _("Not wanted")
        WANTED = "wanted", _("Wanted")
        WAITING = "waiting", _("Waiting for a mentor")
        CLOSED = "closed", _("No mentor could be found")

    class Takes(models.TextChoices):
        NOTHING = "nothing", _("Nothing")
        PROGRAM = "program", _("That I completed the program, and when")
        SKILLS = "skills", _("The same, and each skill that was signed off, and when")

    preceptorship = models.OneToOneField(
        Preceptorship, models.PROTECT, related_name="mentorship_offer"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.OFFERED)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    takes = models.CharField(max_length=10, choices=Takes, default=Takes.NOTHING)
    # What goes along: [title, date] of each.
    achievements = ArrayField(ArrayField(models.TextField(), size=2), default=list, blank=True)
    # The coordinator's answer.
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    enrolment = models.ForeignKey(
        Enrolment, models.SET_NULL, null=True, blank=True, related_name="mentorship_offers"
    )

    objects = MentorshipOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="offered") ^ Q(answered_at__isnull=False),
                name="mentorship_offer_answered_at",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="mentorship_offer_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "closed"]) ^ Q(decided_at=None),
                name="mentorship_offer_decided_at",
            ),
        ]
        indexes = [
            # what waits for a coordinator
            models.Index(
                fields=["preceptorship"], condition=Q(status="wanted"), name="mentorship_wanted"
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()}: {self.preceptorship_id}"

    @property
    def is_on_list(self):
        """Waits for a mentor or has one; whoever was taken off the list may ask again."""
        is_inside = self.enrolment and self.enrolment.status != Enrolment.Status.WITHDRAWN
        return self.status == self.Status.WAITING and bool(is_inside)
