"""Northfield: 24 preceptees, 14 preceptors, two cohorts, and everything that goes wrong."""

from people.models import GuideRole
from programs.cohorts.models import (
    Cohort,
    PreceptorshipRules,
    Program,
    ProgramCoordinator,
)
from programs.frameworks.models import RatingScale
from programs.frameworks.services.framework import publish_framework
from tools.demo.data import names, northfield
from tools.demo.data.frameworks import ask, framework_of
from tools.demo.data.preceptorships import (
    Training,
    back_up,
    enrol,
    pair,
)

# How fast the first nine, the spring intake, and the rest of the paired ones go.
PACES = (0.5, 1.3, 1.0, 0.45, 1.1, 0.9, 1.4, 0.8, 1.0)
WAITING = 3
LAPSED = ("Joan Tully", "Delroy Grant")
RESTING = "Samir Khoury"
OVER_LIMIT = "Abena Mensah"


def build(*, population, clock, random, by):
    """Make Northfield and return two of its preceptors, who are mentees at Ascent."""
    units = population.site("Northfield", northfield.UNITS)
    site = units[0].parent.parent
    dana = population.person("Dana Cole", "northfield", job_title="Practice educator", unit=site)
    deputy = population.person("Rosa Lindt", "northfield", job_title="Lead nurse", unit=site)
    program = _program(by, clock)
    ProgramCoordinator.objects.create(program=program, person=dana)
    ProgramCoordinator.objects.create(
        program=program, person=deputy, role=ProgramCoordinator.Role.DEPUTY
    )
    preceptors = [_preceptor(name, units, n, population) for n, name in enumerate(names.PRECEPTORS)]
    program.preceptors.set(preceptors)
    learners = [_learner(name, units, n, population) for n, name in enumerate(names.PRECEPTEES)]
    _train(program, learners, preceptors, by=dana, clock=clock, random=random)
    resting = next(preceptor.person for preceptor in preceptors if preceptor.person.name == RESTING)
    population.rest(resting, GuideRole.PRECEPTOR, days=42)
    return preceptors[0].person, preceptors[1].person


def _program(by, clock):
    made_at = clock.moment(240)
    program = Program.objects.create(
        kind=Program.Kind.PRECEPTORSHIP,
        name=northfield.PROGRAM,
        description="The first year on the ward, with a preceptor at your side.",
        preset="nhs_gold",
        created_at=made_at,
        created_by=by,
    )
    framework = framework_of("Northfield ward nursing", northfield.FRAMEWORK)
    version = publish_framework(framework, by=by, at=made_at).version
    PreceptorshipRules.objects.create(
        program=program,
        framework_version=version,
        rating_scale=RatingScale.objects.get(preset="help_given"),
        duration_weeks=52,
        minimum_weeks=26,
        phases=[
            {"name": "Supernumerary", "weeks": 4},
            {"name": "Supported", "weeks": 22},
            {"name": "Growing", "weeks": 26},
        ],
        review_days=[7],
        review_every_days=61,
        supernumerary_hours=75,
        protected_hours_per_year=12,
    )
    ask(program=program, version=version, groups=northfield.FRAMEWORK)
    return program


def _preceptor(name, units, number, population):
    person = population.person(
        name,
        "northfield",
        credentials_shown="RN",
        job_title="Staff nurse" if number % 3 else "Senior staff nurse",
        unit=units[number % len(units)],
    )
    standing = {"lapsed_ago": 20 + number} if name in LAPSED else {}
    return population.preceptor(person, **standing)


def _learner(name, units, number, population):
    person = population.person(
        name, "northfield", job_title="Newly registered nurse", unit=units[number % len(units)]
    )
    return population.learner(person, experience_days=90 + 7 * (number % 5))


def _train(program, learners, preceptors, *, by, clock, random):
    spring = _cohort(program, "Spring intake", clock.day(21 * 7), clock)
    autumn = _cohort(program, northfield.COHORT, clock.day(9 * 7), clock)
    early, late = learners[1:10], [learners[0], *learners[10:]]
    training = Training(
        program, northfield.FRAMEWORK, northfield.COMMENTS, clock=clock, random=random
    )
    _run(spring, early, preceptors, training, by=by, clock=clock)
    _run(autumn, late, preceptors, training, by=by, clock=clock)


def _cohort(program, name, starts_on, clock):
    return Cohort.objects.create(
        program=program, name=name, starts_on=starts_on, created_at=clock.moment(200)
    )


def _run(cohort, learners, preceptors, training, *, by, clock):
    """Enrol, pair all but the last few of the newest cohort, and let the weeks pass."""
    ago = (clock.today - cohort.starts_on).days
    enrolments = enrol(cohort, learners, by=by, at=clock.moment(ago + 14))
    paired = enrolments if cohort.name != northfield.COHORT else enrolments[:-WAITING]
    free = _places(preceptors, count=len(paired), newest=cohort.name == northfield.COHORT)
    reasons = {
        enrolment.pk: "Agreed with the ward manager until a second preceptor is trained."
        for enrolment, preceptor in zip(paired, free, strict=True)
        if preceptor.person.name == OVER_LIMIT
    }
    made = pair(paired, free, by=by, at=clock.moment(ago), reasons=reasons)
    for number, (preceptorship, primary) in enumerate(zip(made, free, strict=True)):
        backup = preceptors[(preceptors.index(primary) + 5) % 4]
        assessors = [primary.person]
        if backup != primary:
            back_up(preceptorship, backup, by=by, at=clock.moment(ago - 1))
            assessors.append(backup.person)
        training.sign(preceptorship, assessors, pace=PACES[number % len(PACES)])
        training.review(preceptorship, primary.person, skip_last=number % 4 == 3)
        if number % 3 == 0:
            training.ask(preceptorship, primary.person)
            training.practise(preceptorship, primary.person)


def _places(preceptors, *, count, newest):
    """Hand out one place each and, in the newest cohort, one more; one person takes too many."""
    if not newest:
        return preceptors[:count]
    over = next(preceptor for preceptor in preceptors if preceptor.person.name == OVER_LIMIT)
    order = [preceptors[0], over, over, *preceptors[9:], *preceptors[1:9]]
    order = [preceptor for preceptor in order if preceptor.person.name not in (*LAPSED, RESTING)]
    return order[:count]
