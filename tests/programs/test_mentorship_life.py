"""The states of a mentorship and the steps between them (M15)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.models import Mentorship, MentorshipChange
from programs.services import mentorship as services
from tests.factories import NOON, TODAY, MentorshipFactory

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


ACTS = {
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


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(ACTS)), max_size=8))
def test_m15_any_walk_leaves_an_unbroken_history(db, acts):
    mentorship = MentorshipFactory()
    by = mentorship.learner.person
    for day, act in enumerate(acts):
        try:
            act(mentorship, by=by, at=NOON + timedelta(days=day))
        except services.MentorshipError:
            continue

    mentorship.refresh_from_db()
    steps = list(mentorship.changes.values_list("from_status", "to_status"))
    statuses = [Status.ACTIVE, *[after for __, after in steps]]
    assert [before for before, __ in steps] == statuses[:-1]
    assert mentorship.status == statuses[-1]
    assert mentorship.pauses.filter(valid_to=None).count() == (mentorship.status == Status.PAUSED)


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
