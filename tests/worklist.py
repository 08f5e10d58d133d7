"""What one room alone puts on the worklist, and a pause that stands on it."""

from datetime import timedelta

from django.utils import timezone

from common.together import together
from programs.desk.rows import what_waits
from tests.factories import TODAY, PreceptorFactory, PreceptorshipFactory, PreceptorshipPauseFactory


def rows_of(room, programs, at):
    """``room`` is its module, as ``registration.py`` names it."""
    parts = room.waiting(programs, at, timezone.localdate(at))
    return list(what_waits(together(parts), at))


def paused(program, *, days, resumes_on=None, **fields):
    made = PreceptorshipFactory(
        cohort__program=program, paused=True, primary=PreceptorFactory(eligible=True), **fields
    )
    since = TODAY - timedelta(days=days)
    return PreceptorshipPauseFactory(preceptorship=made, valid_from=since, resumes_on=resumes_on)
