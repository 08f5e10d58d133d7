"""The steps on the way to a goal (M4)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from programs.mentoring.goals.models import Goal, Milestone
from programs.mentoring.goals.services.goal import GoalError, lock_goal, require_readers

# More steps than these are several goals.
MOST_STEPS = 50


@transaction.atomic
def add_milestone(
    *, goal: Goal, title: str, readers: UUID | None, due_on: date | None = None
) -> Milestone:
    """Add a step behind the others.

    :raises GoalError: if the goal has other readers by now, or too many steps.
    """
    goal, share = lock_goal(goal)
    require_readers(share, readers)
    if goal.milestones.count() >= MOST_STEPS:
        raise GoalError(
            _("A goal can have up to %(count)d steps. Perhaps this is two goals?")
            % {"count": MOST_STEPS}
        )

    last = goal.milestones.aggregate(last=Max("position"))["last"] or 0
    return Milestone.objects.create(goal=goal, title=title, due_on=due_on, position=last + 1)


def complete_milestone(*, milestone: Milestone, on: date) -> None:
    """Mark a step as done; one done before keeps its day."""
    Milestone.objects.filter(pk=milestone.pk, done_on=None).update(done_on=on)


def reopen_milestone(*, milestone: Milestone) -> None:
    """Undo ``complete_milestone``."""
    Milestone.objects.filter(pk=milestone.pk).update(done_on=None)


def remove_milestone(*, milestone: Milestone) -> None:
    Milestone.objects.filter(pk=milestone.pk).delete()
