"""The life of a mentorship, from its opening to its end (M1, M8, M12, M13, M15)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from people.models import Mentor, Person
from programs import mentoring_notices
from programs.models import (
    Enrolment,
    Exclusion,
    Goal,
    GoalShare,
    Mentorship,
    MentorshipChange,
    MentorshipPause,
    MentorshipReview,
)
from programs.schedule import add_months, mentorship_review_dates

# After these the mentee waits for another mentor, ahead of others. One side's leaving is
# among them like the rest, so that nobody can tell from the list how it ended (M8).
WAITS_AGAIN = (
    Mentorship.Ending.EARLY_MUTUAL,
    Mentorship.Ending.EARLY_ONE_SIDE,
    Mentorship.Ending.LAPSED,
)


class MentorshipError(Exception):
    """A rule refused the request. The message is fit to show."""


@transaction.atomic
def open_mentorship(
    *,
    enrolment: Enrolment,
    mentor: Mentor,
    by: Person | None,
    at: datetime,
    today: date,
    style: str = "",
    starts_on: date | None = None,
) -> Mentorship:
    """Begin a mentorship with its cadence and review points, and tell both (M1).

    The caller holds the locks and has asked whether the two may be paired (DESIGN 17);
    what is left to the database is that a pair and a learner have one open mentorship.
    It starts at the cohort's date, or today if that has passed.

    :raises IntegrityError: where one is open already.
    """
    cohort, rules = enrolment.cohort, enrolment.cohort.program.mentorship_rules
    starts_on = starts_on or max(cohort.starts_on, today)
    mentorship = Mentorship.objects.create(
        program=cohort.program,
        cohort=cohort,
        learner=enrolment.learner,
        mentor=mentor,
        status=Mentorship.Status.ACTIVE,
        style=style or rules.style,
        cadence_days=rules.cadence_days,
        meeting_minutes=rules.meeting_minutes,
        starts_on=starts_on,
        planned_end_on=_planned_end(rules, starts_on),
        created_at=at,
        created_by=by,
    )
    _plan_reviews(mentorship, rules)
    _record_step(mentorship, "", by=by, at=at)
    Enrolment.objects.filter(pk=enrolment.pk).update(
        status=Enrolment.Status.PAIRED, has_priority=False
    )
    mentoring_notices.mentorship_opened(mentorship, at=at)
    return mentorship


@transaction.atomic
def pause_mentorship(*, mentorship: Mentorship, by: Person, at: datetime, today: date) -> None:
    """Stop every clock of a running mentorship until one of the two takes it up again (M12).

    What was booked is called off, because nobody knows how long a pause lasts.

    :raises MentorshipError: if it does not run.
    """
    mentorship = _lock(mentorship)
    before = mentorship.status
    _step(mentorship, Mentorship.Status.PAUSED, by=by, at=at, paused_status=before)
    MentorshipPause.objects.create(mentorship=mentorship, valid_from=today, paused_by=by)
    _call_off(mentorship, at=at)
    mentoring_notices.mentorship_paused(mentorship, by=by, at=at)


@transaction.atomic
def resume_mentorship(*, mentorship: Mentorship, by: Person, at: datetime, today: date) -> None:
    """Take a paused mentorship up where it stood; its dates move by as long as it lasted.

    :raises MentorshipError: if it is not paused.
    """
    mentorship = _lock(mentorship)
    if not mentorship.is_paused:
        raise MentorshipError(_("This mentorship is not paused."))

    _step(mentorship, mentorship.paused_status, by=by, at=at, paused_status="")
    pause = mentorship.pauses.get(valid_to=None)
    pause.valid_to = max(pause.valid_from, today)
    pause.save(update_fields=["valid_to"])
    lasted = pause.valid_to - pause.valid_from
    ahead = mentorship.reviews.filter(held_at=None, due_on__gte=pause.valid_from)
    ahead.update(due_on=F("due_on") + lasted)
    Mentorship.objects.filter(pk=mentorship.pk).update(planned_end_on=F("planned_end_on") + lasted)
    mentoring_notices.mentorship_resumed(mentorship, by=by, at=at)


@transaction.atomic
def wind_down_mentorship(*, mentorship: Mentorship, by: Person | None, at: datetime) -> None:
    """Enter the last weeks before the planned end, in which the two look back (M13).

    :raises MentorshipError: unless it is active.
    """
    mentorship = _lock(mentorship)
    if mentorship.is_paused:
        raise MentorshipError(_("A pause comes to its end first."))
    _step(mentorship, Mentorship.Status.WINDING_DOWN, by=by, at=at)


@transaction.atomic
def renew_mentorship(*, mentorship: Mentorship, months: int, by: Person, at: datetime) -> None:
    """Go on after winding down, for ``months`` past the planned end (M1, M13).

    :raises MentorshipError: unless it is winding down.
    """
    mentorship = _lock(mentorship)
    if mentorship.status != Mentorship.Status.WINDING_DOWN:
        raise MentorshipError(_("Only a mentorship near its end can be renewed."))

    ends_on = add_months(mentorship.planned_end_on or at.date(), months)
    _step(mentorship, Mentorship.Status.ACTIVE, by=by, at=at, planned_end_on=ends_on)


@transaction.atomic
def leave_mentorship(*, mentorship: Mentorship, by: Person, at: datetime) -> None:
    """End an open mentorship at once, no reason asked (M8).

    Calls off what was booked, ends the sharing of goals, tells the other side in neutral
    words, bars the pair from being proposed again and lets the mentee wait for another
    mentor with priority. Check-ins already held stay untouched. Coordinators are told
    nothing but that it has ended.

    :raises MentorshipError: if it was closed first by somebody else.
    """
    mentorship = _lock(mentorship)
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
        raise MentorshipError(_("To end it alone is to leave it."))
    _close(_lock(mentorship), ending, by=by, at=at)


@transaction.atomic
def follow_up_mentorship(*, mentorship: Mentorship, at: datetime) -> None:
    """Enter the time in which the two are asked, months later, how it went on (M13).

    :raises MentorshipError: unless it is closed.
    """
    _step(_lock(mentorship), Mentorship.Status.FOLLOW_UP, by=None, at=at)


@transaction.atomic
def hold_mentorship_review(*, review: MentorshipReview, by: Person, at: datetime) -> None:
    """Note that the two have looked at how it goes (M1).

    :raises MentorshipError: if that was noted before, or it has ended.
    """
    if not _lock(review.mentorship).is_open:
        raise MentorshipError(_("This mentorship has already ended."))
    waiting = MentorshipReview.objects.filter(pk=review.pk, held_at=None)
    if not waiting.update(held_at=at, held_by=by):
        raise MentorshipError(_("You have looked back at this point already."))


def _lock(mentorship: Mentorship) -> Mentorship:
    """Return the row as it is now, nobody else's to change until the transaction ends."""
    rows = Mentorship.objects.with_people().select_for_update(of=("self",))
    return rows.get(pk=mentorship.pk)


def _step(mentorship, status, *, by, at, **fields):
    """Take one of the declared steps and leave its trace (M15); the row is locked."""
    if not mentorship.may_become(status):
        raise MentorshipError(_refusal(mentorship, status))
    before = mentorship.status
    fields["status"] = status
    for name, value in fields.items():
        setattr(mentorship, name, value)
    mentorship.save(update_fields=list(fields))
    _record_step(mentorship, before, by=by, at=at)


def _refusal(mentorship, status):
    if not mentorship.is_open:
        return _("This mentorship has already ended.")
    if mentorship.status == status:
        return _("That has been done already.")
    now, then = mentorship.get_status_display(), Mentorship.Status(status).label
    return _("A mentorship cannot go from “%(now)s” to “%(then)s”.") % {"now": now, "then": then}


def _record_step(mentorship, before, *, by, at):
    MentorshipChange.objects.create(
        mentorship=mentorship,
        from_status=before,
        to_status=mentorship.status,
        changed_at=at,
        changed_by=by,
    )


def _close(mentorship, ending, *, by, at):
    closing = {"closed_at": at, "closed_by": by, "ending": ending, "paused_status": ""}
    _step(mentorship, Mentorship.Status.CLOSED, by=by, at=at, **closing)
    pause = mentorship.pauses.filter(valid_to=None)
    pause.update(valid_to=Greatest(F("valid_from"), at.date()))
    _call_off(mentorship, at=at)
    _end_sharing(mentorship, at=at)
    _release(mentorship, ending)
    mentoring_notices.mentorship_closed(mentorship, by=by, at=at)


def _call_off(mentorship, *, at):
    """Cancel the check-ins still to come, and take back every reminder of them."""
    ahead = mentorship.check_ins.upcoming(at)
    ids = list(ahead.values_list("pk", flat=True))
    ahead.update(cancelled_at=at)
    mentoring_notices.withdraw_bookings(ids, at=at)
    mentoring_notices.withdraw_reminders(mentorship.pk, at=at)


def _end_sharing(mentorship, *, at):
    """Give every goal back to its owner alone: no next mentor reads it unasked (DESIGN 16)."""
    shares = GoalShare.objects.filter(mentorship=mentorship, shared_until=None)
    goals = Goal.objects.filter(pk__in=list(shares.values_list("goal", flat=True)))
    shares.update(shared_until=Greatest(F("shared_from"), at))
    goals.update(audience=Goal.Audience.ONLY_ME)


def _release(mentorship, ending):
    waits = ending in WAITS_AGAIN
    enrolment = Enrolment.objects.filter(
        cohort=mentorship.cohort_id, learner=mentorship.learner_id, status=Enrolment.Status.PAIRED
    )
    status = Enrolment.Status.WAITING if waits else Enrolment.Status.FINISHED
    enrolment.update(status=status, has_priority=waits)


def _planned_end(rules, starts_on):
    return add_months(starts_on, rules.planned_months) if rules.planned_months else None


def _plan_reviews(mentorship, rules):
    dates = mentorship_review_dates(
        starts_on=mentorship.starts_on,
        months=rules.review_months,
        every_months=rules.review_every_months,
        ends_on=mentorship.planned_end_on,
    )
    MentorshipReview.objects.bulk_create(
        MentorshipReview(mentorship=mentorship, position=position, due_on=due_on)
        for position, due_on in enumerate(dates, 1)
    )
