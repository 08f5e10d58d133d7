from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.mentoring.meetings.models.check_in import CheckIn
from programs.mentoring.mentorships.models.mentorship import Mentorship


class TimeProposalQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(mentorship__in=Mentorship.objects.of(person))

    def unanswered(self, at):
        """Those without an answer of which a time is still ahead."""
        ahead = ProposedTime.objects.filter(proposal=OuterRef("pk"), starts_at__gt=at)
        return self.filter(Exists(ahead), answered_at=None)

    def waiting(self, at):
        """Those one may still answer: a time is ahead, and the two walk together."""
        return self.unanswered(at).filter(mentorship__in=Mentorship.objects.running())

    def waiting_in(self, mentorship, at):
        """The one that waits in a mentorship that is at hand, or none."""
        if not mentorship.is_running:
            return self.none()
        return self.unanswered(at).filter(mentorship=mentorship)

    def with_people(self):
        return self.select_related("mentorship__mentor__person", "mentorship__learner__person")


class TimeProposal(Identified):
    """Some times at which one of the two could meet, for the other to choose from (M12)."""

    class Answer(models.TextChoices):
        CHOSEN = "chosen", _("A time was chosen")
        NONE_SUITS = "none_suits", _("None of them work")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="time_proposals")
    proposed_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    medium = models.CharField(max_length=10, choices=CheckIn.Medium)
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    check_in = models.ForeignKey(CheckIn, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TimeProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=Q(answered_at=None),
                name="time_proposal_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) ^ ~Q(answer=""),
                name="time_proposal_answer_has_a_time",
            ),
        ]

    def __str__(self):
        return f"proposal {self.pk}"

    @property
    def asked(self):
        """Whom it was sent to."""
        return self.mentorship.partner_of(self.proposed_by)

    @property
    def is_open(self):
        return self.answered_at is None


class ProposedTime(Identified):
    proposal = models.ForeignKey(TimeProposal, models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal", "starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "starts_at"], name="proposed_time_once"),
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
