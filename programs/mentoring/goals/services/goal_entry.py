"""The log of a goal: what happened, and how far along it is (M4)."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.clean_files import CleanFile
from programs.mentoring.goals.models import Goal, GoalEntry, GoalFile
from programs.mentoring.goals.services.goal import GoalError, lock_goal, require_readers
from programs.mentoring.goals.services.goal_file import (
    clean_goal_file,
    forget_later,
    keep_goal_file,
)


def log_goal_entry(
    *,
    goal: Goal,
    readers: UUID | None,
    at: datetime,
    text: str = "",
    progress: int | None = None,
    number: Decimal | None = None,
    file: bytes | None = None,
) -> GoalEntry:
    """Add a line to the log, for the mentor of the share ``readers`` or for its owner alone.

    An entry keeps its audience for ever: sharing the goal later never widens it. A picture
    or a PDF that goes along is read by the same.

    :raises GoalError: if the share is not in force any more, the goal is put away, the entry
        says nothing, or the file cannot be kept.
    """
    if not text and progress is None and number is None:
        raise GoalError(_("Write a few words, or say how far you've come."))
    # Before anything is locked: it takes a moment.
    clean = None if file is None else clean_goal_file(owner=goal.owner_id, content=file)
    said = {"text": text, "progress": progress, "number": number, "logged_at": at}
    return _log(goal, readers, said, clean)


@transaction.atomic
def _log(goal: Goal, readers: UUID | None, said: dict, clean: CleanFile | None) -> GoalEntry:
    goal, share = lock_goal(goal)
    if goal.archived_at:
        raise GoalError(_("This goal is archived. Restore it to add to its log."))
    # Whoever writes for themselves alone needs no share; for a mentor it must be this one.
    if readers:
        require_readers(share, readers)

    entry = GoalEntry.objects.create(
        goal=goal,
        audience=Goal.Audience.MY_MENTOR if readers else Goal.Audience.ONLY_ME,
        **said,
    )
    if clean:
        keep_goal_file(entry=entry, clean=clean)
    return entry


@transaction.atomic
def remove_goal_entry(*, entry: GoalEntry) -> None:
    """Take a line out of the log, with its file, for everybody and for good."""
    for file in GoalFile.objects.filter(entry=entry):
        # Not before the row is gone for certain.
        forget_later(file)
    GoalEntry.objects.filter(pk=entry.pk).delete()


def make_goal_entry_private(*, entry: GoalEntry) -> None:
    """Take a line back from its mentor. There is no way to widen one."""
    GoalEntry.objects.filter(pk=entry.pk).update(audience=Goal.Audience.ONLY_ME)
