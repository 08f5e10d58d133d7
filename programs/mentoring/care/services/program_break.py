"""Holidays of a program, in which no pair's clock runs (M12)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from programs.cohorts.models import Program
from programs.mentoring.care.models import ProgramBreak
from programs.mentoring.care.services.care import fill_care_queue

LONGEST = timedelta(days=366)


class ProgramBreakError(Refusal):
    """It cannot be noted; the message is for the coordinator."""


@transaction.atomic
def add_break(*, program: Program, name: str, valid_from: date, valid_to: date) -> ProgramBreak:
    """Let the program rest on these days, both included.

    :raises ProgramBreakError: if that is more than a year, or there is one on some of these days.
    """
    if valid_to - valid_from > LONGEST:
        raise ProgramBreakError(_("That is more than a year. Please check the year."))
    Program.objects.select_for_update().get(pk=program.pk)
    if program.breaks.filter(valid_from__lte=valid_to, valid_to__gte=valid_from).exists():
        raise ProgramBreakError(_("Some of these days are already part of a break."))
    return ProgramBreak.objects.create(
        program=program, name=name, valid_from=valid_from, valid_to=valid_to
    )


@transaction.atomic
def remove_break(*, pause: ProgramBreak, at: datetime) -> None:
    """Let the clocks of the program's pairs run on; who is silent by them is queued at once."""
    pause.delete()
    fill_care_queue(program=pause.program, at=at)
