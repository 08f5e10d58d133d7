"""Riverside: ten apprentices and their journeymen, with the trade's own words."""

from programs.cohorts.models import (
    Cohort,
    PreceptorshipRules,
    Program,
    ProgramCoordinator,
)
from programs.frameworks.models import RatingScale
from programs.frameworks.services.framework import publish_framework
from tools.demo.data import riverside
from tools.demo.data import riverside_people as people
from tools.demo.data.build_northfield import extend
from tools.demo.data.frameworks import ask, framework_of
from tools.demo.data.preceptorships import Training, back_up, enrol, pair
from tools.demo.data.reviews import hold_reviews

# Days since each crew began, so that a review was due ten days ago and is in three days.
FIRST_AGO, LATER_AGO = 220, 116
PACES = (1.0, 1.1, 1.3, 1.05, 1.0)
ASKING = ("Callum Reid", "Ruairi Doyle")


def build(*, population, clock, random, by):
    units = {
        unit.name: unit for unit in population.site("Riverside", {"Installation": people.CREWS})
    }
    site = next(iter(units.values())).parent.parent
    frank = population.person("Frank Osei", "riverside", job_title="Training manager", unit=site)
    program = _program(by, site, clock)
    ProgramCoordinator.objects.create(program=program, person=frank, named_at=clock.moment(260))
    journeymen = {
        name: _journeyman(name, units[crew], population) for name, crew in people.JOURNEYMEN
    }
    program.preceptors.set(journeymen.values())
    training = Training(program, riverside.COMMENTS, riverside.NOT_YET, clock=clock, random=random)
    for ago, rows in ((FIRST_AGO, people.FIRST), (LATER_AGO, people.LATER)):
        apprentices = [
            population.learner(
                population.person(
                    name,
                    "riverside",
                    job_title="Apprentice",
                    unit=journeymen[journeyman].person.unit,
                )
            )
            for name, journeyman, _backup in rows
        ]
        _train(program, ago, rows, apprentices, journeymen, training, by=frank)


def _program(by, site, clock):
    made_at = clock.moment(260)
    program = Program.objects.create(
        kind=Program.Kind.PRECEPTORSHIP,
        name=riverside.PROGRAM,
        description="Two years from the first isolation to the first board.",
        preset="apprenticeship",
        guide_word="journeyman",
        learner_word="apprentice",
        record_word="trade card",
        created_at=made_at,
        organisation=site,
        created_by=by,
    )
    framework = framework_of("Riverside electrical installation", riverside.FRAMEWORK)
    version = publish_framework(framework, by=by, at=made_at).version
    PreceptorshipRules.objects.create(
        program=program,
        framework_version=version,
        rating_scale=RatingScale.objects.get(preset="supervision_needed"),
        duration_weeks=104,
        phases=[{"name": "Before live work", "weeks": 12}, {"name": "On the tools", "weeks": 92}],
        review_days=[28],
        review_every_days=91,
        is_middle_reviewed=True,
    )
    ask(program=program, version=version, groups=riverside.FRAMEWORK)
    return program


def _journeyman(name, unit, population):
    person = population.person(name, "riverside", job_title="Journeyman electrician", unit=unit)
    standing = {"approval_ends_ago": -18} if name == people.LAPSES_SOON else {}
    return population.preceptor(person, capacity=3, **standing)


def _train(program, ago, rows, apprentices, journeymen, training, *, by):
    clock = training.clock
    starts_on = clock.day(ago)
    cohort = Cohort.objects.create(
        program=program,
        name=f"{starts_on:%B} crew",
        starts_on=starts_on,
        created_at=clock.moment(ago + 20),
    )
    enrolments = enrol(cohort, apprentices, by=by, at=clock.moment(ago + 14))
    primaries = [journeymen[journeyman] for _name, journeyman, _backup in rows]
    made = pair(enrolments, primaries, by=by, at=clock.moment(ago, 7, 30))
    for number, (preceptorship, row) in enumerate(zip(made, rows, strict=True)):
        name, primary, backup = row[0], journeymen[row[1]], journeymen[row[2]]
        back_up(preceptorship, backup, by=by, at=clock.moment(ago - 1, 7, 45))
        pace, gap = PACES[number % len(PACES)], people.GAPS.get(name)
        both = [primary.person, backup.person]
        seen = training.plan(preceptorship, pace=pace, gap=gap)
        training.sign(preceptorship, seen, lambda day, both=both: both)
        is_kept = name in (people.OVERDUE_REVIEW, people.OPEN_REVIEW)
        hold_reviews(preceptorship, both[0], clock=clock, random=training.random, keep_last=is_kept)
        if name in people.EXTENSIONS:
            extend(preceptorship, people.EXTENSIONS[name], by=by, clock=clock)
        if name in ASKING:
            training.ask(preceptorship, both[0])
        if name == people.OPEN_REVIEW:
            learner = preceptorship.learner.person
            training.note_offline(preceptorship, learner, "Plant room in the basement, no signal.")
