from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.models import Identified
from people.models import Person
from programs.mentoring.goals.models.goal import Goal, GoalShare
from programs.mentoring.mentorships.models.mentorship import Mentorship


class GoalCommentQuerySet(models.QuerySet):
    def readable_by(self, person):
        """The goal's owner, and their mentor while the goal is shared with them.

        A goal taken back and shared again starts anew, for comments as for entries.
        """
        shares = GoalShare.objects.in_force().filter(
            goal=OuterRef("goal"),
            mentorship=OuterRef("mentorship"),
            mentorship__mentor__person=person,
            shared_from__lte=OuterRef("written_at"),
        )
        return self.filter(Q(goal__owner=person) | Exists(shares))

    def in_goal(self, goal, share, person):
        """``readable_by`` in one goal, as it is for its entries."""
        comments = self.filter(goal=goal)
        if goal.owner_id == person.pk:
            return comments
        if not (share and share.is_read_by(person, goal)):
            return self.none()
        return comments.filter(mentorship=share.mentorship_id, written_at__gte=share.shared_from)

    def for_mentor_in(self, mentorships):
        """``readable_by`` the mentor of open mentorships, as it is for entries."""
        return self.filter(
            mentorship__in=mentorships,
            goal__shares__mentorship=F("mentorship"),
            goal__shares__shared_until=None,
            goal__shares__shared_from__lte=F("written_at"),
        )


class GoalComment(Identified):
    """What one of the two says about a shared goal, inside one mentorship."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="comments")
    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="goal_comments")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField()

    objects = GoalCommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="goal_comment_says_something"),
        ]
        indexes = [models.Index(fields=["goal", "written_at"], name="goal_comment_thread")]

    def __str__(self):
        return f"comment {self.pk}"
