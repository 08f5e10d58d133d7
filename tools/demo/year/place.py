"""The hospital of the story: its people, its program, and what the program asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from people.models import GuideRole, Person, Preceptor, Unit
from people.services.guide import grant_approval
from programs.cohorts.models import Cohort, Method, Program, ProgramCoordinator
from programs.cohorts.presets import BY_CODE
from programs.cohorts.services.cohort import create_cohort
from programs.cohorts.services.program import (
    add_coordinator,
    choose_framework,
    create_program,
    update_competencies,
    update_program,
)
from programs.cohorts.services.program_guide import add_guides
from programs.frameworks.services.framework import publish_framework
from tools.demo.data import northfield
from tools.demo.data.frameworks import framework_of
from tools.demo.data.population import Clock, Population
from tools.demo.year.diary import Diary, moment
from tools.demo.year.story import Story

NAME, HOUSE = "Hillcrest", "hillcrest"
UNITS = {
    "Medicine": ("Ward 1A", "Ward 1B", "Ward 2A"),
    "Surgery": ("Ward 3A", "Ward 3B"),
    "Critical care": ("Intensive care", "High dependency", "Emergency"),
}
PROGRAM = "Hillcrest nurse preceptorship"
# Some of each group of the demo's nursing framework.
GROUPS = tuple(replace(group, items=group.items[:3]) for group in northfield.FRAMEWORK[:5])
LAST_DUE_WEEK = 40
MENTORS = 6


class Place:
    """Makes the hospital as it is on the day before the intake begins."""

    def __init__(self, story: Story, diary: Diary, random: Random, names: Iterator[str]):
        self.story, self.diary, self.random, self.names = story, diary, random, names
        self.population = Population(Clock(diary.now))
        self.units = self.population.site(NAME, UNITS)[: max(1, story.learners // 7)]
        self.site = Unit.objects.get(pk=self.units[0].parent.parent_id)
        self.administrator = self._person("Site administrator", None, is_administrator=True)
        self.coordinator = self._person("Practice educator", self.site)
        self.deputy = self._person("Lead nurse", self.site)

    def _person(self, job_title, unit, *, name="", **fields) -> Person:
        name = name or next(self.names)
        return self.population.person(name, HOUSE, job_title=job_title, unit=unit, **fields)

    def learners(self, count: int) -> list[Person]:
        """Some of them never followed their invitation; the first two of an intake."""
        made = []
        for number in range(count):
            unit = self.units[number % len(self.units)]
            person = self._person("Staff nurse", unit)
            self.population.learner(person, experience_days=30)
            made.append(person)
        return made

    def never_came_in(self, people: list[Person]) -> None:
        none = make_password(None)
        Person.objects.filter(pk__in=[person.pk for person in people]).update(password=none)

    def preceptors(self) -> list[Preceptor]:
        """Two learners each, with a fifth of the places to spare, ward by ward."""
        wanted = self.story.learners // 2 + self.story.preceptors_gone + 5
        return [self._preceptor(number) for number in range(wanted)]

    def _preceptor(self, number: int) -> Preceptor:
        person = self._person("Senior nurse", self.units[number % len(self.units)])
        # Some approvals and licences come to their end during the year.
        ends_in = self.random.randrange(70, 300)
        return self.population.preceptor(
            person,
            approval_ends_ago=-ends_in if number % 8 == 3 else -900,
            licence_lapsed_ago=-ends_in if number % 8 == 6 else -900,
        )

    def program(self, preceptors: list[Preceptor]) -> Program:
        """From the preset, with its framework, its own numbers and the way to object."""
        by, at = self.coordinator, self.diary.now
        program = create_program(preset=BY_CODE["nhs_gold"], name=PROGRAM, by=by, at=at)
        parsed = framework_of("Hillcrest nursing skills", GROUPS)
        version = publish_framework(parsed, by=self.administrator, at=at).version
        scale = program.preceptorship_rules.rating_scale
        choose_framework(program=program, version=version, scale=scale, at=at)
        self._ask(program, version)
        weeks = self.story.weeks
        rules = {
            "duration_weeks": weeks,
            "minimum_weeks": min(26, weeks),
            "appeal_text": northfield.APPEAL,
            "review_days": [14, 91],
            "review_every_days": None,
            "is_middle_reviewed": True,
            "phases": [],
        }
        update_program(program=program, words={}, rules=rules, at=at)
        deputy = {"person": self.deputy, "role": ProgramCoordinator.Role.DEPUTY}
        add_coordinator(program=program, by=by, at=at, **deputy)
        add_guides(program=program, people=[preceptor.person for preceptor in preceptors])
        return Program.objects.select_related("preceptorship_rules").get(pk=program.pk)

    def _ask(self, program, version) -> None:
        """What is critical is seen twice, by two; all of it is due in time for the end."""
        by_code = {found.code: found for found in version.competencies.assessable()}
        asked = {}
        for group in GROUPS:
            for item in group.items:
                due = min(item.due_week or 20, LAST_DUE_WEEK) * self.story.weeks // 52
                times = 2 if item.critical else 1
                asked[by_code[item.code]] = {
                    "is_critical": item.critical,
                    "observations_required": times,
                    "assessors_required": times,
                    "due_week": max(2, due),
                    "methods": [Method.WORKPLACE, Method.SIMULATION, Method.DISCUSSION],
                }
        update_competencies(program=program, asked=asked)

    def cohort(self, program: Program) -> Cohort:
        starts_on = self.diary.today + timedelta(days=1)
        return create_cohort(
            program=program, name=f"{starts_on:%B %Y}", starts_on=starts_on, at=self.diary.now
        )

    def mentoring(self) -> Cohort:
        """Where those go who would like a mentor afterwards."""
        by, at = self.coordinator, self.diary.now
        preset = BY_CODE["mentoring"]
        program = create_program(preset=preset, name="Hillcrest mentoring", by=by, at=at)
        mentors = [self._person("Consultant nurse", self.site) for _each in range(MENTORS)]
        for person in mentors:
            first_day = {"valid_from": self.diary.today, "valid_to": None}
            role = GuideRole.MENTOR
            grant_approval(person=person, role=role, by=self.administrator, at=at, **first_day)
        add_guides(program=program, people=mentors)
        starts_on = self.diary.today + timedelta(weeks=self.story.weeks)
        return create_cohort(program=program, name="After it", starts_on=starts_on, at=at)


def day_before(starts_on):
    return moment(starts_on - timedelta(days=1), 9)
