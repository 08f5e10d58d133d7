"""Times one of the two proposes, and the other chooses from: without logging in, too (M12)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from programs.mentoring.meetings import notices
from programs.mentoring.meetings.models import CheckIn, ProposedTime, TimeProposal
from programs.mentoring.meetings.services.check_in import (
    CheckInError,
    lock_for_check_in,
    plan_check_in,
    require_free,
)
from programs.mentoring.mentorships.models import Mentorship

MOST_TIMES = 5


@transaction.atomic
def propose_times(
    *,
    mentorship: Mentorship,
    starts: Sequence[datetime],
    minutes: int,
    medium: CheckIn.Medium,
    by: Person,
    at: datetime,
) -> TimeProposal:
    """Propose one to five times, in place of what was proposed before, and tell the other one.

    Nothing is booked until one of them is chosen.

    :raises CheckInError: for a time that has passed, is years ahead, or meets another
        check-in of either; for no time, too many, or the same twice.
    """
    mentorship = lock_for_check_in(mentorship)
    if not 1 <= len(starts) <= MOST_TIMES:
        raise CheckInError(_("Suggest one to five times."))
    if len(set(starts)) < len(starts):
        raise CheckInError(_("You entered one of these times twice."))
    for moment in starts:
        require_free(mentorship, moment, minutes, by=by, at=at)
    _settle_open(mentorship, TimeProposal.Answer.WITHDRAWN, at=at)
    proposal = TimeProposal.objects.create(
        mentorship=mentorship, proposed_by=by, minutes=minutes, medium=medium, proposed_at=at
    )
    ProposedTime.objects.bulk_create(
        ProposedTime(proposal=proposal, starts_at=moment) for moment in sorted(starts)
    )
    notices.times_proposed(proposal, at=at)
    return proposal


@transaction.atomic
def choose_time(*, proposal: TimeProposal, time_id: UUID, at: datetime) -> CheckIn:
    """Book one of the times in the name of whoever was asked, and tell who proposed it.

    :raises CheckInError: if it was answered before, the time has passed, or one of the two
        has something else by now.
    """
    lock_for_check_in(proposal.mentorship)
    proposal = _lock_open(proposal)
    chosen = proposal.times.filter(pk=time_id).first()
    if chosen is None:
        raise CheckInError(_("Choose one of the times."))
    check_in = plan_check_in(
        mentorship=proposal.mentorship,
        starts_at=chosen.starts_at,
        minutes=proposal.minutes,
        medium=proposal.medium,
        by=proposal.asked,
        at=at,
    )
    proposal.check_in = check_in
    _answer(proposal, TimeProposal.Answer.CHOSEN, at=at)
    return check_in


@transaction.atomic
def refuse_times(*, proposal: TimeProposal, at: datetime) -> None:
    """Say that none of them suits; who proposed them is told, and finds others.

    :raises CheckInError: if it was answered before.
    """
    lock_for_check_in(proposal.mentorship)
    proposal = _lock_open(proposal)
    _answer(proposal, TimeProposal.Answer.NONE_SUITS, at=at)
    notices.no_time_suits(proposal, at=at)


@transaction.atomic
def withdraw_times(*, proposal: TimeProposal, at: datetime) -> None:
    """Take back what one proposed.

    :raises CheckInError: if it was answered before.
    """
    lock_for_check_in(proposal.mentorship)
    _answer(_lock_open(proposal), TimeProposal.Answer.WITHDRAWN, at=at)


def _lock_open(proposal):
    rows = TimeProposal.objects.with_people().select_for_update(of=("self",))
    proposal = rows.get(pk=proposal.pk)
    if not proposal.is_open:
        raise CheckInError(_("This has already been answered. Have a look at what is booked."))
    return proposal


def _settle_open(mentorship, answer, *, at):
    for proposal in mentorship.time_proposals.filter(answered_at=None):
        _answer(proposal, answer, at=at)


def _answer(proposal, answer, *, at):
    proposal.answer, proposal.answered_at = answer, at
    proposal.save(update_fields=["answer", "answered_at", "check_in"])
    notices.times_settled([proposal], at=at)
