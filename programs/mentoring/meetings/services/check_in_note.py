"""What the two write beside a check-in, for both or for themselves (M5)."""

from datetime import datetime

from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.mentoring.meetings.models import CheckIn, CheckInNote


class CheckInNoteError(Refusal):
    """A rule refused the request."""


def write_check_in_note(
    *, check_in: CheckIn, by: Person, text: str, audience: CheckInNote.Audience, at: datetime
) -> CheckInNote:
    """Write a note; a shared one is read by the other of the two, and by nobody else.

    :raises CheckInNoteError: for a shared note in a mentorship that has ended.
    """
    if audience == CheckInNote.Audience.BOTH and not check_in.mentorship.is_open:
        raise CheckInNoteError(
            _("This mentorship has ended, so only you will be able to read new notes.")
        )
    return CheckInNote.objects.create(
        check_in=check_in, author=by, text=text, audience=audience, written_at=at
    )


def update_check_in_note(*, note: CheckInNote, text: str, audience: CheckInNote.Audience) -> None:
    """Change the words of a note, for the readers that stood beside the field.

    :raises CheckInNoteError: if it has other readers by now.
    """
    if not CheckInNote.objects.filter(pk=note.pk, audience=audience).update(text=text):
        raise CheckInNoteError(
            _("Who can read this note has changed since you opened the page. Please look again.")
        )


def share_check_in_note(*, note: CheckInNote) -> None:
    """Let the other of the two read a note that was its author's own."""
    CheckInNote.objects.filter(pk=note.pk).update(audience=CheckInNote.Audience.BOTH)


def make_check_in_note_private(*, note: CheckInNote) -> None:
    """Take a note back from the other of the two, at once."""
    CheckInNote.objects.filter(pk=note.pk).update(audience=CheckInNote.Audience.ONLY_ME)


def remove_check_in_note(*, note: CheckInNote) -> None:
    """Remove a note, for both and for good."""
    CheckInNote.objects.filter(pk=note.pk).delete()
