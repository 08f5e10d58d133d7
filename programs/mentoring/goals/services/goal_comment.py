"""What the two say to each other about a shared goal (M4)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from programs.mentoring.goals import notices
from programs.mentoring.goals.models import Goal, GoalComment
from programs.mentoring.goals.services.goal import GoalError, lock_goal, require_readers


@transaction.atomic
def comment_on_goal(
    *, goal: Goal, by: Person, text: str, readers: UUID | None, at: datetime
) -> GoalComment:
    """Say something about a goal to the other one, who is told that something was said.

    :raises GoalError: if it is shared with nobody, or with somebody else by now.
    """
    goal, share = lock_goal(goal)
    require_readers(share, readers)
    if share is None:
        raise GoalError(_("Only you can read this goal, so there is nobody to comment to."))

    comment = GoalComment.objects.create(
        goal=goal, mentorship=share.mentorship, author=by, text=text, written_at=at
    )
    notices.goal_commented(goal, share.mentorship, by=by, at=at)
    return comment


@transaction.atomic
def remove_goal_comment(*, comment: GoalComment, at: datetime) -> None:
    """Take back what one said, for both and for good."""
    GoalComment.objects.filter(pk=comment.pk).delete()
    notices.comment_removed(comment, at=at)
