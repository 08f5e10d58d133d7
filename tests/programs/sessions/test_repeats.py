from datetime import date

import pytest

from programs.sessions.repeats import Repeat, days_of, months_after


def test_a_month_later_means_the_same_weekday_of_it():
    days = days_of(date(2026, 12, 8), Repeat.MONTHLY, 4)

    # The second Tuesday of each month.
    assert days == [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9)]


def test_a_fifth_weekday_is_followed_by_the_last_one_of_a_shorter_month():
    days = days_of(date(2026, 12, 29), Repeat.MONTHLY, 3)

    assert days == [date(2026, 12, 29), date(2027, 1, 26), date(2027, 2, 23)]


@pytest.mark.parametrize(
    ("repeat", "second"),
    [(Repeat.WEEKLY, date(2026, 12, 8)), (Repeat.FORTNIGHTLY, date(2026, 12, 15))],
)
def test_weeks_are_counted_from_the_first(repeat, second):
    assert days_of(date(2026, 12, 1), repeat, 2) == [date(2026, 12, 1), second]


def test_one_that_never_comes_again_is_one_day_however_often():
    assert days_of(date(2026, 12, 1), Repeat.NEVER, 9) == [date(2026, 12, 1)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 9, 1), 1, date(2026, 10, 1)),
        # The last of February, a Sunday: the day after.
        (date(2027, 1, 31), 1, date(2027, 3, 1)),
        # A Saturday: the Monday after.
        (date(2026, 10, 21), 1, date(2026, 11, 23)),
    ],
)
def test_months_later_is_a_day_of_the_working_week(day, months, later):
    assert months_after(day, months) == later
