"""How a mentorship comes to its end: what each would like next, and what each takes along (M13)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from programs.mentoring.mentorships.models import ClosingWords, Mentorship, NextStep
from programs.mentoring.mentorships.services.mentorship import (
    MentorshipError,
    close_mentorship,
    lock_mentorship,
    renew_mentorship,
)


@transaction.atomic
def choose_next_step(
    *,
    mentorship: Mentorship,
    by: Person,
    choice: NextStep.Choice,
    at: datetime,
    months: int | None = None,
) -> bool:
    """Say what one would like after the planned end; return whether it is renewed by that.

    It goes on when both want it, by the smaller of the two numbers of months. Nothing
    waits for an answer: without both it ends on the planned day.

    :raises MentorshipError: unless it is in its last weeks.
    """
    mentorship = lock_mentorship(mentorship)
    if mentorship.status != Mentorship.Status.WINDING_DOWN:
        raise MentorshipError(_("You can answer this in the last weeks before the end."))
    months = months if choice == NextStep.Choice.RENEW else None
    NextStep.objects.update_or_create(
        mentorship=mentorship,
        person=by,
        defaults={"choice": choice, "months": months, "chosen_at": at},
    )
    wishes = list(mentorship.next_steps.filter(choice=NextStep.Choice.RENEW))
    if len(wishes) < 2:
        return False
    months = min(wish.months for wish in wishes)
    renew_mentorship(mentorship=mentorship, months=months, by=by, at=at)
    return True


@transaction.atomic
def end_mentorship(*, mentorship: Mentorship, by: Person, at: datetime) -> None:
    """Close it today where both have said that it may end (M13).

    It was completed if the calendar had begun the closing, and ended early by both if one
    of them had.

    :raises MentorshipError: if not both have said so.
    """
    mentorship = lock_mentorship(mentorship)
    if not both_want_to_end(mentorship):
        raise MentorshipError(_("It can only end today if you both want to finish."))
    began = mentorship.changes.filter(to_status=Mentorship.Status.WINDING_DOWN).last()
    is_early = began is not None and began.changed_by_id is not None
    ending = Mentorship.Ending.EARLY_MUTUAL if is_early else Mentorship.Ending.COMPLETED
    close_mentorship(mentorship=mentorship, ending=ending, by=by, at=at)


def both_want_to_end(mentorship: Mentorship) -> bool:
    """Whether both have answered, and neither wants to go on."""
    if mentorship.status != Mentorship.Status.WINDING_DOWN:
        return False
    choices = list(mentorship.next_steps.values_list("choice", flat=True))
    return len(choices) == 2 and NextStep.Choice.RENEW not in choices


@transaction.atomic
def write_closing_words(
    *,
    mentorship: Mentorship,
    by: Person,
    at: datetime,
    achieved: str = "",
    learned: str = "",
    unfinished: str = "",
    thanks: str = "",
) -> ClosingWords:
    """Write down what one takes along; only ``thanks`` is read by the other of the two.

    :raises MentorshipError: before the last weeks.
    """
    mentorship = lock_mentorship(mentorship)
    if not can_be_looked_back_on(mentorship):
        raise MentorshipError(_("You can answer this in the last weeks before the end."))
    words = {
        "achieved": achieved,
        "learned": learned,
        "unfinished": unfinished,
        "thanks": thanks,
    }
    written, __ = ClosingWords.objects.update_or_create(
        mentorship=mentorship, author=by, defaults={**words, "written_at": at}
    )
    return written


def can_be_looked_back_on(mentorship: Mentorship) -> bool:
    return not mentorship.is_open or mentorship.status == Mentorship.Status.WINDING_DOWN
