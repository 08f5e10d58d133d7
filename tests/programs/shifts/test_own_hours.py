"""A preceptor's hours: for pay and revalidation each hour of the clock counts once (P17)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.shifts.clock import stretches
from programs.shifts.models import Shift
from programs.shifts.statement import for_pdf, own_hours, rows, statement_of
from tests.factories import (
    NOON,
    TODAY,
    PreceptorFactory,
    PreceptorshipFactory,
    ShiftFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = NOON - 29 * HOUR


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def priya():
    return PreceptorFactory(eligible=True)


@pytest.fixture
def learners(priya):
    return [PreceptorshipFactory(primary=priya) for _number in range(2)]


def work(preceptorship, priya, *, starts=BEGIN, hours=12, minutes=690, counts=True, **more):
    if counts:
        more |= {"confirmed_at": NOON, "confirmed_by": priya.person}
    return ShiftFactory(
        preceptorship=preceptorship,
        preceptor=priya,
        starts_at=starts,
        ends_at=starts + hours * HOUR,
        minutes=minutes,
        **more,
    )


def test_two_learners_on_the_same_shift_are_one_shift(learners, priya):
    for preceptorship in learners:
        work(preceptorship, priya)

    hours = own_hours(priya.person, at=NOON)
    made = statement_of(priya.person, TODAY - 30 * DAY, TODAY, at=NOON)

    assert hours.counted == 690
    assert [(month.minutes, month.shifts) for month in hours.months] == [(690, 1)]
    assert (made.minutes, len(list(rows(made)))) == (690, 1)
    assert for_pdf(made)["total"] == "11.5 hours in 1 shift"


def test_shifts_that_overlap_in_part_count_what_they_cover(learners, priya):
    work(learners[0], priya, hours=8, minutes=450)
    work(learners[1], priya, starts=BEGIN + 5 * HOUR, hours=8, minutes=450)

    [stretch] = stretches(Shift.objects.all())

    assert (stretch.starts_at, stretch.ends_at) == (BEGIN, BEGIN + 13 * HOUR)
    assert stretch.minutes == 450 + 5 * 60


def test_one_shift_after_the_other_are_two(learners, priya):
    work(learners[0], priya, hours=8, minutes=450)
    work(learners[1], priya, starts=BEGIN + 8 * HOUR, hours=8, minutes=450)

    assert own_hours(priya.person, at=NOON).counted == 900
    assert len(stretches(Shift.objects.all())) == 2


def test_an_hour_that_counts_is_not_open_as_well(learners, priya):
    work(learners[0], priya)
    work(learners[1], priya, counts=False)

    hours = own_hours(priya.person, at=NOON)

    assert (hours.counted, hours.open) == (690, 0)


def test_questioned_hours_stand_apart(learners, priya):
    asked = {"questioned_at": NOON, "questioned_by": priya.person, "question": "Until six?"}
    work(learners[0], priya, counts=False, **asked)

    hours = own_hours(priya.person, at=NOON)

    assert (hours.counted, hours.open, hours.questioned) == (0, 0, 690)


def test_a_row_of_a_statement_names_each_unit_and_program_once(learners, priya):
    units = [UnitFactory(name="Ward 4"), UnitFactory(name="Ward 5")]
    for preceptorship, unit in zip(learners, units, strict=True):
        work(preceptorship, priya, unit=unit)

    [row] = rows(statement_of(priya.person, TODAY - 30 * DAY, TODAY, at=NOON))

    assert sorted(row[5].split(", ")) == ["Ward 4", "Ward 5"]
    assert row[3] == 11.5


def test_the_page_says_when_open_hours_count_and_that_time_counts_once(client, learners, priya):
    first = work(learners[0], priya, counts=False)
    last = work(learners[0], priya, starts=BEGIN - 2 * DAY, counts=False)
    client.force_login(priya.person)

    page = " ".join(client.get(reverse("programs:my-hours")).content.decode().split())

    assert "Time with several learners at once counts once." in page
    assert f"from {last.settles_at:%-d %B} to {first.settles_at:%-d %B}" in page
    assert "as soon as you or the learner confirms it" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_hours_take_as_many_queries_for_thirty(
    client, learners, priya, django_assert_max_num_queries, count
):
    for number in range(count):
        work(learners[0], priya, starts=BEGIN - number * DAY)
    client.force_login(priya.person)

    with django_assert_max_num_queries(10):
        client.get(reverse("programs:my-hours"))
