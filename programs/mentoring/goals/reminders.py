"""Targets of goals that are near or past (N1, M4). Reads facts only (M5)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.quiet_hours import local_day
from people.notices.services.notice import NoticeDraft
from people.registry import Part
from programs.mentoring.goals.models import Goal
from programs.mentoring.mentorships.reminders import DAY, TOO_LATE, nudge

GOAL_IS_NEAR = timedelta(days=7)


KINDS = (
    nudge(
        "goal_target_near",
        label=_("A goal's date is coming up"),
        subject=_("One of your goals is planned for %(target_on)s"),
        line=_("See how far you've come, or give it more time."),
        why=_("You get this because you gave a goal a target date."),
        act=_("Open the goal"),
        whom=_("Only the person whose goal it is"),
        parts=(Part.MENTEE,),
        icon="bullseye",
        facts=("target_on",),
        ends_with=("goal_date_settled",),
    ),
    nudge(
        "goal_target_past",
        label=_("A goal's date has passed"),
        subject=_("The date of one of your goals has passed"),
        line=_(
            "It was planned for %(target_on)s. Have you achieved it, are you still working on it, "
            "or do you want to let it go?"
        ),
        why=_("You get this because you gave a goal a target date."),
        act=_("Open the goal"),
        whom=_("Only the person whose goal it is"),
        parts=(Part.MENTEE,),
        icon="bullseye",
        facts=("target_on",),
        ends_with=("goal_date_settled",),
    ),
)

_OF_GOAL = ["goal_target_near", "goal_target_past"]


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """To whose goal it is, and nobody else; the goal's own words are not even fetched (N7)."""
    near = Goal.objects.current().filter(
        target_on__gt=at.date() - TOO_LATE, target_on__lte=(at + GOAL_IS_NEAR + DAY).date()
    )
    rows = near.values_list("pk", "target_on", "owner_id", "owner__time_zone")
    for goal, target_on, owner, zone in rows.iterator(chunk_size=2000):
        left = target_on - local_day(at, zone)
        if left <= GOAL_IS_NEAR:
            kind, step = (
                ("goal_target_near", 0) if left >= timedelta(0) else ("goal_target_past", 1)
            )
            path = reverse("programs:goal-detail", args=[goal])
            yield NoticeDraft(kind, owner, goal, target_on, {"target_on": target_on}, path, step)


def stale(at: datetime) -> Q:
    """Which of these notices are true no longer."""
    goals = Goal.objects.current().filter(pk=OuterRef("object_id"), target_on=OuterRef("occurs_on"))
    return Q(~Exists(goals), kind__in=_OF_GOAL)
