"""Who goes: learners who leave or fall ill, preceptors who leave, stop or are away for months.

So that the numbers are the story's, it is said on the first day who that will be.
"""

from collections import defaultdict
from datetime import timedelta

from people.models import Approval, GuideRole, Preceptor
from people.services.absence import add_absence
from people.services.guide import end_approval
from people.services.person import deactivate_person
from tools.demo.year.course import Course, Year
from tools.demo.year.story import Fate

AWAY_FOR = timedelta(weeks=30)


def cast(year: Year, courses: list[Course]) -> None:
    """Say what happens to whom: two learners of each preceptor who goes, and some others."""
    pairs = defaultdict(list)
    for course in courses:
        pairs[course.primary(course.preceptorship.starts_on)].append(course)
    twos = [preceptor for preceptor, pair in pairs.items() if len(pair) == 2]
    for preceptor in twos[: year.story.preceptors_gone]:
        year.leaving[preceptor.pk] = preceptor
    if len(year.leaving) < year.story.preceptors_gone:
        year.tally.faults.append("too few preceptors with two learners: fewer changes")
    others = [
        course
        for preceptor, pair in pairs.items()
        if preceptor.pk not in year.leaving
        for course in pair
    ]
    for course, fate in zip(others, year.story.special, strict=False):
        course.fate = fate


def foresee(year: Year) -> None:
    """Put it all into the diary."""
    _learners(year)
    _preceptors(year)


def leave(year: Year, course: Course) -> None:
    """A learner has found another post: the account is closed some weeks after the last day."""
    deactivate_person(person=course.learner, by=year.administrator, at=year.diary.now)
    year.done("learner gone")


def preceptor_leaves(year: Year, preceptor: Preceptor) -> None:
    deactivate_person(person=preceptor.person, by=year.administrator, at=year.diary.now)
    year.done("preceptor gone")


def preceptor_stops(year: Year, preceptor: Preceptor) -> None:
    """They give up precepting: the approval ends today, if it had not come to its end."""
    held = Approval.objects.on(year.today).filter(person=preceptor.person, role=GuideRole.PRECEPTOR)
    for approval in held:
        end_approval(approval=approval, last_day=year.today, today=year.today)
    year.done("approval given up")


def preceptor_is_away(year: Year, preceptor: Preceptor) -> None:
    """Told three weeks before: away for more than half a year."""
    first = year.today + timedelta(weeks=3)
    days = {"valid_from": first, "valid_to": first + AWAY_FOR}
    add_absence(person=preceptor.person, today=year.today, **days)
    year.done("long absence")


def _learners(year):
    story, starts_on = year.story, year.cohort.starts_on
    weeks = {Fate.LEAVES: (9, 22, 35), Fate.ILL: (14, 28)}
    for fate, of_a_year in weeks.items():
        courses = [course for course in year.courses.values() if course.fate is fate]
        for number, course in enumerate(courses):
            week = story.at_week(of_a_year[number % len(of_a_year)])
            course.away_from = starts_on + timedelta(weeks=week)
            if fate is Fate.ILL:
                course.back_on = course.away_from + timedelta(weeks=6)
            else:
                year.diary.in_days(7 * (week + 5), 9, leave, year, course)


def _preceptors(year):
    acts = (preceptor_leaves, preceptor_is_away, preceptor_leaves, preceptor_stops)
    for number, preceptor in enumerate(year.leaving.values()):
        act = acts[number % len(acts)]
        week = year.story.at_week(6 + 4 * number)
        year.diary.in_days(7 * week + number % 5, 9, act, year, preceptor)
