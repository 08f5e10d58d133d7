"""What two people want to talk about, and what each takes on until the next time (M12)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.mentoring.meetings.models import ActionItem, AgendaItem, CheckIn
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.mentorship import lock_mentorship

# More than anybody talks about, and few enough for a page.
MOST = 50


class AgendaError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def add_to_agenda(*, check_in: CheckIn, by: Person, text: str, at: datetime) -> AgendaItem:
    """Put a topic on the agenda; the other of the two reads it at once.

    :raises AgendaError: if the mentorship has ended, the check-in is off, the topic stands
        there already, or the agenda is full.
    """
    _require_open(check_in.mentorship)
    current = CheckIn.objects.get(pk=check_in.pk)
    if current.cancelled_at:
        raise AgendaError(_("This check-in was moved or cancelled. Open the current one."))
    if check_in.agenda.filter(text=text).exists():
        raise AgendaError(_("That is on the agenda already."))
    if check_in.agenda.count() >= MOST:
        raise AgendaError(_("This agenda is full. Remove something first."))
    return AgendaItem.objects.create(check_in=check_in, author=by, text=text, added_at=at)


def remove_from_agenda(*, item: AgendaItem) -> None:
    AgendaItem.objects.filter(pk=item.pk).delete()


@transaction.atomic
def take_on(
    *, mentorship: Mentorship, owner: Person, text: str, at: datetime, due_on: date | None = None
) -> ActionItem:
    """Write down what one of the two will do; it stays on every agenda until it is done.

    :raises AgendaError: if the mentorship has ended, or ``owner`` is none of the two.
    """
    mentorship = _require_open(mentorship)
    if owner.pk not in {person.pk for person in mentorship.both}:
        raise AgendaError(_("Choose one of the two of you."))
    if ActionItem.objects.open().filter(mentorship=mentorship).count() >= MOST:
        raise AgendaError(_("This list is full. Finish or remove something first."))
    return ActionItem.objects.create(
        mentorship=mentorship, owner=owner, text=text, due_on=due_on, written_at=at
    )


def finish_action(*, action: ActionItem, on: date) -> None:
    ActionItem.objects.open().filter(pk=action.pk).update(done_on=on)


def reopen_action(*, action: ActionItem) -> None:
    """Undo ``finish_action``."""
    ActionItem.objects.filter(pk=action.pk).update(done_on=None)


def remove_action(*, action: ActionItem) -> None:
    ActionItem.objects.filter(pk=action.pk).delete()


def _require_open(mentorship):
    mentorship = lock_mentorship(mentorship)
    if not mentorship.is_open:
        raise AgendaError(_("This mentorship has ended."))
    return mentorship
