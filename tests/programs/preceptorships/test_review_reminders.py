from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from people.notices.models import Delivery, Notice
from people.notices.services.reminders import plan_reminders
from programs.cohorts.models import ProgramCoordinator
from programs.preceptorships.models import Preceptorship, Review
from programs.preceptorships.services.review import hold_review
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    LearnerFactory,
    PersonFactory,
    PreceptorAssignmentFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramCoordinatorFactory,
    ProgramFactory,
    ReviewFactory,
)

plan_reviews = partial(plan_reminders, "reviews")
pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DEPUTY = ProgramCoordinator.Role.DEPUTY


@pytest.fixture
def helen():
    return PersonFactory(name="Helen Ward")


@pytest.fixture
def review(helen):
    """A review due today, of Amara with her preceptor Priya, in a program that Helen runs."""
    preceptorship = PreceptorshipFactory(
        cohort=CohortFactory(program=ProgramFactory(name="Northfield", coordinator=helen)),
        learner=LearnerFactory(person__name="Amara Okafor"),
        primary=PreceptorFactory(person__name="Priya Nair"),
    )
    return ReviewFactory(preceptorship=preceptorship, kind=Review.Kind.MIDDLE)


def told():
    """Who was told what, in the order of names."""
    rows = Notice.objects.filter(superseded_at=None).order_by("recipient__name", "step")
    return [(notice.recipient.name, notice.kind) for notice in rows]


def test_n2_a_review_that_falls_due_is_told_to_preceptor_and_learner(review):
    planned = plan_reviews(at=NOON)

    assert planned == 2
    assert told() == [("Amara Okafor", "own_review_due"), ("Priya Nair", "review_due")]


def test_a_review_that_is_still_ahead_is_not_told(review):
    assert plan_reviews(at=NOON - DAY) == 0


def test_n4_planning_twice_adds_nothing(review):
    plan_reviews(at=NOON)

    assert plan_reviews(at=NOON + timedelta(minutes=15)) == 0
    assert Delivery.objects.count() == 2


def test_n2_it_is_told_once_more_after_the_days_of_the_program(review):
    plan_reviews(at=NOON)
    plan_reviews(at=NOON + 2 * DAY)

    plan_reviews(at=NOON + 3 * DAY)

    assert told() == [
        ("Amara Okafor", "own_review_due"),
        ("Amara Okafor", "own_review_overdue"),
        ("Priya Nair", "review_due"),
        ("Priya Nair", "review_overdue"),
    ]


def test_n2_then_the_coordinator_is_told(review):
    for days in range(8):
        plan_reviews(at=NOON + days * DAY)

    assert ("Helen Ward", "review_escalated") in told()
    assert Notice.objects.count() == 5


def test_n2_nothing_follows_the_escalation(review):
    for days in range(8):
        plan_reviews(at=NOON + days * DAY)

    assert plan_reviews(at=NOON + 100 * DAY) == 0


def test_n2_whoever_was_not_told_in_time_hears_of_the_present_step_only(review):
    plan_reviews(at=NOON + 10 * DAY)

    assert told() == [
        ("Amara Okafor", "own_review_overdue"),
        ("Helen Ward", "review_escalated"),
        ("Priya Nair", "review_overdue"),
    ]


def test_n2_the_coordinator_gets_facts(review):
    plan_reviews(at=NOON + 10 * DAY)

    notice = Notice.objects.get(kind="review_escalated")
    assert notice.data == {
        "learner": "Amara Okafor",
        "program": "Northfield",
        "review": "middle",
        "due_on": "2026-11-23",
    }
    assert notice.path == f"/preceptorships/{review.preceptorship_id}/plan/"


def test_n3_a_review_falls_due_when_the_day_begins_where_the_reader_is(review):
    learner = review.preceptorship.learner.person
    learner.time_zone = "Pacific/Auckland"
    learner.save(update_fields=["time_zone"])
    # It is the 23rd in Auckland, and still the 22nd in London.
    plan_reviews(at=datetime(2026, 11, 22, 12, tzinfo=UTC))

    assert told() == [("Amara Okafor", "own_review_due")]


def test_holding_the_review_stops_the_repeats(review, helen):
    plan_reviews(at=NOON)
    hold_review(review=review, held_on=TODAY, by=helen, at=NOON, today=TODAY)

    assert plan_reviews(at=NOON + 10 * DAY) == 0
    # What is told from now on is that it has to be signed.
    assert {kind for _name, kind in told()} == {"own_review_to_sign", "review_to_sign"}


def test_a_review_held_meanwhile_is_not_mailed_in_the_morning(review):
    plan_reviews(at=NOON)
    Review.objects.update(held_on=TODAY, held_by=PersonFactory())

    plan_reviews(at=NOON)

    statuses = Delivery.objects.values_list("status", flat=True).distinct()
    assert list(statuses) == [Delivery.Status.SUPPRESSED]


def test_a_moved_date_takes_the_old_reminder_back(review):
    plan_reviews(at=NOON)
    Review.objects.update(due_on=TODAY + 7 * DAY)

    plan_reviews(at=NOON)
    plan_reviews(at=NOON + 7 * DAY)

    shown = Notice.objects.filter(superseded_at=None).values_list("occurs_on", flat=True)
    assert set(shown) == {TODAY + 7 * DAY}
    assert Delivery.objects.filter(status=Delivery.Status.DUE).count() == 2


def test_a_date_that_moves_back_is_told_once(review):
    plan_reviews(at=NOON)
    Review.objects.update(due_on=TODAY + 7 * DAY)
    plan_reviews(at=NOON)
    Review.objects.update(due_on=TODAY)

    plan_reviews(at=NOON)

    assert Notice.objects.filter(superseded_at=None).count() == 2
    assert Delivery.objects.filter(status=Delivery.Status.DUE).count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"status": Preceptorship.Status.PAUSED, "paused_status": Preceptorship.Status.ACTIVE},
        {"status": Preceptorship.Status.WITHDRAWN, "closed_at": NOON},
    ],
    ids=["paused", "closed"],
)
def test_p15_a_clock_that_stands_still_reminds_nobody(review, change):
    Preceptorship.objects.update(**change)

    assert plan_reviews(at=NOON + 10 * DAY) == 0


def test_backups_are_told_where_there_is_no_primary_preceptor(review):
    review.preceptorship.assignments.update(valid_to=TODAY - DAY)
    PreceptorAssignmentFactory(
        preceptorship=review.preceptorship,
        preceptor=PreceptorFactory(person__name="Bo Lind"),
        role="backup",
    )

    plan_reviews(at=NOON)

    assert told() == [("Amara Okafor", "own_review_due"), ("Bo Lind", "review_due")]


def test_backups_are_not_told_where_there_is_a_primary_preceptor(review):
    PreceptorAssignmentFactory(preceptorship=review.preceptorship, role="backup")

    plan_reviews(at=NOON)

    assert Notice.objects.count() == 2


def test_planning_reviews_needs_as_many_queries_for_30_as_for_1(
    review, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as one:
        plan_reviews(at=NOON + 10 * DAY)
    Notice.objects.all().delete()
    for _ in range(29):
        preceptorship = PreceptorshipFactory(cohort=review.preceptorship.cohort)
        ReviewFactory(preceptorship=preceptorship)

    with django_assert_max_num_queries(len(one)):
        plan_reviews(at=NOON + 10 * DAY)


def test_n2_the_deputy_is_told_where_no_coordinator_can_be(review, helen):
    helen.is_active = False
    helen.save(update_fields=["is_active"])
    deputy = ProgramCoordinatorFactory(
        program=review.preceptorship.program, role=DEPUTY, person__name="Dana Cole"
    )

    plan_reviews(at=NOON + 10 * DAY)

    assert Notice.objects.get(kind="review_escalated").recipient == deputy.person


def test_n2_the_deputy_is_left_alone_while_a_coordinator_can_be_told(review):
    ProgramCoordinatorFactory(program=review.preceptorship.program, role=DEPUTY)

    plan_reviews(at=NOON + 10 * DAY)

    assert Notice.objects.get(kind="review_escalated").recipient.name == "Helen Ward"


def test_n2_a_coordinator_named_later_hears_of_what_is_still_undone(review):
    ProgramCoordinator.objects.all().delete()
    plan_reviews(at=NOON + 10 * DAY)

    ProgramCoordinatorFactory(program=review.preceptorship.program)

    assert plan_reviews(at=NOON + 11 * DAY) == 1
