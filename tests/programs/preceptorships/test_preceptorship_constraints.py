from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from programs.cohorts import schedule
from programs.preceptorships.models import (
    PreceptorAssignment,
    Preceptorship,
    PreceptorshipChange,
    Review,
)
from tests.factories import (
    NOON,
    TODAY,
    PersonFactory,
    PhaseFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    PreceptorshipPauseFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
Status = Preceptorship.Status
TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": TODAY - timedelta(weeks=8)},
        {"status": "achieved"},
        {"closed_at": NOON},
        {"status": "paused"},
        {"paused_status": "active"},
    ],
    ids=["no-time", "closed-without-time", "time-without-closing", "paused", "not-paused"],
)
def test_a_preceptorship_is_never_in_two_minds(fields):
    with pytest.raises(IntegrityError):
        PreceptorshipFactory(**fields)


def test_p23_no_step_but_the_declared_ones_is_recorded():
    preceptorship = PreceptorshipFactory()
    recorded = set()
    for before in ["", *Status.values]:
        for after in Status.values:
            try:
                with transaction.atomic():
                    PreceptorshipChange.objects.create(
                        preceptorship=preceptorship,
                        from_status=before,
                        to_status=after,
                        changed_at=NOON,
                    )
            except IntegrityError:
                continue
            recorded.add((before, after))

    declared = {(before, after) for before, steps in Preceptorship.STEPS.items() for after in steps}
    staying = {(status, status) for status in Status.values}
    assert recorded == declared | staying


def test_p15_an_extension_has_a_reason():
    with pytest.raises(IntegrityError):
        PreceptorshipChange.objects.create(
            preceptorship=PreceptorshipFactory(),
            from_status="active",
            to_status="active",
            ends_on=TOMORROW,
            changed_at=NOON,
        )


def test_p18_there_is_one_primary_preceptor_at_a_time():
    preceptorship = PreceptorshipFactory(primary=PreceptorFactory())

    with pytest.raises(IntegrityError):
        PreceptorAssignment.objects.create(
            preceptorship=preceptorship,
            preceptor=PreceptorFactory(),
            role="primary",
            valid_from=TODAY,
            assigned_at=NOON,
        )


def test_p18_a_person_precepts_in_one_role_at_a_time():
    preceptor = PreceptorFactory()
    preceptorship = PreceptorshipFactory(primary=preceptor)

    with pytest.raises(IntegrityError):
        PreceptorAssignment.objects.create(
            preceptorship=preceptorship,
            preceptor=preceptor,
            role="backup",
            valid_from=TODAY,
            assigned_at=NOON,
        )


def test_there_is_one_open_pause_at_a_time():
    pause = PreceptorshipPauseFactory()

    with pytest.raises(IntegrityError):
        PreceptorshipPauseFactory(preceptorship=pause.preceptorship)


def test_a_pause_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError):
        PreceptorshipPauseFactory(valid_to=TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    "fields",
    [
        {"held_on": TODAY},
        {"held_by": True},
        {"held_on": TODAY, "held_by": True, "cancelled_at": NOON},
    ],
    ids=["held-by-nobody", "held-on-no-day", "held-and-cancelled"],
)
def test_a_review_is_held_by_somebody_or_not_at_all(fields):
    if fields.get("held_by"):
        fields = fields | {"held_by": PersonFactory()}
    with pytest.raises(IntegrityError):
        ReviewFactory(**fields)


def test_a_review_has_its_place():
    review = ReviewFactory(position=1)

    with pytest.raises(IntegrityError):
        ReviewFactory(preceptorship=review.preceptorship, position=1)


def test_a_phase_ends_after_it_starts():
    with pytest.raises(IntegrityError):
        PhaseFactory(starts_on=TODAY, ends_on=date(2020, 1, 1))


def test_a_phase_has_its_place():
    phase = PhaseFactory(position=1)

    with pytest.raises(IntegrityError):
        PhaseFactory(preceptorship=phase.preceptorship, position=1)


def test_the_schedule_speaks_of_the_same_kinds_of_review():
    assert {kind.value for kind in schedule.ReviewKind} == set(Review.Kind.values)


@pytest.mark.parametrize("days", [0, -1])
def test_p15_a_pause_is_expected_to_end_after_it_began(days):
    with pytest.raises(IntegrityError):
        PreceptorshipPauseFactory(resumes_on=TODAY + timedelta(days=days))
