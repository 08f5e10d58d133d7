from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.cohorts import schedule
from programs.cohorts.schedule import PhasePlan, ReviewKind, Stretch

START = date(2026, 9, 7)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
WEEKS = st.integers(min_value=1, max_value=520)
PLANS = st.lists(st.builds(PhasePlan, name=st.text(max_size=5), weeks=st.integers(0, 60)))


def after(days):
    return START + timedelta(days=days)


def days_of(reviews):
    return [(review.kind, (review.due_on - START).days) for review in reviews]


def test_p1_nhs_core_is_reviewed_on_day_14_in_the_middle_and_at_the_end():
    reviews = schedule.review_dates(
        starts_on=START, ends_on=after(26 * 7), days=[14], is_middle_reviewed=True
    )

    assert days_of(reviews) == [
        (ReviewKind.INITIAL, 14),
        (ReviewKind.MIDDLE, 91),
        (ReviewKind.FINAL, 182),
    ]


def test_p1_nhs_gold_is_reviewed_on_day_7_then_every_61_days_and_at_the_end():
    reviews = schedule.review_dates(starts_on=START, ends_on=after(52 * 7), days=[7], every_days=61)

    assert days_of(reviews) == [
        (ReviewKind.INITIAL, 7),
        (ReviewKind.REGULAR, 68),
        (ReviewKind.REGULAR, 129),
        (ReviewKind.REGULAR, 190),
        (ReviewKind.REGULAR, 251),
        (ReviewKind.REGULAR, 312),
        (ReviewKind.FINAL, 364),
    ]


def test_p1_rn_residency_has_twelve_monthly_sessions_of_which_the_last_is_final():
    reviews = schedule.review_dates(starts_on=START, ends_on=after(52 * 7), every_days=30)

    assert len(reviews) == 12
    assert reviews[-1].kind == ReviewKind.FINAL


def test_review_dates_refuses_a_step_of_no_days():
    with pytest.raises(ValueError, match="positive"):
        schedule.review_dates(starts_on=START, ends_on=after(30), every_days=0)


@given(
    starts_on=DAYS,
    weeks=WEEKS,
    days=st.lists(st.integers(-10, 4000)),
    every_days=st.none() | st.integers(1, 400),
    is_middle_reviewed=st.booleans(),
)
def test_review_dates_rise_within_the_time_and_end_with_the_final_one(
    starts_on, weeks, days, every_days, is_middle_reviewed
):
    ends_on = schedule.ends_on(starts_on=starts_on, weeks=weeks)

    reviews = schedule.review_dates(
        starts_on=starts_on,
        ends_on=ends_on,
        days=days,
        every_days=every_days,
        is_middle_reviewed=is_middle_reviewed,
    )

    dates = [review.due_on for review in reviews]
    assert dates == sorted(set(dates))
    assert all(starts_on < due_on <= ends_on for due_on in dates)
    assert [review.due_on for review in reviews if review.kind == ReviewKind.FINAL] == [ends_on]


def test_ends_on_is_the_same_weekday_after_the_last_full_week():
    assert schedule.ends_on(starts_on=START, weeks=26) == date(2027, 3, 8)


def test_ends_on_refuses_no_time_at_all():
    with pytest.raises(ValueError, match="positive"):
        schedule.ends_on(starts_on=START, weeks=0)


def test_p15_support_runs_to_the_minimum_length():
    assert schedule.supported_until(starts_on=START, minimum_weeks=26) == after(182)


def test_phases_follow_each_other_and_the_last_runs_to_the_end():
    plans = [PhasePlan("Supernumerary", 2), PhasePlan("Supported", 4), PhasePlan("Growing", 1)]

    stretches = schedule.phases(plans, starts_on=START, ends_on=after(84))

    assert stretches == [
        Stretch("Supernumerary", START, after(13)),
        Stretch("Supported", after(14), after(41)),
        Stretch("Growing", after(42), after(84)),
    ]


def test_phases_leave_out_what_begins_after_the_end():
    plans = [PhasePlan("Supernumerary", 12), PhasePlan("Never", 4)]

    stretches = schedule.phases(plans, starts_on=START, ends_on=after(84))

    assert stretches == [Stretch("Supernumerary", START, after(84))]


def test_phases_of_no_plan_are_none():
    assert schedule.phases([], starts_on=START, ends_on=after(84)) == []


@given(plans=PLANS.filter(bool), starts_on=DAYS, weeks=WEEKS)
def test_phases_cover_every_day_once(plans, starts_on, weeks):
    ends_on = schedule.ends_on(starts_on=starts_on, weeks=weeks)

    stretches = schedule.phases(plans, starts_on=starts_on, ends_on=ends_on)

    covered = [
        stretch.starts_on + timedelta(days=number)
        for stretch in stretches
        for number in range((stretch.ends_on - stretch.starts_on).days + 1)
    ]
    whole = (ends_on - starts_on).days + 1
    assert covered == [starts_on + timedelta(days=number) for number in range(whole)]


def test_m1_mentorship_is_looked_at_in_months_1_3_6_9_then_half_yearly():
    dates = schedule.mentorship_review_dates(
        starts_on=date(2026, 1, 31), months=[1, 3, 6, 9], every_months=6
    )

    assert dates[:6] == [
        date(2026, 2, 28),
        date(2026, 4, 30),
        date(2026, 7, 31),
        date(2026, 10, 31),
        date(2027, 4, 30),
        date(2027, 10, 31),
    ]
    assert dates[-1] == date(2030, 10, 31)


def test_m1_a_planned_end_is_the_last_point():
    dates = schedule.mentorship_review_dates(
        starts_on=START, months=[1, 3, 6, 9], every_months=6, ends_on=date(2027, 1, 7)
    )

    assert dates == [date(2026, 10, 7), date(2026, 12, 7), date(2027, 1, 7)]


@given(
    starts_on=DAYS,
    months=st.lists(st.integers(-3, 80)),
    every_months=st.integers(0, 24),
    length=st.none() | st.integers(1, 2000),
)
def test_mentorship_review_dates_rise_and_never_pass_the_end(
    starts_on, months, every_months, length
):
    ends_on = length and starts_on + timedelta(days=length)

    dates = schedule.mentorship_review_dates(
        starts_on=starts_on, months=months, every_months=every_months, ends_on=ends_on
    )

    assert dates == sorted(set(dates))
    assert all(due_on > starts_on for due_on in dates)
    assert not ends_on or dates[-1] == ends_on


@given(day=DAYS, months=st.integers(0, 600))
def test_add_months_lands_in_the_month_meant(day, months):
    later = schedule.add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_p15_a_pause_moves_what_was_not_lived_through():
    stretches = [
        Stretch("Over", START, after(13)),
        Stretch("Under way", after(14), after(41)),
        Stretch("To come", after(42), after(84)),
    ]

    moved = schedule.shifted_phases(stretches, paused_on=after(20), days=10)

    assert moved == [
        Stretch("Over", START, after(13)),
        Stretch("Under way", after(14), after(51)),
        Stretch("To come", after(52), after(94)),
    ]


@given(
    plans=PLANS.filter(bool), weeks=WEEKS, paused_after=st.integers(0, 4000), days=st.integers(0)
)
def test_p15_a_pause_costs_no_day_of_any_phase_after_it(plans, weeks, paused_after, days):
    days %= 400
    ends_on = schedule.ends_on(starts_on=START, weeks=weeks)
    paused_on = min(after(paused_after), ends_on)
    stretches = schedule.phases(plans, starts_on=START, ends_on=ends_on)

    moved = schedule.shifted_phases(stretches, paused_on=paused_on, days=days)

    assert moved[-1].ends_on == schedule.shifted(ends_on, days=days)
    for before, after_it in zip(stretches, moved, strict=True):
        length = (before.ends_on - before.starts_on).days
        is_under_way = before.starts_on < paused_on <= before.ends_on
        assert (after_it.ends_on - after_it.starts_on).days == length + days * is_under_way


def test_week_of_counts_from_one():
    weeks = [schedule.week_of(starts_on=START, today=after(days)) for days in (-1, 0, 6, 7)]

    assert weeks == [0, 1, 1, 2]
