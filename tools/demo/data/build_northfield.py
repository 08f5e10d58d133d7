"""Northfield: wards of a good educator, 24 preceptees in two cohorts, and what needs a hand."""

from datetime import timedelta
from random import Random

from assessments.external.models import Confirmation
from assessments.external.services.confirmation import confirm_signature, disown_signature
from assessments.external.services.external_request import Identity, ask_external, sign_external
from people.models import GuideRole
from programs.cohorts.models import (
    Cohort,
    Method,
    PreceptorshipRules,
    Program,
    ProgramCoordinator,
)
from programs.frameworks.models import RatingScale
from programs.frameworks.services.framework import publish_framework
from programs.preceptorships.services.pause import pause_preceptorship
from programs.preceptorships.services.preceptor_assignment import change_primary
from programs.preceptorships.services.preceptorship import (
    extend_preceptorship,
)
from tools.demo.data import northfield, sessions, shifts
from tools.demo.data import northfield_people as people
from tools.demo.data.doubts import make_a_plan, tell_of_doubt
from tools.demo.data.evaluations import say_what_it_was_like
from tools.demo.data.frameworks import ask, framework_of
from tools.demo.data.northfield_comments import COMMENTS, NOT_YET
from tools.demo.data.preceptorships import Training, back_up, enrol, pair
from tools.demo.data.protected import note_protected_time
from tools.demo.data.reviews import arrange_for_today, hold_reviews

# Days since each cohort began, so that reviews were due three days ago and are in two days.
EARLY_AGO, LATE_AGO = 132, 66
# How fast they go, one after the other: all in time.
PACES = (1.1, 1.0, 1.15, 1.05)
ASKING = ("Amara Okafor", "Sam Whitlock", "Daniel Okoro", "Ravi Menon")
SIGNER = Identity(
    name="Gareth Lowe",
    role="Phlebotomist",
    registration_number="",
    email="gareth.lowe@northfield.example",
)


def build(*, population, clock, random, by):
    """Make Northfield and return two of its preceptors, who are mentees at Ascent."""
    departments = {
        name: tuple(ward.name for ward in wards) for name, wards in people.DEPARTMENTS.items()
    }
    units = {unit.name: unit for unit in population.site("Northfield", departments)}
    site = next(iter(units.values())).parent.parent
    dana = population.person("Dana Cole", "northfield", job_title="Practice educator", unit=site)
    deputy = population.person("Rosa Lindt", "northfield", job_title="Lead nurse", unit=site)
    program = _program(by, site, clock)
    ProgramCoordinator.objects.create(program=program, person=dana, named_at=clock.moment(240))
    ProgramCoordinator.objects.create(
        program=program,
        person=deputy,
        role=ProgramCoordinator.Role.DEPUTY,
        named_at=clock.moment(150),
    )
    preceptors = {
        name: _preceptor(name, units[ward.name], population)
        for ward in people.WARDS
        for name in ward.preceptors
    }
    program.preceptors.set(preceptors.values())
    story = _Northfield(program, preceptors, units, population, clock, random, by=dana)
    story.tell()
    taught = [preceptors["Priya Nair"], preceptors["Marcus Hale"]]
    say_what_it_was_like(program, taught)
    note_protected_time(preceptors, clock=clock)
    population.rest(preceptors[people.RESTING].person, GuideRole.PRECEPTOR, days=42)
    return preceptors["Priya Nair"].person, preceptors["Marcus Hale"].person


def _program(by, site, clock):
    made_at = clock.moment(240)
    program = Program.objects.create(
        kind=Program.Kind.PRECEPTORSHIP,
        name=northfield.PROGRAM,
        description="The first year on the ward, with a preceptor at your side.",
        preset="nhs_gold",
        created_at=made_at,
        organisation=site,
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
        appeal_text=northfield.APPEAL,
    )
    ask(program=program, version=version, groups=northfield.FRAMEWORK)
    return program


def _preceptor(name, unit, population):
    person = population.person(
        name,
        "northfield",
        credentials_shown="RN",
        job_title="Staff nurse" if len(name) % 3 else "Senior staff nurse",
        unit=unit,
    )
    lapsed = people.LICENCE_LAPSED.get(name)
    return population.preceptor(person, **({"licence_lapsed_ago": lapsed} if lapsed else {}))


class _Northfield:
    """The two cohorts, from their first day to yesterday."""

    def __init__(self, program, preceptors, units, population, clock, random, *, by):
        self.program, self.preceptors, self.units = program, preceptors, units
        self.population, self.clock, self.random, self.by = population, clock, random, by
        self.training = Training(program, COMMENTS, NOT_YET, clock=clock, random=random)

    def tell(self):
        early = [(ward, trio) for ward in people.WARDS for trio in ward.early]
        late = [(ward, trio) for ward in people.WARDS for trio in ward.late]
        waiting = [(ward, name) for ward in people.WARDS for name in ward.waiting]
        self._cohort(EARLY_AGO, early, ())
        self._cohort(LATE_AGO, late, waiting)

    def _cohort(self, ago, rows, waiting):
        clock = self.clock
        starts_on = clock.day(ago)
        cohort = Cohort.objects.create(
            program=self.program,
            name=f"{starts_on:%B} intake",
            starts_on=starts_on,
            created_at=clock.moment(ago + 60),
        )
        learners = [self._learner(ward, trio[0]) for ward, trio in rows]
        learners += [self._learner(ward, name) for ward, name in waiting]
        enrolments = enrol(cohort, learners, by=self.by, at=clock.moment(ago + 14, 9, 20))
        paired = enrolments[: len(rows)]
        primaries = [self.preceptors[primary] for _ward, (_name, primary, _backup) in rows]
        reasons = {
            enrolment.pk: people.OVER_LIMIT_REASON
            for enrolment, primary in zip(paired, primaries, strict=True)
            if primary.person.name == people.OVER_LIMIT
        }
        at = clock.moment(ago, 8, 40)
        made = pair(paired, primaries, by=self.by, at=at, reasons=reasons)
        for number, (preceptorship, (_ward, trio)) in enumerate(zip(made, rows, strict=True)):
            back_up(
                preceptorship, self.preceptors[trio[2]], by=self.by, at=clock.moment(ago - 1, 11)
            )
            self._walk(preceptorship, *trio, pace=PACES[number % len(PACES)])
            if trio[0] != people.PAUSE[0]:
                written = 3 if trio[0] in ASKING else 1
                shifts.work(preceptorship, number, clock=clock, random=self.random, written=written)
            if trio[0] == "Sam Whitlock":
                shifts.doubt(preceptorship, preceptorship.learner.person, clock=clock)
        # Of its own seed, so that the rest stays as it was.
        study = Random(starts_on.toordinal())  # noqa: S311  (nothing secret about it)
        sessions.study(cohort, primaries[0].person, by=self.by, clock=clock, random=study)

    def _learner(self, ward, name):
        person = self.population.person(
            name, "northfield", job_title="Newly registered nurse", unit=self.units[ward.name]
        )
        return self.population.learner(person, experience_days=90 + 7 * (len(name) % 5))

    def _walk(self, preceptorship, name, primary, backup, *, pace):
        training, by = self.training, self.preceptors[primary].person
        seen = training.plan(preceptorship, pace=pace, gap=people.GAPS.get(name))
        who = {"clock": self.clock, "random": self.random}
        if name == people.CHANGE[0]:
            by = self._hand_over(preceptorship, seen, by)
        else:
            training.sign(preceptorship, seen, self._assessors(primary, backup))
        is_kept = name in (people.OVERDUE_REVIEW, people.OPEN_REVIEW, people.REVIEW_TODAY)
        is_paused = name == people.PAUSE[0]
        hold_reviews(preceptorship, by, keep_last=is_kept or is_paused, **who)
        if is_paused:
            self._pause(preceptorship)
        if name in people.EXTENSIONS:
            extend(preceptorship, people.EXTENSIONS[name], by=self.by, clock=self.clock)
        if name == people.REVIEW_TODAY:
            training.correct(preceptorship, by)
        if name in ASKING:
            training.ask(preceptorship, by)
        if name == people.REVIEW_TODAY:
            arrange_for_today(preceptorship, by, clock=self.clock)
            training.practise(preceptorship, by)
            learner = preceptorship.learner.person
            training.note_offline(preceptorship, learner, "In the lift with Marcus, on a transfer.")
        if name == "Jonas Lind":
            training.note_offline(preceptorship, by, "Radiology corridor, no signal. Well done.")
        if name == "Leila Haddad":
            self._disown(preceptorship)
        if name == people.IN_A_PLAN:
            make_a_plan(preceptorship, by, self.by, clock=self.clock)
        if name == people.IN_DOUBT:
            tell_of_doubt(preceptorship, by, clock=self.clock)
        if name in people.BY_LINK:
            self._sign_by_link(preceptorship, *people.BY_LINK[name])

    def _assessors(self, primary, backup):
        """Both of them, but nobody from the day on which their licence lapsed (P8)."""

        def on(day):
            ago = (self.clock.today - day).days
            able = [name for name in (primary, backup) if ago >= people.LICENCE_LAPSED.get(name, 0)]
            return [self.preceptors[name].person for name in able]

        return on

    def _hand_over(self, preceptorship, seen, before):
        """Somebody else takes over: what came before was signed by the one, the rest by them."""
        _name, ago, successor = people.CHANGE
        new, at = self.preceptors[successor], self.clock.moment(ago, 9, 30)
        earlier = [act for act in seen if act.signed_at < at]
        self.training.sign(preceptorship, earlier, lambda day: [before])
        change_primary(
            preceptorship=preceptorship, preceptor=new, by=self.by, at=at, today=at.date()
        )
        later = [act for act in seen if act.signed_at >= at]
        self.training.sign(preceptorship, later, lambda day: [new.person])
        return new.person

    def _pause(self, preceptorship):
        _name, ago, reason = people.PAUSE
        at = self.clock.moment(ago, 16, 5)
        pause_preceptorship(
            preceptorship=preceptorship, reason=reason, by=self.by, at=at, today=at.date()
        )

    def _disown(self, preceptorship):
        """Somebody without an account signed by link, and later said that it was not them."""
        said = "Two tubes, first attempt."
        confirmation = self._sign_by_link(preceptorship, "N4.4", 9, said, True)
        disown_signature(confirmation=confirmation, at=self.clock.moment(1, 18, 50))

    def _sign_by_link(self, preceptorship, code, ago, comment, is_confirmed):
        """Somebody without an account signs; confirmed from their mailbox, or waiting for it."""
        states = preceptorship.competency_states.filter(competency__code=code)
        competency = states.select_related("competency").get().competency
        observed_on = self.clock.day(ago)
        asked = ask_external(
            preceptorship=preceptorship,
            competency=competency,
            observed_on=observed_on,
            by=preceptorship.learner.person,
            at=self.clock.moment(ago, 12, 20),
            today=observed_on,
        )
        signed = sign_external(
            request=asked,
            identity=SIGNER,
            level=self.training.levels[-1],
            method=Method.WORKPLACE,
            comment=comment,
            idempotency_key=asked.pk,
            at=self.clock.moment(ago, 12, 35),
            today=observed_on,
        )
        confirmation = Confirmation.objects.get(sign_off=signed)
        if is_confirmed:
            at = self.clock.moment(ago, 17, 5)
            confirm_signature(confirmation=confirmation, holder=None, at=at)
        return confirmation


def extend(preceptorship, extension, *, by, clock):
    """Give a learner more weeks, with the reason that stands in their plan."""
    weeks, ago, reason = extension
    at = clock.moment(ago, 10, 50)
    extend_preceptorship(
        preceptorship=preceptorship,
        ends_on=preceptorship.ends_on + timedelta(weeks=weeks),
        reason=reason,
        by=by,
        at=at,
        today=at.date(),
    )
