"""Hours as planned or corrected, confirmed or questioned by the other side (P26)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from programs.preceptorships.permissions import can_run_preceptorship
from programs.shifts import notices
from programs.shifts.hours import COUNTED, standing_of
from programs.shifts.models import Shift
from programs.shifts.services.roster import ShiftError, settles_after
from programs.shifts.services.shift import lock_shift

_JUDGED = (
    "minutes",
    "is_supernumerary",
    "settles_at",
    "corrected_at",
    "corrected_by",
    "confirmed_at",
    "confirmed_by",
    "questioned_at",
    "questioned_by",
    "question",
)


@transaction.atomic
def correct_hours(
    *, shift: Shift, minutes: int, is_supernumerary: bool, by: Person, at: datetime
) -> None:
    """Say how long it really was; the other side's time to question it begins again.

    What a coordinator says counts at once.

    :raises ShiftError: if it has not ended or was called off, or the time is no shift's.
    """
    shift = _lock_over(shift, at=at)
    decides = _decides(shift, by)
    _refuse_settled(shift, decides, at=at)
    if not 1 <= minutes <= (shift.ends_at - shift.starts_at).total_seconds() // 60:
        raise ShiftError(_("That's more than the time from start to end."))
    shift.minutes, shift.is_supernumerary = minutes, is_supernumerary
    shift.corrected_at, shift.corrected_by = at, by
    shift.settles_at = at + settles_after(shift.preceptorship)
    shift.questioned_at, shift.questioned_by, shift.question = None, None, ""
    shift.confirmed_at, shift.confirmed_by = (at, by) if decides else (None, None)
    shift.save(update_fields=_JUDGED)
    notices.hours_corrected(shift, by=by, at=at)


@transaction.atomic
def confirm_hours(*, shift: Shift, by: Person, at: datetime) -> None:
    """Agree to the hours, also to those one had questioned; confirmed twice changes nothing.

    :raises ShiftError: if it has not ended, or ``by`` corrected or is asked about them.
    """
    shift = _lock_over(shift, at=at)
    if shift.confirmed_at:
        return
    if shift.corrected_by_id == by.pk:
        raise ShiftError(_("You corrected these hours, so the other person has to confirm them."))
    if shift.questioned_by_id not in (None, by.pk) and not _decides(shift, by):
        raise ShiftError(
            _("These hours have been questioned. Correct them, or talk to each other.")
        )
    shift.confirmed_at, shift.confirmed_by = at, by
    shift.questioned_at, shift.questioned_by, shift.question = None, None, ""
    shift.save(update_fields=_JUDGED)
    notices.hours_settled(shift, at=at)


@transaction.atomic
def question_hours(*, shift: Shift, question: str, by: Person, at: datetime) -> None:
    """Say what is wrong with the hours: until it is settled they do not count.

    :raises ShiftError: if it has not ended, nothing is said, ``by`` gave these hours, or they
        are questioned already.
    """
    shift = _lock_over(shift, at=at)
    if not question.strip():
        raise ShiftError(_("Say in a few words what isn't right."))
    _refuse_settled(shift, _decides(shift, by), at=at)
    if shift.corrected_by_id == by.pk:
        raise ShiftError(_("These hours are yours. Correct them instead."))
    if shift.questioned_at:
        raise ShiftError(_("These hours have already been questioned."))
    shift.questioned_at, shift.questioned_by = at, by
    shift.question = question.strip()
    shift.confirmed_at, shift.confirmed_by = None, None
    shift.save(update_fields=_JUDGED)
    notices.hours_questioned(shift, by=by, at=at)


def _lock_over(shift: Shift, *, at: datetime) -> Shift:
    shift = lock_shift(shift)
    if shift.is_called_off:
        raise ShiftError(_("This was cancelled."))
    if not shift.is_over(at):
        raise ShiftError(_("You can confirm or correct the hours once it has ended."))
    return shift


def _refuse_settled(shift: Shift, decides: bool, *, at: datetime) -> None:
    if not decides and standing_of(shift, at=at) == COUNTED:
        raise ShiftError(_("These hours already count. The coordinator can still correct them."))


def _decides(shift: Shift, by: Person) -> bool:
    """A coordinator's word ends it, where they are not one of the two."""
    return not shift.takes_part(by) and can_run_preceptorship(by, shift.preceptorship)
