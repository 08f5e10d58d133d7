"""One learner's course, as the simulation knows it, and all of them together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from random import Random
from uuid import UUID

from people.models import Person, Preceptor
from programs.cohorts.models import Cohort, Program
from programs.frameworks.models import Competency, RatingLevel
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from tools.demo.year.diary import Diary
from tools.demo.year.report import Report
from tools.demo.year.story import Fate, Story
from tools.demo.year.tally import Tally


@dataclass(eq=False)
class Skill:
    """One performance still to be seen, from a day on."""

    competency: Competency
    is_critical: bool
    day: date


@dataclass(eq=False)
class Course:
    """What the people of a preceptorship have before them."""

    preceptorship: Preceptorship
    number: int
    fate: Fate = Fate.WELL
    # To be shown, the next one first; and what is asked for and not answered.
    skills: list[Skill] = field(default_factory=list)
    asked: dict[UUID, Skill] = field(default_factory=dict)
    asked_by_link: set[UUID] = field(default_factory=set)
    # Who has signed a skill that takes two of them.
    signed_by: dict[UUID, set[UUID]] = field(default_factory=dict)
    # When the preceptor last wrote.
    noted_on: date = date.min
    away_from: date | None = None
    back_on: date | None = None

    @property
    def learner(self) -> Person:
        return self.preceptorship.learner.person

    def is_away(self, day: date) -> bool:
        if self.away_from is None or day < self.away_from:
            return False
        return self.back_on is None or day < self.back_on

    def fresh(self) -> Preceptorship:
        """Read it anew: its status or its end may have changed."""
        self.preceptorship = Preceptorship.objects.with_people().get(pk=self.preceptorship.pk)
        return self.preceptorship

    def primary(self, day: date) -> Preceptor | None:
        return self.preceptorship.primary_on(day)

    def backup(self, day: date) -> Preceptor | None:
        held = self.preceptorship.assignments.on(day).filter(
            role=PreceptorAssignment.Role.BACKUP, valid_to=None, preceptor__person__is_active=True
        )
        found = held.select_related("preceptor__person").first()
        return found and found.preceptor


def in_order(year: "Year", rows: Iterable) -> list:
    """Rows of preceptorships as the courses are numbered: ids are others in each run."""
    return sorted(rows, key=lambda row: year.courses[row.preceptorship_id].number)


@dataclass(eq=False)
class Year:
    """The world of one run."""

    story: Story
    diary: Diary
    random: Random
    tally: Tally
    administrator: Person
    coordinator: Person
    deputy: Person
    program: Program
    cohort: Cohort
    mentoring: Cohort
    report: Report
    courses: dict[UUID, Course] = field(default_factory=dict)
    nothing_left_on: date | None = None
    # Preceptors who will be gone: nobody gives them another learner.
    leaving: dict[UUID, Preceptor] = field(default_factory=dict)

    @cached_property
    def levels(self) -> list[RatingLevel]:
        return list(self.program.preceptorship_rules.rating_scale.levels.all())

    @property
    def today(self) -> date:
        return self.diary.today

    def key(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def happens(self, chance: float) -> bool:
        return self.random.random() < chance

    def done(self, kind: str) -> None:
        self.tally.done[kind] += 1

    def is_over(self) -> bool:
        """A Monday on which all have ended and nothing is left to do for anybody."""
        return self.nothing_left_on == self.today

    def running_of(self, learner: UUID) -> list[Course]:
        mine = self.courses.values()
        return [course for course in mine if course.preceptorship.learner_id == learner]

    def load(self) -> Counter:
        """How many learners each preceptor has as their primary."""
        held = PreceptorAssignment.objects.filling_places(self.today)
        return Counter(held.values_list("preceptor", flat=True))
