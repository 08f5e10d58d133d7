"""The life of a mentorship, from its opening to its end (M1, M8, M12, M13, M15)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Enrolment, Exclusion
from programs.cohorts.schedule import add_months
from programs.mentoring.goals import notices as goals_notices
from programs.mentoring.goals.models import Goal, GoalShare
from programs.mentoring.meetings import notices as meetings_notices
from programs.mentoring.meetings.models import TimeProposal
from programs.mentoring.mentorships import notices as mentorships_notices
from programs.mentoring.mentorships.models import (
    Mentorship,
    MentorshipChange,
    MentorshipPause,
    MentorshipReview,
)

# After these the mentee waits for another mentor, ahead of others. One side's leaving is
# among them like the rest, so that nobody can tell from the list how it ended (M8).
WAITS_AGAIN = (
    Mentorship.Ending.EARLY_MUTUAL,
    Mentorship.Ending.EARLY_ONE_SIDE,
    Mentorship.Ending.LAPSED,
    Mentorship.Ending.NOT_BEGUN,
)


class MentorshipError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def pause_mentorship(*, mentorship: Mentorship, by: Person, at: datetime, today: date) -> None:
    """Stop every clock of a running mentorship until one of the two takes it up again (M12).

    What was booked is called off, because nobody knows how long a pause lasts.

    :raises MentorshipError: if it does not run.
    """
    mentorship = lock_mentorship(mentorship)
    before = mentorship.status
    take_step(mentorship, Mentorship.Status.PAUSED, by=by, at=at, paused_status=before)
    MentorshipPause.objects.create(mentorship=mentorship, valid_from=today, paused_by=by)
    call_off(mentorship, by=by, at=at)
    mentorships_notices.mentorship_paused(mentorship, by=by, at=at)


@transaction.atomic
def resume_mentorship(*, mentorship: Mentorship, by: Person, at: datetime, today: date) -> None:
    """Take a paused mentorship up where it stood; its dates move by as long as it lasted.

    :raises MentorshipError: if it is not paused.
    """
    mentorship = lock_mentorship(mentorship)
    if not mentorship.is_paused:
        raise MentorshipError(_("This mentorship is not paused."))

    take_step(mentorship, mentorship.paused_status, by=by, at=at, paused_status="")
    pause = mentorship.pauses.get(valid_to=None)
    pause.valid_to = max(pause.valid_from, today)
    pause.save(update_fields=["valid_to"])
    lasted = pause.valid_to - pause.valid_from
    ahead = mentorship.reviews.filter(held_at=None, due_on__gte=pause.valid_from)
    ahead.update(due_on=F("due_on") + lasted)
    Mentorship.objects.filter(pk=mentorship.pk).update(
        planned_end_on=F("planned_end_on") + lasted, trial_ends_on=F("trial_ends_on") + lasted
    )
    mentorships_notices.mentorship_resumed(mentorship, by=by, at=at)


def end_once_winding_down(mentorship: Mentorship, *, on: date) -> date:
    """Return the last day of a mentorship that enters its last weeks on this day."""
    weeks = mentorship.program.mentorship_rules.winding_down_weeks
    latest = on + timedelta(weeks=weeks)
    return min(filter(None, [mentorship.planned_end_on, latest]))


@transaction.atomic
def wind_down_mentorship(*, mentorship: Mentorship, by: Person | None, at: datetime) -> None:
    """Enter the last weeks before the planned end, in which the two look back (M13).

    Where no end is planned, or one further away, it is now the program's
    ``winding_down_weeks`` from today. Tells whoever did not do it.

    :raises MentorshipError: unless it is active.
    """
    mentorship = lock_mentorship(mentorship)
    if mentorship.is_paused:
        raise MentorshipError(_("End the pause first."))
    ends_on = end_once_winding_down(mentorship, on=at.date())
    take_step(mentorship, Mentorship.Status.WINDING_DOWN, by=by, at=at, planned_end_on=ends_on)
    mentorships_notices.mentorship_winding_down(mentorship, by=by, at=at)


@transaction.atomic
def end_trial(*, mentorship: Mentorship, at: datetime) -> None:
    """Let a mentorship whose trial is over go on; nobody has to say anything (M15).

    :raises MentorshipError: unless it is on trial.
    """
    mentorship = lock_mentorship(mentorship)
    if mentorship.status != Mentorship.Status.TRIAL:
        raise MentorshipError(_("This mentorship is not on trial."))
    take_step(mentorship, Mentorship.Status.ACTIVE, by=None, at=at)
    mentorships_notices.trial_ended(mentorship, at=at)


@transaction.atomic
def renew_mentorship(*, mentorship: Mentorship, months: int, by: Person, at: datetime) -> None:
    """Go on after winding down, for ``months`` past the planned end (M1, M13).

    :raises MentorshipError: unless it is winding down.
    """
    mentorship = lock_mentorship(mentorship)
    if mentorship.status != Mentorship.Status.WINDING_DOWN:
        raise MentorshipError(_("A mentorship can only be renewed near its end."))

    ends_on = add_months(mentorship.planned_end_on or at.date(), months)
    take_step(mentorship, Mentorship.Status.ACTIVE, by=by, at=at, planned_end_on=ends_on)
    mentorship.next_steps.all().delete()
    mentorships_notices.mentorship_renewed(mentorship, at=at)


@transaction.atomic
def leave_mentorship(*, mentorship: Mentorship, by: Person, at: datetime) -> None:
    """End an open mentorship at once, no reason asked (M8).

    Calls off what was booked, ends the sharing of goals, tells both in the same neutral
    words, bars the pair from being proposed again and lets the mentee wait for another
    mentor with priority. Check-ins already held stay untouched. Coordinators are told
    nothing but that it has ended.

    :raises MentorshipError: if it was closed first by somebody else.
    """
    mentorship = lock_mentorship(mentorship)
    if mentorship.is_proposed:
        raise MentorshipError(_("This mentorship has not begun. You can say no to it."))
    _close(mentorship, Mentorship.Ending.EARLY_ONE_SIDE, by=by, at=at)
    Exclusion.objects.bar(mentorship.mentor.person, mentorship.learner.person, at=at)


@transaction.atomic
def close_mentorship(
    *, mentorship: Mentorship, ending: Mentorship.Ending, by: Person | None, at: datetime
) -> None:
    """End a mentorship that is complete, that both want to end, or that has lapsed (M13).

    :raises MentorshipError: if it is closed already, or one side alone is leaving, which
        is another service because it has other consequences.
    """
    if ending == Mentorship.Ending.EARLY_ONE_SIDE:
        raise MentorshipError(_("To end it on your own, leave the mentorship."))
    _close(lock_mentorship(mentorship), ending, by=by, at=at)


@transaction.atomic
def follow_up_mentorship(*, mentorship: Mentorship, at: datetime) -> None:
    """Enter the time in which the two are asked, months later, how it went on (M13).

    :raises MentorshipError: unless it is closed and came to a good end.
    """
    mentorship = lock_mentorship(mentorship)
    if not mentorship.came_to_an_end:
        raise MentorshipError(_("Only a mentorship that has ended can be followed up."))
    take_step(mentorship, Mentorship.Status.FOLLOW_UP, by=None, at=at)


@transaction.atomic
def hold_mentorship_review(*, review: MentorshipReview, by: Person, at: datetime) -> None:
    """Note that the two have looked at how it goes (M1).

    :raises MentorshipError: if that was noted before, or it has ended.
    """
    if not lock_mentorship(review.mentorship).is_open:
        raise MentorshipError(_("This mentorship has already ended."))
    waiting = MentorshipReview.objects.filter(pk=review.pk, held_at=None)
    if not waiting.update(held_at=at, held_by=by):
        raise MentorshipError(_("You have already looked back at this point."))
    mentorships_notices.review_held(review, at=at)


def lock_mentorship(mentorship: Mentorship) -> Mentorship:
    """Return the row as it is now, nobody else's to change until the transaction ends."""
    rows = Mentorship.objects.with_people().select_for_update(of=("self",))
    return rows.get(pk=mentorship.pk)


def take_step(mentorship, status, *, by, at, **fields):
    """Take one of the declared steps and leave its trace (M15); the row is locked."""
    if not mentorship.may_become(status):
        raise MentorshipError(_refusal(mentorship, status))
    before = mentorship.status
    fields["status"] = status
    for name, value in fields.items():
        setattr(mentorship, name, value)
    mentorship.save(update_fields=list(fields))
    record_step(mentorship, before, by=by, at=at)


def _refusal(mentorship, status):
    if not mentorship.is_open:
        return _("This mentorship has already ended.")
    if mentorship.status == status:
        return _("That has already been done.")
    now, then = mentorship.get_status_display(), Mentorship.Status(status).label
    return _("A mentorship can't go from “%(now)s” to “%(then)s”.") % {"now": now, "then": then}


def record_step(mentorship, before, *, by, at):
    MentorshipChange.objects.create(
        mentorship=mentorship,
        from_status=before,
        to_status=mentorship.status,
        changed_at=at,
        changed_by=by,
    )


def _close(mentorship, ending, *, by, at):
    closing = {"closed_at": at, "closed_by": by, "ending": ending, "paused_status": ""}
    was_proposed = mentorship.is_proposed
    if was_proposed != (ending == Mentorship.Ending.NOT_BEGUN):
        raise MentorshipError(_("Only a suggested match can be closed this way."))
    take_step(mentorship, Mentorship.Status.CLOSED, by=by, at=at, **closing)
    pause = mentorship.pauses.filter(valid_to=None)
    pause.update(valid_to=Greatest(F("valid_from"), at.date()))
    # Both are told of the end alike, and with it what to take out of their calendars (M8).
    call_off(mentorship, by=None, at=at)
    _end_sharing(mentorship, at=at)
    _release(mentorship, ending)
    if was_proposed and by is not None and by not in mentorship.both:
        mentorships_notices.proposal_withdrawn(mentorship, at=at)
    elif was_proposed:
        mentorships_notices.proposal_ended(mentorship, by=by, at=at)
    else:
        mentorships_notices.mentorship_closed(mentorship, by=by, at=at)


def call_off(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    """Cancel the check-ins still to come and the times to choose from, and ask no more.

    The other one's calendar learns of it with what they are told, one's own by itself.
    """
    ahead = mentorship.check_ins.upcoming(at)
    called_off = list(ahead)
    ahead.update(cancelled_at=at, sequence=F("sequence") + 1)
    asked = mentorship.time_proposals.filter(answered_at=None)
    proposals = list(asked)
    asked.update(answer=TimeProposal.Answer.WITHDRAWN, answered_at=at)
    meetings_notices.check_ins_off(called_off, at=at)
    meetings_notices.times_settled(proposals, at=at)
    for check_in in called_off if by else []:
        meetings_notices.check_in_taken_out(check_in, by=by, at=at)
    mentorships_notices.pair_rests(mentorship, at=at)


def _end_sharing(mentorship, *, at):
    """Give every goal back to its owner alone: no next mentor reads it unasked (DESIGN 16)."""
    shares = GoalShare.objects.filter(mentorship=mentorship, shared_until=None)
    goal_ids = list(shares.values_list("goal", flat=True))
    goals = Goal.objects.filter(pk__in=goal_ids)
    shares.update(shared_until=Greatest(F("shared_from"), at))
    goals.update(audience=Goal.Audience.ONLY_ME)
    goals_notices.goals_unshared(goal_ids, at=at)


def _release(mentorship, ending):
    waits = ending in WAITS_AGAIN and mentorship.learner.person.is_active
    enrolment = Enrolment.objects.filter(
        cohort=mentorship.cohort_id, learner=mentorship.learner_id, status=Enrolment.Status.PAIRED
    )
    status = Enrolment.Status.WAITING if waits else Enrolment.Status.FINISHED
    enrolment.update(status=status, has_priority=waits)
