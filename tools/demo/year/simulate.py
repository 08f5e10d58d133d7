"""A whole year: the place, the people, what is to come, and day after day until all have ended."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.core import mail

from assessments.ledger.models import LedgerSeal
from common.refusal import Refusal
from tools.demo.year import (
    coordinator,
    departures,
    doubts,
    evaluations,
    nights,
    reviews,
    shifts,
    signing,
    study_days,
)
from tools.demo.year.beginning import begin, enrol, pair
from tools.demo.year.checks import final_states
from tools.demo.year.course import Year
from tools.demo.year.diary import Diary, moment
from tools.demo.year.ending import let_the_past_rest
from tools.demo.year.names import names
from tools.demo.year.place import Place
from tools.demo.year.report import Report
from tools.demo.year.story import Story
from tools.demo.year.tally import Tally

SEED = 2052
NEVER_CAME_IN = 2
# From then on reviews that are held are signed by the ward manager, too: those at the end.
MANAGERS_SIGN_FROM_WEEK = 40


class YearError(Refusal):
    """The ledger has seals already: what is signed in the past would come after them."""


def simulate(*, story: Story, starts_on: date, say: Callable, is_short: bool = False) -> Year:
    """Let a cohort begin on a Monday, and live day by day until everybody's end.

    The same story on the same days is the same year, but for ids and what is secret.

    :raises YearError: where a seal was taken before.
    """
    if LedgerSeal.objects.exists():
        raise YearError("The ledger is sealed already. A year begins in a new demo: make reset.")
    began = time.monotonic()
    mail.outbox = []
    year = _begin(story, starts_on, Report(say, is_short=is_short))
    last_day = starts_on + timedelta(weeks=story.weeks + story.tail)
    watch = _Watch(year)
    year.diary.live(until=moment(last_day, 23), watch=watch, is_over=year.is_over)
    nights.deliver(year)
    let_the_past_rest(year)
    seconds = time.monotonic() - began
    year.report.summary(year.tally, final_states(year), seconds)
    return year


def _begin(story, starts_on, report) -> Year:
    random = Random(SEED)  # noqa: S311  (nothing secret about it)
    diary = Diary(moment(starts_on - timedelta(days=1), 9))
    place = Place(story, diary, random, names(random))
    preceptors = place.preceptors()
    learners = place.learners(story.learners)
    program = place.program(preceptors)
    year = Year(
        story=story,
        diary=diary,
        random=random,
        tally=Tally(starts_on),
        report=report,
        administrator=place.administrator,
        coordinator=place.coordinator,
        deputy=place.deputy,
        program=program,
        cohort=place.cohort(program),
        mentoring=place.mentoring(),
    )
    enrol(year, learners)
    courses = pair(year)
    departures.cast(year, courses)
    for course in courses:
        begin(year, course)
    place.never_came_in(learners[-NEVER_CAME_IN:])
    _foresee(year, place)
    return year


def _foresee(year, place):
    """Put into the diary what comes by itself: every day, every week, and once."""
    study_days.foresee(year)
    departures.foresee(year)
    doubts.foresee(year)
    managers_from = 7 * year.story.at_week(MANAGERS_SIGN_FROM_WEEK)
    year.diary.in_days(managers_from, 10, reviews.have_managers_sign, year)
    joins_on = 7 * (year.story.joins_in_week - 1) + 1
    year.diary.in_days(joins_on, 9, _join, year, place)
    every_day = {"night": nights.night, "morning": nights.morning, "evening": nights.evening}
    for hour, (name, act) in zip((3, 6, 17), every_day.items(), strict=True):
        year.diary.in_days(1, hour, act, year, minute=41 if name == "night" else 11)
    year.diary.in_days(8, 4, nights.measure, year)
    year.diary.in_days(1, 2, evaluations.count, year, minute=31)
    year.diary.in_days(1, 5, shifts.begin_day, year)
    year.diary.in_days(1, 5, reviews.look_ahead, year)
    year.diary.in_days(1, 12, signing.decline_rerouted, year)
    year.diary.in_days(1, 8, coordinator.look, year, minute=30)
    year.diary.in_days(2, 16, reviews.sign_as_coordinator, year, year.coordinator)


def _join(year, place):
    """Somebody comes weeks after the others, and has the whole length before them."""
    enrol(year, place.learners(1))


class _Watch:
    """Does each act, and keeps what a rule refused: nobody would have been shown that button."""

    def __init__(self, year: Year):
        self.year = year

    def __call__(self, act, *arguments):
        try:
            act(*arguments)
        except Refusal as refusal:
            name = f"{act.__module__.rpartition('.')[2]}.{act.__name__}"
            self.year.tally.refused[f"{name}: {refusal}"] += 1
