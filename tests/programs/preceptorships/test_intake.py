"""An intake that starts on another day: what has not begun moves along, what runs does not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Notice
from programs.cohorts.services.cohort import update_cohort
from programs.preceptorships.models import Preceptorship
from tests.factories import (
    TODAY,
    CohortFactory,
    CompetencyStateFactory,
    MentorshipFactory,
    PhaseFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramCoordinatorFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def cohort():
    return CohortFactory(starts_on=TODAY + WEEK)


def planned(cohort):
    return PreceptorshipFactory(
        cohort=cohort,
        primary=PreceptorFactory(),
        starts_on=cohort.starts_on,
        status="planned",
    )


def move(cohort, acting, by=WEEK):
    update_cohort(cohort=cohort, name=cohort.name, starts_on=cohort.starts_on + by, **acting)


def test_an_intake_takes_all_dates_of_what_is_planned_along(acting, cohort):
    preceptorship = planned(cohort)
    review = ReviewFactory(preceptorship=preceptorship, position=1, due_on=TODAY + 5 * WEEK)
    phase = PhaseFactory(preceptorship=preceptorship)
    state = CompetencyStateFactory(preceptorship=preceptorship, due_on=TODAY + 4 * WEEK)
    rows = (preceptorship, phase, preceptorship.assignments.get())
    starts = [preceptorship.starts_on, phase.starts_on, rows[2].valid_from]
    ends_on = preceptorship.ends_on

    move(cohort, acting)

    for row in (*rows, review, state):
        row.refresh_from_db()
    moved = [preceptorship.starts_on, phase.starts_on, rows[2].valid_from]
    assert moved == [start + WEEK for start in starts]
    assert preceptorship.ends_on == ends_on + WEEK
    assert (review.due_on, state.due_on) == (TODAY + 6 * WEEK, TODAY + 5 * WEEK)


def test_an_intake_tells_each_once_and_keeps_it_in_the_history(acting, cohort):
    preceptorship = planned(cohort)

    move(cohort, acting)

    told = Notice.objects.filter(kind="preceptorship_moved")
    assert told.count() == 2
    assert preceptorship.changes.get().reason == "The whole intake moved"


def test_an_intake_leaves_what_runs_as_it_is(acting, cohort):
    running = PreceptorshipFactory(cohort=cohort, starts_on=TODAY)

    move(cohort, acting)

    running.refresh_from_db()
    assert running.starts_on == TODAY
    assert not Notice.objects.exists()


def test_an_intake_can_move_to_an_earlier_day_but_not_before_today(acting, cohort):
    preceptorship = planned(cohort)

    move(cohort, acting, by=-4 * WEEK)

    preceptorship.refresh_from_db()
    assert preceptorship.starts_on == TODAY


def test_a_new_name_alone_moves_nothing(acting, cohort):
    preceptorship = planned(cohort)
    Preceptorship.objects.update(starts_on=TODAY + 3 * WEEK)

    update_cohort(cohort=cohort, name="Another", starts_on=cohort.starts_on, **acting)

    preceptorship.refresh_from_db()
    assert preceptorship.starts_on == TODAY + 3 * WEEK


def test_an_intake_of_mentors_takes_proposals_along(acting):
    mentorship = MentorshipFactory(
        status="proposed", proposal_expires_at=acting["at"], starts_on=TODAY
    )
    cohort = mentorship.cohort

    update_cohort(cohort=cohort, name=cohort.name, starts_on=TODAY + 2 * WEEK, **acting)

    mentorship.refresh_from_db()
    assert mentorship.starts_on == TODAY + 2 * WEEK


def test_cohort_update_moves_the_intake(client, cohort):
    preceptorship = planned(cohort)
    client.force_login(ProgramCoordinatorFactory(program=cohort.program).person)
    later = cohort.starts_on + 52 * WEEK

    client.post(
        reverse("programs:cohort-update", args=[cohort.pk]),
        {"name": cohort.name, "starts_on": later},
    )

    preceptorship.refresh_from_db()
    assert preceptorship.starts_on == later
