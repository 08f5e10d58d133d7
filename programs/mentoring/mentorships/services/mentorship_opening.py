"""How a mentorship begins: proposed to both and accepted by both, or at once (M1, M15)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Mentor, Person
from programs.cohorts.models import Cohort, Enrolment, Exclusion
from programs.cohorts.schedule import add_months, mentorship_review_dates
from programs.mentoring.mentorships import notices
from programs.mentoring.mentorships.models import Mentorship, MentorshipReview
from programs.mentoring.mentorships.services.mentorship import (
    MentorshipError,
    close_mentorship,
    lock_mentorship,
    record_step,
    take_step,
)


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
    mentorship = _new(enrolment, mentor, by=by, at=at, today=today, style=style)
    rules = enrolment.cohort.program.mentorship_rules
    beginning = _beginning(rules, starts_on=starts_on or mentorship.starts_on, at=at)
    for name, value in beginning.items():
        setattr(mentorship, name, value)
    mentorship.save()
    record_step(mentorship, "", by=by, at=at)
    _begin(mentorship, rules, at=at)
    return mentorship


@transaction.atomic
def propose_mentorship(
    *, enrolment: Enrolment, mentor: Mentor, by: Person | None, at: datetime, today: date
) -> Mentorship:
    """Ask both whether they want to walk together; it begins when both have said yes (M15).

    They have the program's ``acceptance_days``. The caller holds the locks, as for
    ``open_mentorship``: a proposal fills a place of the mentor's like a mentorship does.

    :raises IntegrityError: where one is open already.
    """
    rules = enrolment.cohort.program.mentorship_rules
    mentorship = _new(enrolment, mentor, by=by, at=at, today=today)
    mentorship.status = Mentorship.Status.PROPOSED
    mentorship.proposal_expires_at = at + timedelta(days=rules.acceptance_days)
    mentorship.save()
    record_step(mentorship, "", by=by, at=at)
    notices.mentorship_proposed(mentorship, at=at)
    return mentorship


@transaction.atomic
def accept_mentorship(*, mentorship: Mentorship, by: Person, at: datetime, today: date) -> bool:
    """Say yes to a proposal; return whether both have now, so that it begins (M15).

    Saying yes twice changes nothing.

    :raises MentorshipError: if it is a proposal no longer.
    """
    mentorship = lock_mentorship(mentorship)
    if not mentorship.is_proposed or mentorship.proposal_expires_at <= at:
        raise MentorshipError(_("This suggestion is no longer open."))

    side = mentorship.acceptance_of(by)
    if getattr(mentorship, side) is None:
        setattr(mentorship, side, at)
        mentorship.save(update_fields=[side])
        notices.proposal_answered(mentorship, by=by, at=at)
    if not (mentorship.mentor_accepted_at and mentorship.mentee_accepted_at):
        return False

    rules = mentorship.program.mentorship_rules
    starts_on = max(mentorship.starts_on, today)
    beginning = _beginning(rules, starts_on=starts_on, at=at)
    take_step(mentorship, beginning.pop("status"), by=by, at=at, **beginning)
    _begin(mentorship, rules, at=at)
    return True


@transaction.atomic
def decline_mentorship(*, mentorship: Mentorship, by: Person, at: datetime) -> None:
    """Say no to a proposal: no reason, not again with these two, first in the next match (M8).

    :raises MentorshipError: if it is a proposal no longer.
    """
    mentorship = lock_mentorship(mentorship)
    if not mentorship.is_proposed:
        raise MentorshipError(_("This suggestion is no longer open."))
    close_mentorship(mentorship=mentorship, ending=Mentorship.Ending.NOT_BEGUN, by=by, at=at)
    Exclusion.objects.bar(mentorship.mentor.person, mentorship.learner.person, at=at)


def move_proposals(cohort: Cohort, by: Person, at: datetime, today: date) -> None:
    """Let what is proposed in a cohort begin with it, now that it starts on another day."""
    proposals = Mentorship.objects.proposed().filter(cohort=cohort)
    proposals.update(starts_on=max(cohort.starts_on, today))


@transaction.atomic
def withdraw_proposal(*, mentorship: Mentorship, by: Person, at: datetime) -> None:
    """Take a proposal back before it begins; the two may be proposed to each other again.

    The mentee waits anew, and goes first. Who had not heard of it hears nothing.

    :raises MentorshipError: if it is a proposal no longer.
    """
    mentorship = lock_mentorship(mentorship)
    if not mentorship.is_proposed:
        raise MentorshipError(_("This suggestion is no longer open."))
    close_mentorship(mentorship=mentorship, ending=Mentorship.Ending.NOT_BEGUN, by=by, at=at)


def _new(enrolment, mentor, *, by, at, today, style=""):
    """A mentorship as its program wants it, not saved yet; its mentee waits no longer."""
    cohort, rules = enrolment.cohort, enrolment.cohort.program.mentorship_rules
    Enrolment.objects.filter(pk=enrolment.pk).update(
        status=Enrolment.Status.PAIRED, has_priority=False
    )
    return Mentorship(
        program=cohort.program,
        cohort=cohort,
        learner=enrolment.learner,
        mentor=mentor,
        style=style or rules.style,
        cadence_days=rules.cadence_days,
        meeting_minutes=rules.meeting_minutes,
        starts_on=max(cohort.starts_on, today),
        created_at=at,
        created_by=by,
    )


def _beginning(rules, *, starts_on, at):
    """With what it begins: on trial where the program has one, else at once."""
    trial = timedelta(weeks=rules.trial_weeks)
    return {
        "began_at": at,
        "status": Mentorship.Status.TRIAL if trial else Mentorship.Status.ACTIVE,
        "starts_on": starts_on,
        "trial_ends_on": starts_on + trial if trial else None,
        "planned_end_on": _planned_end(rules, starts_on),
    }


def _begin(mentorship, rules, *, at):
    _plan_reviews(mentorship, rules)
    notices.mentorship_opened(mentorship, at=at)


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
