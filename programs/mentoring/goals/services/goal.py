"""Goals: the mentee's own words, and who may read them (M4, DESIGN 16)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.mentoring.goals import notices
from programs.mentoring.goals.models import (
    Goal,
    GoalShare,
    Milestone,
    SharedAchievement,
)
from programs.mentoring.mentorships.models import Mentorship


class GoalError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def create_goal(
    *,
    owner: Person,
    area: Goal.Area,
    title: str,
    at: datetime,
    reason: str = "",
    measure: Goal.Measure = Goal.Measure.YES_NO,
    measure_text: str = "",
    target_number: Decimal | None = None,
    target_on: date | None = None,
    mentorship: Mentorship | None = None,
    steps: Sequence[str] = (),
) -> Goal:
    """Write down a goal, for its owner alone or shared with one mentorship from now on.

    ``steps`` are the titles of its first milestones.

    :raises GoalError: if the mentorship does not run or is not the owner's own.
    """
    goal = Goal.objects.create(
        owner=owner,
        area=area,
        title=title,
        reason=reason,
        measure=measure,
        measure_text=measure_text,
        target_number=_number_target(measure, target_number),
        target_on=target_on,
        audience=Goal.Audience.ONLY_ME,
        created_at=at,
    )
    Milestone.objects.bulk_create(
        [Milestone(goal=goal, title=step, position=place) for place, step in enumerate(steps, 1)]
    )
    if mentorship:
        share_goal(goal=goal, mentorship=mentorship, at=at)
    return goal


@transaction.atomic
def update_goal(
    *,
    goal: Goal,
    area: Goal.Area,
    title: str,
    reason: str,
    measure: Goal.Measure,
    measure_text: str,
    target_number: Decimal | None,
    target_on: date | None,
    readers: UUID | None,
    at: datetime,
) -> None:
    """Change the words of a goal, for the readers that stood beside the fields.

    :raises GoalError: if somebody else reads it by now.
    """
    goal, share = lock_goal(goal)
    require_readers(share, readers)
    if goal.target_on != target_on:
        notices.goal_date_settled(goal, at=at)
    goal.area, goal.title, goal.reason = area, title, reason
    goal.measure, goal.measure_text = measure, measure_text
    goal.target_number, goal.target_on = _number_target(measure, target_number), target_on
    goal.save(
        update_fields=[
            "area",
            "title",
            "reason",
            "measure",
            "measure_text",
            "target_number",
            "target_on",
        ]
    )


@transaction.atomic
def share_goal(*, goal: Goal, mentorship: Mentorship, at: datetime) -> None:
    """Let the mentor of one mentorship read the goal, and what is written from now on.

    What was logged before keeps its audience; a mentor who read it until now no longer
    does. Sharing again with the same mentor changes nothing.

    :raises GoalError: if the mentorship does not run or is not the owner's own.
    """
    _lock_running(mentorship, owner_id=goal.owner_id)
    goal, share = lock_goal(goal)
    if share and share.mentorship_id == mentorship.pk:
        return

    _end_share(goal, at=at)
    GoalShare.objects.create(goal=goal, mentorship=mentorship, shared_from=at)
    _set_audience(goal, Goal.Audience.MY_MENTOR)
    notices.goal_shared(goal, mentorship, at=at)


@transaction.atomic
def make_goal_private(*, goal: Goal, at: datetime) -> None:
    """Take a goal and all of its log back from its mentor, at once."""
    goal, __ = lock_goal(goal)
    _end_share(goal, at=at)
    _set_audience(goal, Goal.Audience.ONLY_ME)


@transaction.atomic
def achieve_goal(*, goal: Goal, on: date, at: datetime) -> None:
    """Mark a goal as achieved; its mentor, if it has one, is told that one was.

    :raises GoalError: if it was achieved before.
    """
    goal, share = lock_goal(goal)
    if goal.achieved_on:
        raise GoalError(_("This goal is already achieved."))
    goal.achieved_on = on
    goal.save(update_fields=["achieved_on"])
    notices.goal_date_settled(goal, at=at)
    if share:
        notices.goal_achieved(goal, share.mentorship, at=at)


@transaction.atomic
def reopen_goal(*, goal: Goal, at: datetime) -> None:
    """Undo ``achieve_goal``, and take back what was told the program about it."""
    goal, __ = lock_goal(goal)
    goal.achieved_on = None
    goal.save(update_fields=["achieved_on"])
    SharedAchievement.objects.filter(goal=goal).delete()
    notices.goal_reopened(goal, at=at)


@transaction.atomic
def archive_goal(*, goal: Goal, at: datetime) -> None:
    """Put a goal away. Who can read it stays as it is."""
    Goal.objects.filter(pk=goal.pk, archived_at=None).update(archived_at=at)
    notices.goal_date_settled(goal, at=at)


def restore_goal(*, goal: Goal) -> None:
    """Undo ``archive_goal``."""
    Goal.objects.filter(pk=goal.pk).update(archived_at=None)


def lock_goal(goal: Goal) -> tuple[Goal, GoalShare | None]:
    """Lock the goal in the caller's transaction; return it with its share in force, if any."""
    goal = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    return goal, current_share(goal)


def require_readers(share: GoalShare | None, readers: UUID | None) -> None:
    """Refuse to save for other eyes than those the writer was told of.

    ``readers`` is the id of the share that was in force when the page was made, or None
    where only the owner could read.

    :raises GoalError: if the goal has other readers by now.
    """
    if readers != (share and share.pk):
        raise GoalError(
            _(
                "Who can read this goal has changed since you opened the page, so nothing was "
                "saved. Look at who can read it now, then save again."
            )
        )


def current_share(goal: Goal) -> GoalShare | None:
    """Return the share that lets somebody beside the owner read the goal, with that person."""
    shares = GoalShare.objects.in_force().filter(goal=goal)
    both = ("mentorship__mentor__person", "mentorship__learner__person")
    return shares.select_related(*both).first()


def _lock_running(mentorship, *, owner_id):
    running = Mentorship.objects.running().select_for_update(of=("self",), no_key=True)
    if not running.filter(pk=mentorship.pk, learner__person=owner_id).exists():
        raise GoalError(_("You can only share a goal in a current mentorship of yours."))


def _end_share(goal, *, at):
    # A share never ends before it starts, even if two machines disagree about the time.
    goal.shares.filter(shared_until=None).update(shared_until=Greatest(F("shared_from"), at))
    notices.goals_unshared([goal.pk], at=at)


def _set_audience(goal, audience):
    goal.audience = audience
    goal.save(update_fields=["audience"])


def _number_target(measure, target_number):
    return target_number if measure == Goal.Measure.NUMBER else None
