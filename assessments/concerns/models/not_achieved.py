from django.db import models
from django.db.models import F, Q

from assessments.concerns.models.action_plan import ActionPlan
from assessments.concerns.models.concern import who_and_when
from common.models import Identified
from people.models import Person
from programs.preceptorships.models import Preceptorship


class NotAchievedQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Whoever proposed it and those who run the program; its learner once they were told."""
        run = Preceptorship.objects.coordinated_by(person).values("pk")
        deciding = Q(proposed_by=person) | Q(preceptorship__in=run)
        own = Q(preceptorship__learner__person=person)
        return self.filter((deciding & ~own) | (own & Q(told_at__isnull=False)))

    def open(self):
        """Those on the way: not taken back, and the learner not told yet."""
        return self.filter(taken_back_at=None, told_at=None, preceptorship__closed_at=None)

    def with_people(self):
        return self.select_related(
            "plan",
            "proposed_by",
            "agreed_by",
            "told_by",
            "taken_back_by",
            "preceptorship__program__preceptorship_rules",
            "preceptorship__learner__person",
        )


class NotAchieved(Identified):
    """The decision that somebody did not achieve what they came for (P14).

    Proposed by one person, agreed to by another, and told to the learner by a person, whose
    meeting is noted: then the preceptorship is closed. What was not told yet can be taken back.
    """

    preceptorship = models.ForeignKey(
        Preceptorship, models.PROTECT, related_name="not_achieved_decisions"
    )
    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="+")
    reason = models.TextField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    # The meeting in which the learner heard of it.
    told_on = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    meeting_notes = models.TextField(blank=True)
    taken_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.UUIDField()

    objects = NotAchievedQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="not_achieved_says_why"),
            who_and_when("agreed_by", "agreed_at", "not_achieved_agreed_by_somebody"),
            who_and_when("told_by", "told_at", "not_achieved_told_by_somebody"),
            who_and_when("taken_back_by", "taken_back_at", "not_achieved_taken_back_by_somebody"),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by")),
                name="not_achieved_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, told_on=None, meeting_notes="")
                | (Q(agreed_at__isnull=False, told_on__isnull=False) & ~Q(meeting_notes="")),
                name="not_achieved_told_in_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(taken_back_at=None),
                name="not_achieved_told_or_taken_back",
            ),
            models.UniqueConstraint(
                fields=["preceptorship"],
                condition=Q(taken_back_at=None),
                name="not_achieved_once",
            ),
            models.UniqueConstraint(
                fields=["proposed_by", "idempotency_key"], name="not_achieved_proposed_once"
            ),
        ]

    def __str__(self):
        return f"not achieved {self.pk}"

    @property
    def is_open(self):
        return self.taken_back_at is None and self.told_at is None
