"""Pictures and PDFs in the log of a goal: cleaned, kept aside, read by those of the entry."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from common import file_store
from common.clean_files import CleanFile, FileError, clean_file
from programs.mentoring.goals.models import GoalEntry, GoalFile
from programs.mentoring.goals.services.goal import GoalError

# Of all the files in one person's goals.
MOST_BYTES = 200 * 1024 * 1024


class GoalFileError(GoalError):
    """The file cannot be kept. The message is fit to show."""


def clean_goal_file(*, owner: UUID, content: bytes) -> CleanFile:
    """Return a picture or a PDF as it may be kept. Takes seconds: no lock is to be held.

    :raises GoalFileError: if it cannot be kept, or ``owner`` has no room left.
    """
    _check_room(owner, 1)
    try:
        return clean_file(content, by=owner, has_preview=True)
    except FileError as error:
        raise GoalFileError(str(error)) from error


@transaction.atomic
def keep_goal_file(*, entry: GoalEntry, clean: CleanFile) -> GoalFile:
    """Keep a picture or a PDF with an entry; at most 200 MB for one person.

    :raises GoalFileError: if there is no room.
    """
    _check_room(entry.goal.owner_id, len(clean.content))
    kept = []
    try:
        return GoalFile.objects.create(
            entry=entry,
            kind=clean.kind,
            size=len(clean.content),
            stored_as=_store(clean.content, kept),
            preview_as=_store(clean.preview, kept) if clean.preview else "",
        )
    except BaseException:
        for name in kept:
            file_store.forget(name)
        raise


def file_names() -> Iterator[str]:
    """Yield the names of all files in goals, as they lie in the store."""
    for names in GoalFile.objects.values_list("stored_as", "preview_as").iterator():
        yield from filter(None, names)


@transaction.atomic
def remove_row_without_file(name: str) -> bool:
    """Take away the row of a file that is gone and say whether; the words of the entry stay.

    Where only the small picture is gone, the row stays with the whole one.
    """
    file = GoalFile.objects.filter(stored_as=name).first()
    if not file or file_store.is_stored(name):
        return False
    forget_later(file)
    file.delete()
    return True


def forget_later(file: GoalFile) -> None:
    """Remove what lies on the disk once the row is gone for certain."""
    for name in filter(None, (file.stored_as, file.preview_as)):
        transaction.on_commit(lambda name=name: file_store.forget(name))


def _check_room(owner, size):
    files = GoalFile.objects.filter(entry__goal__owner=owner)
    if (files.aggregate(used=Sum("size"))["used"] or 0) + size > MOST_BYTES:
        raise GoalFileError(
            _("You have reached the limit of 200 MB for your files. Delete some first.")
        )


def _store(content, kept):
    try:
        name = file_store.store(content)
    except file_store.NotStored as error:
        raise GoalFileError(str(error)) from error
    kept.append(name)
    return name
