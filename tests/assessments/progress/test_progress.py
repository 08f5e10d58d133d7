"""The pure rules of progress: P3, P4, P5."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.progress import counting
from assessments.progress.counting import Clearance, Observation, Requirement

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LEARNER = "amara"

observations = st.lists(
    st.builds(
        Observation,
        assessor=st.sampled_from(["priya", "sam", "tomas", LEARNER]),
        scale=st.just("help"),
        level=st.just(""),
        rank=st.integers(1, 5),
        is_pass=st.booleans(),
        is_workplace=st.booleans(),
        observed_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        signed_at=st.integers(0, 10_000).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    ),
    max_size=8,
)
requirements = st.integers(1, 4).flatmap(
    lambda wanted: st.builds(
        Requirement,
        observations=st.just(wanted),
        assessors=st.integers(1, wanted),
        is_critical=st.booleans(),
    )
)


def seen(*, by="priya", rank=4, scale="help", is_pass=True, is_workplace=True, minutes=0, days=0):
    return Observation(
        assessor=by,
        scale=scale,
        level=f"{scale} {rank}",
        rank=rank,
        is_pass=is_pass,
        is_workplace=is_workplace,
        observed_on=date(2026, 11, 23) + timedelta(days=days),
        signed_at=NOON + timedelta(minutes=minutes),
    )


def standing(requirement, *observations):
    return counting.standing(requirement, observations, learner=LEARNER)


def test_p3_one_pass_is_enough_by_default():
    assert standing(Requirement(), seen()).achieved_at == NOON


def test_p3_waits_for_the_required_number():
    requirement = Requirement(observations=2)

    assert standing(requirement, seen()).achieved_at is None
    assert standing(requirement, seen(), seen(minutes=5)).achieved_at == NOON + timedelta(minutes=5)


def test_p3_waits_for_the_required_number_of_people():
    requirement = Requirement(observations=2, assessors=2)

    alone = standing(requirement, seen(), seen(minutes=1), seen(minutes=2))
    together = standing(requirement, seen(), seen(minutes=1), seen(by="sam", minutes=2))

    assert alone.achieved_at is None
    assert together.achieved_at == NOON + timedelta(minutes=2)


def test_p3_counts_nothing_below_the_pass_level():
    below = seen(rank=3, is_pass=False)

    result = standing(Requirement(), below)

    assert (result.attempts, result.passes, result.achieved_at) == (1, 0, None)


def test_p3_a_person_who_did_not_pass_the_learner_is_no_second_assessor():
    requirement = Requirement(observations=2, assessors=2)
    sam = seen(by="sam", is_pass=False, minutes=2)

    assert standing(requirement, seen(), seen(minutes=1), sam).achieved_at is None


def test_p3_a_critical_one_needs_the_workplace():
    requirement = Requirement(is_critical=True)
    simulated = seen(is_workplace=False)

    assert standing(requirement, simulated).achieved_at is None
    assert standing(requirement, simulated, seen(minutes=9)).achieved_at == NOON + timedelta(
        minutes=9
    )


def test_p4_what_the_learner_signed_counts_nowhere():
    result = standing(Requirement(), seen(by=LEARNER))

    assert result == counting.Standing()


@pytest.mark.parametrize(
    ("is_achieved", "attempts", "expected"),
    [
        (False, 0, Clearance.NOT_YET),
        (False, 1, Clearance.SUPERVISED),
        (True, 1, Clearance.CLEARED),
    ],
)
def test_clearance(is_achieved, attempts, expected):
    assert counting.clearance(is_achieved=is_achieved, attempts=attempts) is expected


def test_p5_best_is_the_highest_rank():
    result = standing(Requirement(), seen(rank=5), seen(rank=2, minutes=1))

    assert (result.best.rank, result.latest.rank) == (5, 2)


def test_p5_best_is_never_sought_on_another_scale():
    entrustment = seen(scale="entrustment", rank=5)

    result = standing(Requirement(), entrustment, seen(rank=2, minutes=1))

    assert result.best.level == "help 2"


def test_p5_latest_is_the_latest_event_and_not_the_latest_signature():
    late = seen(rank=2, days=-3, minutes=60)

    assert standing(Requirement(), seen(rank=4), late).latest.rank == 4


@pytest.mark.parametrize(
    ("ranks", "median"), [([], None), ([3], 3), ([1, 5], 1), ([1, 2, 5], 2), ([-5, -1], -5)]
)
def test_p5_median_is_always_a_rank_that_was_given(ranks, median):
    assert counting.median_rank(ranks) == median


def test_p5_distribution_shows_levels_never_given():
    assert counting.distribution([4, 4, 2], [1, 2, 3, 4]) == {1: 0, 2: 1, 3: 0, 4: 2}


@pytest.mark.parametrize(
    ("week", "expected"), [(1, date(2026, 11, 29)), (4, date(2026, 12, 20)), (None, None)]
)
def test_due_on_is_the_last_day_of_the_week(week, expected):
    assert counting.due_on(date(2026, 11, 23), week) == expected


def test_expected_by_counts_the_day_itself():
    today = date(2026, 11, 23)
    due_dates = [today - timedelta(days=1), today, today + timedelta(days=1), None]

    assert counting.expected_by(due_dates, today) == 2


def test_expected_by_says_nothing_where_nothing_has_a_date():
    assert counting.expected_by([None], date(2026, 11, 23)) is None


@given(requirements, observations, st.randoms(use_true_random=False))
def test_p3_the_order_of_rows_does_not_matter(requirement, observations, random):
    shuffled = sorted(observations, key=lambda _: random.random())

    before, after = (standing(requirement, *rows) for rows in (observations, shuffled))

    assert before.achieved_at == after.achieved_at
    assert (before.passes, before.assessors) == (after.passes, after.assessors)


@given(requirements, observations)
def test_p3_achieved_means_exactly_the_rule(requirement, observations):
    passes = [seen for seen in observations if seen.is_pass and seen.assessor != LEARNER]
    enough = (
        len(passes) >= requirement.observations
        and len({seen.assessor for seen in passes}) >= requirement.assessors
        and (not requirement.is_critical or any(seen.is_workplace for seen in passes))
    )

    assert (standing(requirement, *observations).achieved_at is not None) == enough


@given(requirements, observations, observations)
def test_p3_more_sign_offs_never_undo_an_achievement(requirement, observations, more):
    if standing(requirement, *observations).achieved_at:
        assert standing(requirement, *observations, *more).achieved_at


@given(requirements, observations)
def test_p4_self_signed_ones_change_nothing(requirement, observations):
    by_others = [observation for observation in observations if observation.assessor != LEARNER]
    own = [replace(observation, assessor=LEARNER) for observation in observations]

    assert standing(requirement, *by_others, *own) == standing(requirement, *by_others)


@given(st.lists(st.integers(1, 5), min_size=1))
def test_p5_median_is_a_rank_that_was_given(ranks):
    assert counting.median_rank(ranks) in ranks
