from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from assessments.ledger.models import LedgerEntry
from common.models import Identified, valid_on
from people.models import Person
from programs.cohorts.models import ProgramCoordinator
from programs.preceptorships.models import PreceptorAssignment, Preceptorship, Review


class ReviewOutcomeQuerySet(models.QuerySet):
    def open(self):
        """Those that not everybody has signed."""
        return self.filter(completed_at=None)

    def complete(self):
        return self.filter(completed_at__isnull=False)

    def of_preceptorship(self, preceptorship):
        return self.filter(review__preceptorship=preceptorship)

    def latest(self):
        """The last of each review, in whose place no correction stands or is being written."""
        return self.filter(correction=None)

    def unsigned(self):
        """Of reviews that took place, those that somebody still has to sign."""
        return self.open().filter(review__held_on__isnull=False)

    def long_unsigned(self, today):
        """Those unsigned so many days after the review as the program waits (P27)."""
        rules = "review__preceptorship__program__preceptorship_rules__review_unsigned_days"
        told_on = ExpressionWrapper(F("review__held_on") + F(rules), models.DateField())
        return self.unsigned().annotate(told_on=told_on).filter(told_on__lte=today)

    def on_worklist(self, today):
        """Those unsigned for long, and those that wait for the coordinator's signature alone."""
        roles = ReviewPart.Role
        is_turn = unsigned_part(roles.COORDINATOR) & ~unsigned_part(roles.LEARNER, roles.PRECEPTOR)
        late = ReviewOutcome.objects.long_unsigned(today).order_by().values("pk")
        return self.unsigned().filter(Q(pk__in=late) | is_turn)

    def taken_part_in_by(self, person, *, on):
        """Those that the person signs or signed a part of, with ``precepts`` (P27).

        As whoever learns, as whoever precepts on the day or did on that of the review, or as a
        coordinator of the program.
        """
        programs = ProgramCoordinator.objects.filter(person=person).values("program")
        near = self.filter(review__preceptorship__in=_preceptorships_near(person, programs))
        return near.annotate(precepts=precepts_for(person, on=on, prefix="review__")).filter(
            Q(review__preceptorship__learner__person=person)
            | Q(precepts=True)
            | Q(review__preceptorship__program__in=programs)
        )

    def waiting_for(self, person, *, on):
        """Those whose next signature is the person's; a coordinator's comes after the others'."""
        roles = ReviewPart.Role
        learns = Q(review__preceptorship__learner__person=person)
        reviewed = ~unsigned_part(roles.LEARNER, roles.PRECEPTOR)
        return (
            self.unsigned()
            .taken_part_in_by(person, on=on)
            .filter(
                (learns & unsigned_part(roles.LEARNER))
                | (~learns & Q(precepts=True) & unsigned_part(roles.PRECEPTOR))
                | (~learns & Q(precepts=False) & unsigned_part(roles.COORDINATOR) & reviewed)
            )
        )

    def with_people(self):
        return self.select_related(
            "review__preceptorship__program__preceptorship_rules",
            "review__preceptorship__cohort",
            "review__preceptorship__learner__person",
        )


def _preceptorships_near(person, programs):
    """The ids of all that the person learnt, was preceptor in or coordinates.

    A union, each side found by its index: of joined conditions all records would be looked at.
    """
    learnt = Preceptorship.objects.of_learner(person).order_by().values("pk")
    held = PreceptorAssignment.objects.filter(preceptor__person=person).order_by()
    run = Preceptorship.objects.filter(program__in=programs).order_by().values("pk")
    return learnt.union(held.values("preceptorship"), run, all=True)


def unsigned_part(*roles) -> Q:
    """Whether nobody has signed one of these parts of a record."""
    parts = ReviewPart.objects.filter(outcome=OuterRef("pk"), role__in=roles, signed_at=None)
    return Q(Exists(parts))


def precepts_for(person, *, on, prefix=""):
    """Whether the person is preceptor on the day, or was on that of a review."""
    held = PreceptorAssignment.objects.filter(
        preceptorship=OuterRef(f"{prefix}preceptorship"), preceptor__person=person
    )
    return Exists(held.filter(valid_on(on) | valid_on(OuterRef(f"{prefix}held_on"))))


class ReviewOutcome(Identified):
    """What a review found and agreed, written by all who sign it (P27).

    What each wrote stands in their parts until everybody has signed, and in the ledger from then
    on. Never edited once signed: a correction is a record of its own.
    """

    class Result(models.TextChoices):
        ON_TRACK = "on_track", _("On track")
        SUPPORT_NEEDED = "support_needed", _("Needs support")
        ACHIEVED = "achieved", _("Achieved")
        NOT_ACHIEVED = "not_achieved", _("Not achieved")

    review = models.ForeignKey(Review, models.PROTECT, related_name="outcomes")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction"
    )
    # Why it is corrected; in the ledger once it is signed.
    reason = models.TextField(blank=True)
    # As the program's rules called them when the record was opened; empty for nobody.
    third_signer = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=15, choices=Result, blank=True)
    next_on = models.DateField(null=True, blank=True)
    # Goes up with every change to what is signed.
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    # When a coordinator last reminded those who have not signed.
    reminded_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(
        LedgerEntry, models.PROTECT, null=True, blank=True, related_name="review_outcome"
    )

    objects = ReviewOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["review", "opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(corrects=None), name="review_outcome_first_once"
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None, entry=None)
                | Q(completed_at__isnull=False, entry__isnull=False),
                name="review_outcome_complete_by_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | ~Q(outcome=""),
                name="review_outcome_complete_with_a_result",
            ),
        ]
        indexes = [
            # what waits for somebody
            models.Index(
                fields=["review"], condition=Q(completed_at=None), name="review_outcome_open"
            ),
            # what is done, newest first
            models.Index(
                fields=["-completed_at", "-id"],
                condition=Q(completed_at__isnull=False),
                name="review_outcome_done",
            ),
        ]

    def __str__(self):
        return f"record of {self.review}"

    @property
    def is_complete(self):
        return self.completed_at is not None

    @property
    def roles(self):
        """Whose parts it has: a third signer's only where the program asks for one."""
        third = ReviewPart.Role.THIRD
        return [role for role in ReviewPart.Role if role != third or self.third_signer]

    @property
    def agreed(self):
        """What a third signer has before them: the outcome and the next date, in one text."""
        return f"{self.outcome} {self.next_on or ''}".strip()

    @property
    def tone(self):
        """How its outcome is coloured beside its word."""
        good = (self.Result.ON_TRACK, self.Result.ACHIEVED)
        return "teal" if self.outcome in good else "amber"


def is_coordinators_turn(unsigned) -> bool:
    """Whether those who reviewed have both signed, and the coordinator has not.

    ``unsigned``: the roles whose parts nobody has signed.
    """
    roles = ReviewPart.Role
    return roles.COORDINATOR in unsigned and not {roles.LEARNER, roles.PRECEPTOR} & set(unsigned)


class ReviewPartQuerySet(models.QuerySet):
    def of_preceptorship(self, preceptorship):
        return self.filter(outcome__review__preceptorship=preceptorship)

    def unsettled(self):
        """What was written and stands in no entry of the ledger."""
        return self.filter(outcome__completed_at=None).exclude(text="", ahead="", signed_as="")

    def erase(self):
        """Take what was written away for good (D3); whoever calls has made sure of the rest."""
        return self.update(text="", ahead="", signed_as="")


class ReviewPart(Identified):
    """What one of those who sign a review has to say, and their signature (P27)."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("Learner")
        PRECEPTOR = "preceptor", _("Preceptor")
        THIRD = "third", _("Third signer")
        COORDINATOR = "coordinator", _("Coordinator")

    outcome = models.ForeignKey(ReviewOutcome, models.CASCADE, related_name="parts")
    role = models.CharField(max_length=15, choices=Role)
    # Both empty once everybody has signed: then they are in the ledger, with the names.
    text = models.TextField(blank=True)
    ahead = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    # Nobody with an account where it was signed by a link.
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_as = models.CharField(max_length=400, blank=True)

    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        ordering = ["outcome", "id"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "role"], name="review_part_once"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | (Q(signed_at__isnull=False) & ~Q(role="third")),
                name="review_part_signed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(role="third") | Q(signed_by__isnull=False),
                name="review_part_signed_by_somebody",
            ),
            # Nobody signs two parts of one review.
            models.UniqueConstraint(
                fields=["outcome", "signed_by"],
                condition=Q(signed_by__isnull=False),
                name="review_part_one_of_each_signer",
            ),
        ]

    def __str__(self):
        return f"{self.role} part"

    @property
    def is_signed(self):
        return self.signed_at is not None
