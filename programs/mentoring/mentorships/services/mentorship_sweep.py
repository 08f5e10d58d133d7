"""What the calendar alone does to mentorships (M13, M15). Nothing here waits for an answer."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Value

from programs.cohorts.schedule import add_months
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.mentorship import (
    close_mentorship,
    end_trial,
    follow_up_mentorship,
    wind_down_mentorship,
)

Status = Mentorship.Status
Ending = Mentorship.Ending
# M13: from then on it is one of those asked how it went on.
FOLLOW_UP_AFTER_MONTHS = 3


def advance_mentorships(*, today: date, at: datetime) -> int:
    """Take every step that is due by the calendar; return how many were taken.

    Proposals nobody answered come to nothing, trials go on, the last weeks begin, what is
    past its planned end or silent for too long closes, and what closed three months ago is
    followed up. May run twice, also at once: each mentorship is its own transaction, and
    whoever comes second finds the step taken.
    """
    return sum(
        (
            _take(_expired_proposals(at), _let_proposal_go, at=at),
            _take(_trials_over(today), end_trial, at=at),
            _take(_near_their_end(today), _wind_down, at=at),
            _take(_past_their_end(today), _complete, at=at),
            _take(Mentorship.objects.lapsed(at), _lapse, at=at),
            _take(_to_follow_up(at), follow_up_mentorship, at=at),
        )
    )


def _take(due, step: Callable, *, at) -> int:
    return sum(_take_one(due, pk, step, at=at) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _take_one(due, pk, step, *, at) -> bool:
    """Take the step if it is still due: the two may have been faster, or another sweep."""
    free = Mentorship.objects.select_for_update(of=("self",), skip_locked=True)
    if not free.filter(pk=pk).exists():
        return False
    mentorship = due.filter(pk=pk).first()
    if mentorship is None:
        return False
    step(mentorship=mentorship, at=at)
    return True


def _expired_proposals(at):
    return Mentorship.objects.proposed().filter(proposal_expires_at__lte=at)


def _trials_over(today):
    return Mentorship.objects.filter(status=Status.TRIAL, trial_ends_on__lte=today)


def _near_their_end(today):
    weeks = F("program__mentorship_rules__winding_down_weeks")
    week = Value(timedelta(weeks=1), DurationField())
    before = ExpressionWrapper(weeks * week, output_field=DurationField())
    active = Mentorship.objects.filter(status=Status.ACTIVE)
    left = ExpressionWrapper(F("planned_end_on") - Value(today), output_field=DurationField())
    return active.annotate(left=left).filter(left__lte=before)


def _past_their_end(today):
    return Mentorship.objects.filter(status=Status.WINDING_DOWN, planned_end_on__lt=today)


def _to_follow_up(at):
    since = add_months(at.date(), -FOLLOW_UP_AFTER_MONTHS)
    ended = Mentorship.objects.came_to_an_end()
    return ended.filter(status=Status.CLOSED, closed_at__date__lte=since)


def _let_proposal_go(*, mentorship, at):
    close_mentorship(mentorship=mentorship, ending=Ending.NOT_BEGUN, by=None, at=at)


def _wind_down(*, mentorship, at):
    wind_down_mentorship(mentorship=mentorship, by=None, at=at)


def _complete(*, mentorship, at):
    close_mentorship(mentorship=mentorship, ending=Ending.COMPLETED, by=None, at=at)


def _lapse(*, mentorship, at):
    close_mentorship(mentorship=mentorship, ending=Ending.LAPSED, by=None, at=at)
