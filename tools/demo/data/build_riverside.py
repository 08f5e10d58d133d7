"""Riverside: ten apprentices and their journeymen, with the trade's own words."""

from programs.cohorts.models import (
    Cohort,
    PreceptorshipRules,
    Program,
    ProgramCoordinator,
)
from programs.frameworks.models import RatingScale
from programs.frameworks.services.framework import publish_framework
from tools.demo.data import names, riverside
from tools.demo.data.frameworks import ask, framework_of
from tools.demo.data.preceptorships import (
    Training,
    back_up,
    enrol,
    pair,
)

PACES = (1.0, 0.7, 1.3, 0.9, 0.5)


def build(*, population, clock, random, by):
    units = population.site("Riverside", riverside.UNITS)
    frank = population.person(
        "Frank Osei", "riverside", job_title="Training manager", unit=units[0].parent.parent
    )
    program = _program(by, clock)
    ProgramCoordinator.objects.create(program=program, person=frank)
    journeymen = [
        population.preceptor(
            population.person(
                name, "riverside", job_title="Journeyman electrician", unit=units[number % 2]
            ),
            capacity=3,
        )
        for number, name in enumerate(names.JOURNEYMEN)
    ]
    program.preceptors.set(journeymen)
    apprentices = [
        population.learner(
            population.person(name, "riverside", job_title="Apprentice", unit=units[number % 2])
        )
        for number, name in enumerate(names.APPRENTICES)
    ]
    _train(program, apprentices, journeymen, by=frank, clock=clock, random=random)


def _program(by, clock):
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


def _train(program, apprentices, journeymen, *, by, clock, random):
    ago = 30 * 7
    cohort = Cohort.objects.create(
        program=program,
        name=riverside.COHORT,
        starts_on=clock.day(ago),
        created_at=clock.moment(ago + 20),
    )
    enrolments = enrol(cohort, apprentices, by=by, at=clock.moment(ago + 14))
    primaries = [journeymen[number % len(journeymen)] for number in range(len(enrolments))]
    made = pair(enrolments, primaries, by=by, at=clock.moment(ago))
    training = Training(
        program, riverside.FRAMEWORK, riverside.COMMENTS, clock=clock, random=random
    )
    for number, (preceptorship, primary) in enumerate(zip(made, primaries, strict=True)):
        assessors = [primary.person]
        if number < len(journeymen):
            backup = journeymen[(number + 1) % len(journeymen)]
            back_up(preceptorship, backup, by=by, at=clock.moment(ago - 1))
            assessors.append(backup.person)
        training.sign(preceptorship, assessors, pace=PACES[number % len(PACES)])
        training.review(preceptorship, primary.person, skip_last=number == 4)
