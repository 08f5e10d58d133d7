"""The states of a mentorship and the steps between them (M15)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from programs.cohorts.models import Enrolment
from programs.mentoring.mentorships.models import Mentorship, MentorshipChange
from programs.mentoring.mentorships.services import closing
from programs.mentoring.mentorships.services import mentorship as services
from programs.mentoring.mentorships.services import mentorship_opening as opening
from programs.mentoring.mentorships.services.mentorship_sweep import advance_mentorships
from tests.examples import examples
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    EnrolmentFactory,
    MentorFactory,
    MentoringProgramFactory,
    MentorshipFactory,
)

pytestmark = pytest.mark.django_db
Status, Ending = Mentorship.Status, Mentorship.Ending
EVERY_STEP = [(before, after) for before in Mentorship.STEPS for after in Status]


def pause(mentorship, **options):
    services.pause_mentorship(mentorship=mentorship, today=TODAY, **options)


def resume(mentorship, **options):
    services.resume_mentorship(mentorship=mentorship, today=TODAY, **options)


def wind_down(mentorship, **options):
    services.wind_down_mentorship(mentorship=mentorship, **options)


def renew(mentorship, **options):
    services.renew_mentorship(mentorship=mentorship, months=3, **options)


def leave(mentorship, **options):
    services.leave_mentorship(mentorship=mentorship, **options)


def complete(mentorship, **options):
    services.close_mentorship(mentorship=mentorship, ending=Ending.COMPLETED, **options)


def follow_up(mentorship, at, **options):
    services.follow_up_mentorship(mentorship=mentorship, at=at)


def accept(mentorship, **options):
    """By both."""
    for person in mentorship.both:
        opening.accept_mentorship(
            mentorship=mentorship, by=person, at=options["at"], today=options["at"].date()
        )


def decline(mentorship, **options):
    opening.decline_mentorship(mentorship=mentorship, **options)


def end_trial(mentorship, at, **options):
    services.end_trial(mentorship=mentorship, at=at)


ACTS = {
    accept: Status.ACTIVE,
    decline: Status.CLOSED,
    end_trial: Status.ACTIVE,
    pause: Status.PAUSED,
    resume: Status.ACTIVE,
    wind_down: Status.WINDING_DOWN,
    renew: Status.ACTIVE,
    leave: Status.CLOSED,
    complete: Status.CLOSED,
    follow_up: Status.FOLLOW_UP,
}


def in_status(status):
    if status in (Status.CLOSED, Status.FOLLOW_UP):
        return MentorshipFactory(status=status, closed_at=NOON, ending=Ending.COMPLETED)
    if status == Status.PAUSED:
        mentorship = MentorshipFactory()
        pause(mentorship, by=mentorship.mentor.person, at=NOON)
        mentorship.refresh_from_db()
        return mentorship
    return MentorshipFactory(status=status)


def test_m15_every_status_is_in_the_table():
    assert set(Mentorship.STEPS) == {"", *Status}


@pytest.mark.parametrize(("before", "after"), EVERY_STEP)
def test_m15_history_holds_only_declared_steps(before, after):
    change = MentorshipChange(
        mentorship=MentorshipFactory(), from_status=before, to_status=after, changed_at=NOON
    )

    if after in Mentorship.STEPS[before]:
        change.save()
        return
    with pytest.raises(IntegrityError):
        change.save()


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_m15_an_act_takes_a_declared_step_or_changes_nothing(act, status):
    mentorship = in_status(status)
    traces = mentorship.changes.count()
    # A pause ends where it began, and only a mentorship near its end is renewed.
    is_declared = ACTS[act] in Mentorship.STEPS[status]
    is_allowed = {
        accept: status == Status.PROPOSED,
        decline: status == Status.PROPOSED,
        end_trial: status == Status.TRIAL,
        leave: is_declared and status != Status.PROPOSED,
        complete: is_declared and status != Status.PROPOSED,
        resume: status == Status.PAUSED,
        renew: status == Status.WINDING_DOWN,
        wind_down: status == Status.ACTIVE,
    }
    expected = ACTS[act] if is_allowed.get(act, is_declared) else status

    try:
        act(mentorship, by=mentorship.mentor.person, at=NOON)
    except services.MentorshipError:
        assert expected == status

    mentorship.refresh_from_db()
    assert mentorship.status == expected
    assert mentorship.changes.count() == traces + (expected != status)


def wish(choice):
    def act(mentorship, by, at):
        months = 2 if choice == "renew" else None
        closing.choose_next_step(mentorship=mentorship, by=by, choice=choice, months=months, at=at)

    act.__name__ = f"wish to {choice}"
    return act


def end(mentorship, **options):
    closing.end_mentorship(mentorship=mentorship, **options)


def sweep(mentorship, by, at):
    advance_mentorships(today=at.date(), at=at)


def one_yes(mentorship, by, at):
    opening.accept_mentorship(mentorship=mentorship, by=by, at=at, today=at.date())


WALK = [*ACTS, one_yes, wish("renew"), wish("end"), end, sweep]
A_WALK = st.lists(
    st.tuples(st.sampled_from(WALK), st.integers(0, 1), st.sampled_from([0, 1, 6, 40, 200])),
    max_size=14,
)


def proposed_anew(trial_weeks, planned_months):
    enrolment = EnrolmentFactory(
        cohort=CohortFactory(program=MentoringProgramFactory(), starts_on=TODAY)
    )
    rules = enrolment.cohort.program.mentorship_rules
    rules.trial_weeks, rules.planned_months = trial_weeks, planned_months
    rules.save()
    return opening.propose_mentorship(
        enrolment=enrolment, mentor=MentorFactory(), by=None, at=NOON, today=TODAY
    )


@examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(A_WALK, st.sampled_from([0, 4]), st.sampled_from([None, 6]))
def test_m15_any_walk_keeps_what_always_holds(db, walk, trial_weeks, planned_months):
    """Whoever does what, whenever, whatever the calendar does between."""
    mentorship, at = proposed_anew(trial_weeks, planned_months), NOON
    for act, side, days in walk:
        at += timedelta(days=days)
        mentorship = Mentorship.objects.get(pk=mentorship.pk)
        before, traces = mentorship.status, mentorship.changes.count()
        try:
            act(mentorship, by=mentorship.both[side], at=at)
        except services.MentorshipError:
            unchanged = Mentorship.objects.get(pk=mentorship.pk)
            assert (unchanged.status, unchanged.changes.count()) == (before, traces)
        hold_to_the_rules(mentorship.pk)


def hold_to_the_rules(pk):
    mentorship = Mentorship.objects.with_people().get(pk=pk)
    history = list(mentorship.changes.values_list("from_status", "to_status"))
    statuses = ["", *[after for __, after in history]]
    assert [before for before, __ in history] == statuses[:-1]
    assert mentorship.status == statuses[-1]
    assert all(after in Mentorship.STEPS[before] for before, after in history)
    assert mentorship.pauses.filter(valid_to=None).count() == mentorship.is_paused
    # M15: it begins when both have said yes, and not before.
    has_begun = mentorship.began_at is not None
    said_yes = mentorship.mentor_accepted_at and mentorship.mentee_accepted_at
    assert has_begun == bool(said_yes)
    assert has_begun == mentorship.reviews.exists()
    # M8: how it ended is told to nobody, but whoever waits goes first.
    enrolment = Enrolment.objects.get(learner=mentorship.learner)
    waits = mentorship.ending in services.WAITS_AGAIN
    assert enrolment.has_priority == waits
    assert (enrolment.status == Enrolment.Status.WAITING) == waits
    # M12, M13: nothing stays booked or asked in what is over.
    assert mentorship.is_open == (mentorship.status not in (Status.CLOSED, Status.FOLLOW_UP))
    if not mentorship.is_running:
        assert not mentorship.check_ins.planned().exists()


def test_m15_a_pause_returns_to_where_it_began():
    mentorship = MentorshipFactory(status=Status.WINDING_DOWN)
    pause(mentorship, by=mentorship.mentor.person, at=NOON)

    resume(mentorship, by=mentorship.mentor.person, at=NOON)

    mentorship.refresh_from_db()
    assert mentorship.status == Status.WINDING_DOWN


def test_m15_nobody_leaves_what_ended_a_moment_before():
    mentorship = MentorshipFactory()
    stale = Mentorship.objects.get(pk=mentorship.pk)
    leave(mentorship, by=mentorship.learner.person, at=NOON)

    with pytest.raises(services.MentorshipError, match="already ended"):
        leave(stale, by=stale.mentor.person, at=NOON)
