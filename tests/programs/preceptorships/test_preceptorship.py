from datetime import timedelta

import pytest
from django.db import IntegrityError

from people.notices.models import Notice
from programs.cohorts.models import Enrolment
from programs.cohorts.presets import BY_CODE
from programs.cohorts.services.program import create_program
from programs.preceptorships.models import Preceptorship, PreceptorshipChange, Review
from programs.preceptorships.services import preceptorship as services
from programs.preceptorships.services.pause import pause_preceptorship, resume_preceptorship
from programs.preceptorships.services.preceptorship_sweep import advance_preceptorships
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    EnrolmentFactory,
    FrameworkVersionFactory,
    PersonFactory,
    PhaseFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
Status = Preceptorship.Status
TOMORROW = TODAY + timedelta(days=1)


def publish(preset="nhs_gold", *, cohort_starts_on=TODAY, **options):
    program = create_program(preset=BY_CODE[preset], name="Ours", by=PersonFactory(), at=NOON)
    rules = program.preceptorship_rules
    rules.framework_version = FrameworkVersionFactory()
    rules.save()
    enrolment = EnrolmentFactory(cohort=CohortFactory(program=program, starts_on=cohort_starts_on))
    options = {"by": PersonFactory(), "at": NOON, "today": TODAY, **options}
    return services.publish_preceptorship(
        enrolment=enrolment, preceptor=PreceptorFactory(), **options
    )


# Publishing


def test_p1_publish_lays_down_reviews_and_phases_of_the_preset():
    preceptorship = publish("nhs_core")

    days = [(review.due_on - TODAY).days for review in preceptorship.reviews.all()]
    kinds = [review.kind for review in preceptorship.reviews.all()]
    assert days == [14, 91, 182]
    assert kinds == ["initial", "middle", "final"]
    assert [phase.name for phase in preceptorship.phases.all()] == [
        "Supernumerary",
        "Settling in",
        "Growing",
    ]


def test_p1_p2_publish_pins_the_framework_version_and_the_dates():
    preceptorship = publish("nhs_gold")

    rules = preceptorship.program.preceptorship_rules
    assert preceptorship.framework_version_id == rules.framework_version_id
    assert preceptorship.ends_on == TODAY + timedelta(weeks=52)
    assert preceptorship.supported_until == TODAY + timedelta(weeks=26)


@pytest.mark.parametrize(
    ("starts_on", "begins_on", "status"),
    [
        (TOMORROW, TOMORROW, Status.PLANNED),
        (TODAY, TODAY, Status.ACTIVE),
        (TODAY - timedelta(days=9), TODAY, Status.ACTIVE),
    ],
)
def test_publish_begins_on_the_cohorts_day_or_today(starts_on, begins_on, status):
    preceptorship = publish(cohort_starts_on=starts_on)

    assert (preceptorship.starts_on, preceptorship.status) == (begins_on, status)


def test_publish_names_the_primary_preceptor_from_the_start():
    preceptorship = publish()

    assignment = preceptorship.assignments.get()
    assert (assignment.role, assignment.valid_from, assignment.valid_to) == (
        "primary",
        TODAY,
        None,
    )


def test_publish_leaves_its_first_trace_and_runs_the_hooks(hooks):
    preceptorship = publish()

    change = preceptorship.changes.get()
    assert (change.from_status, change.to_status) == ("", Status.ACTIVE)
    assert hooks == ["opened"]


def test_a_learner_has_one_open_preceptorship_in_a_cohort():
    preceptorship = publish()
    enrolment = Enrolment.objects.get(learner=preceptorship.learner)

    with pytest.raises(IntegrityError):
        services.publish_preceptorship(
            enrolment=enrolment,
            preceptor=PreceptorFactory(),
            by=None,
            at=NOON,
            today=TODAY,
        )


# The calendar


def test_p23_advance_begins_what_is_planned_for_today():
    planned = PreceptorshipFactory(status="planned", starts_on=TODAY)
    PreceptorshipFactory(status="planned", starts_on=TOMORROW)

    taken = advance_preceptorships(today=TODAY, at=NOON)

    planned.refresh_from_db()
    assert (taken, planned.status) == (1, Status.ACTIVE)


def test_p23_reaching_the_end_asks_for_the_final_review_and_completes_nothing():
    preceptorship = PreceptorshipFactory(starts_on=TODAY - timedelta(weeks=52), ends_on=TODAY)

    advance_preceptorships(today=TODAY + timedelta(days=400), at=NOON)

    preceptorship.refresh_from_db()
    assert preceptorship.status == Status.FINAL_REVIEW_DUE
    assert preceptorship.is_open


def test_p15_advance_leaves_what_is_paused():
    preceptorship = PreceptorshipFactory(
        paused=True, starts_on=TODAY - timedelta(weeks=52), ends_on=TODAY
    )

    assert advance_preceptorships(today=TODAY, at=NOON) == 0
    preceptorship.refresh_from_db()
    assert preceptorship.status == Status.PAUSED


def test_advance_twice_takes_each_step_once():
    PreceptorshipFactory(
        status="planned", starts_on=TODAY - timedelta(weeks=60), ends_on=TODAY - timedelta(weeks=8)
    )

    assert advance_preceptorships(today=TODAY, at=NOON) == 2
    assert advance_preceptorships(today=TODAY, at=NOON) == 0
    assert PreceptorshipChange.objects.count() == 2


# Pausing


def pause_and_resume(preceptorship, *, days):
    acting = {"by": PersonFactory(), "at": NOON}
    pause_preceptorship(preceptorship=preceptorship, reason="Leave", today=TODAY, **acting)
    resume_preceptorship(preceptorship=preceptorship, today=TODAY + timedelta(days=days), **acting)
    preceptorship.refresh_from_db()


def test_p15_a_pause_moves_the_end_and_the_support():
    preceptorship = PreceptorshipFactory()
    before = (preceptorship.ends_on, preceptorship.supported_until)

    pause_and_resume(preceptorship, days=30)

    after = (preceptorship.ends_on, preceptorship.supported_until)
    assert after == tuple(day + timedelta(days=30) for day in before)
    assert preceptorship.status == Status.ACTIVE


def test_p15_a_pause_moves_only_reviews_that_are_still_to_be_held():
    preceptorship = PreceptorshipFactory()
    held = ReviewFactory(
        preceptorship=preceptorship,
        due_on=TODAY - timedelta(days=5),
        held_on=TODAY,
        held_by=PersonFactory(),
    )
    waiting = ReviewFactory(preceptorship=preceptorship, due_on=TODAY + timedelta(days=5))
    overdue = ReviewFactory(preceptorship=preceptorship, due_on=TODAY - timedelta(days=3))

    pause_and_resume(preceptorship, days=10)

    dates = dict(Review.objects.values_list("pk", "due_on"))
    assert dates == {
        held.pk: TODAY - timedelta(days=5),
        waiting.pk: TODAY + timedelta(days=15),
        overdue.pk: TODAY + timedelta(days=7),
    }


def test_p15_a_pause_moves_the_phases_not_lived_through():
    preceptorship = PreceptorshipFactory()
    over = PhaseFactory(preceptorship=preceptorship, ends_on=TODAY - timedelta(days=1))
    now = PhaseFactory(preceptorship=preceptorship, starts_on=TODAY - timedelta(days=1))

    pause_and_resume(preceptorship, days=10)

    over.refresh_from_db(), now.refresh_from_db()
    assert over.ends_on == TODAY - timedelta(days=1)
    assert now.ends_on == preceptorship.ends_on


def test_p15_a_pause_has_at_least_one_day():
    preceptorship = PreceptorshipFactory()
    before = preceptorship.ends_on

    pause_and_resume(preceptorship, days=0)

    assert preceptorship.ends_on == before + timedelta(days=1)


def test_p15_a_pause_returns_to_where_it_began(acting):
    preceptorship = PreceptorshipFactory(status=Status.FINAL_REVIEW_DUE)

    pause_and_resume(preceptorship, days=3)

    assert preceptorship.status == Status.FINAL_REVIEW_DUE


def test_pausing_runs_the_hooks_after_the_dates_have_moved(hooks):
    pause_and_resume(PreceptorshipFactory(), days=3)

    assert hooks == ["paused", "resumed"]


def test_pausing_takes_reminders_of_reviews_back(acting):
    review = ReviewFactory()
    reminder = Notice.objects.create(
        kind="review_due",
        recipient=PersonFactory(),
        object_id=review.pk,
        occurs_on=TODAY,
        created_at=NOON,
    )

    pause_preceptorship(preceptorship=review.preceptorship, reason="Leave", **acting)

    reminder.refresh_from_db()
    assert reminder.superseded_at == NOON


def test_resume_refuses_what_is_not_paused(acting):
    with pytest.raises(services.PreceptorshipError, match="not paused"):
        resume_preceptorship(preceptorship=PreceptorshipFactory(), **acting)
