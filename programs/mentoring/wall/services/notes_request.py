"""A mentee asks to see what their mentor noted about them, and the mentor answers (M5)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.permissions import is_mentee_of, is_mentor_of
from programs.mentoring.mentorships.services.mentorship import lock_mentorship
from programs.mentoring.wall import notices as wall_notices
from programs.mentoring.wall.models import NotesRequest


class NotesRequestError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def ask_for_notes(*, mentorship: Mentorship, by: Person, at: datetime) -> NotesRequest:
    """Ask the mentor; it stays asked until they answer, and nothing presses them.

    :raises NotesRequestError: if ``by`` is not the mentee of an open mentorship, or it is
        asked already.
    """
    mentorship = lock_mentorship(mentorship)
    if not is_mentee_of(by, mentorship) or not mentorship.is_open:
        raise NotesRequestError(_("A mentee can ask this while the mentorship is open."))
    try:
        with transaction.atomic():
            request = NotesRequest.objects.create(mentorship=mentorship, asked_at=at)
    except IntegrityError as error:
        raise NotesRequestError(
            _("You have already asked. Please give your mentor some time.")
        ) from error
    wall_notices.notes_asked(mentorship, at=at)
    return request


@transaction.atomic
def answer_notes_request(*, mentorship: Mentorship, by: Person, answer: str, at: datetime) -> None:
    """Answer in words; which notes are shared is decided note by note beside it.

    :raises NotesRequestError: if ``by`` is not the mentor, or nothing is asked any more.
    """
    if not is_mentor_of(by, mentorship):
        raise NotesRequestError(_("Only the mentor can answer this."))
    waiting = NotesRequest.objects.filter(mentorship=mentorship, answered_at=None)
    if not waiting.update(answered_at=at, answer=answer):
        raise NotesRequestError(_("There is no open request."))
    wall_notices.notes_answered(mentorship, at=at)
