"""Care queues, and what a coordinator does about a silent pair (M9).

One writes to both, leaves the pair for later, or takes it up again.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Program
from programs.mentoring.care import notices
from programs.mentoring.care.models import CareQueueEntry, CareStep
from programs.mentoring.care.need import (
    Signal,
    awake,
    in_need_of_care,
    queued_in,
    with_signal,
)
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.mentorship import lock_mentorship

# After a message the pair gets so long before the queue lists it again.
TIME_TO_ANSWER = timedelta(days=14)
# Entries of care queues written at once.
BATCH = 2000
# What one may leave a pair for.
REST_WEEKS = (1, 4)


class CareError(Refusal):
    """It cannot be done; the message is for the coordinator."""


def fill_care_queues(*, at: datetime) -> int:
    """Fill the queue of every mentoring program; return how many pairs they list."""
    programs = Program.objects.filter(kind=Program.Kind.MENTORSHIP)
    return sum(fill_care_queue(program=program, at=at) for program in programs)


@transaction.atomic
def fill_care_queue(*, program: Program, at: datetime) -> int:
    """List every pair of a program that shows a signal now, and no other; return how many.

    Pairs that are written to or left for later are listed as well: whether they rest is asked
    when the queue is read.
    """
    # The row of the program is the lock: two that fill at once would wait for each other's rows.
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    pairs = with_signal(in_need_of_care(program.mentorships.all(), at=at))
    silent = [
        CareQueueEntry(mentorship_id=pk, program=program, signal=signal, counts_from=since)
        for pk, signal, since in pairs.values_list("pk", "signal", "counts_from")
    ]
    entries = CareQueueEntry.objects.filter(program=program)
    entries.exclude(pk__in=[entry.pk for entry in silent]).delete()
    CareQueueEntry.objects.bulk_create(
        silent,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["mentorship"],
        update_fields=["signal", "counts_from"],
    )
    return len(silent)


@transaction.atomic
def write_to_pair(*, mentorship: Mentorship, by: Person, at: datetime, today: date) -> CareStep:
    """Send both the words of the signal the pair is queued for, as the coordinator read them.

    They ask nothing of what the two talk about.

    :raises CareError: if the pair needs no care any more, or somebody else was quicker.
    """
    mentorship = lock_mentorship(mentorship)
    queued = awake(queued_in(mentorship.program).filter(pk=mentorship.pk), today=today)
    pair = in_need_of_care(queued, at=at).select_related("queue_entry").first()
    if pair is None:
        raise CareError(_("This pair is in touch again, or someone has just written to them."))
    notices.care_offered(mentorship, signal=Signal(pair.queue_entry.signal), by=by, at=at)
    return _take_step(mentorship, CareStep.Kind.WROTE, by, at, until=today + TIME_TO_ANSWER)


@transaction.atomic
def leave_pair(
    *, mentorship: Mentorship, weeks: int, by: Person, at: datetime, today: date
) -> CareStep:
    """List the pair no more for so many weeks; nobody is told.

    :raises CareError: for a time that is not on offer.
    """
    if weeks not in REST_WEEKS:
        raise CareError(_("Choose one of the times listed."))
    mentorship = lock_mentorship(mentorship)
    until = today + timedelta(weeks=weeks)
    return _take_step(mentorship, CareStep.Kind.LEFT, by, at, until=until)


def take_up_pair(*, mentorship: Mentorship, today: date) -> None:
    """List the pair again from today on, as long as it shows a signal."""
    mentorship.care_steps.filter(rests_until__gt=today).update(rests_until=today)


def _take_step(mentorship, kind, by, at, *, until):
    return CareStep.objects.create(
        mentorship=mentorship, kind=kind, taken_by=by, taken_at=at, rests_until=until
    )
