"""How a demo program of preceptorships comes to life: paired, signed and reviewed over weeks."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from assessments.practice.services import write_practice_note
from assessments.sign_offs.services.sign_off import SignOffRefused, sign_off_competency
from assessments.sign_offs.services.sign_off_request import SignOffRequestError, ask_for_sign_offs
from people.models import Learner, Person, Preceptor
from programs.cohorts.models import (
    Cohort,
    Enrolment,
    Method,
    PairingChoice,
    Program,
)
from programs.cohorts.services.pairing import publish_pairings
from programs.frameworks.models import RatingLevel
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.preceptor_assignment import add_backup
from programs.preceptorships.services.review import hold_review
from tools.demo.data.content import Group

PRACTISED = (
    {
        "text": "Went well until the phone rang. Next time I finish the check first.",
        "is_shared": True,
    },
    {
        "text": "Nervous, and I hid it. I want to do this once more with somebody near.",
        "is_shared": False,
    },
)
FEEDBACK = "You stopped and started over: that was right. Ask me to take the phone."

# How often somebody is not there yet the first time; they pass the next day.
FIRST_TRY_FAILS = 0.12


def enrol(cohort: Cohort, learners: Sequence[Learner], *, by: Person, at) -> list[Enrolment]:
    return Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, learner=learner, enrolled_at=at, enrolled_by=by)
        for learner in learners
    )


def pair(
    enrolments: Sequence[Enrolment],
    preceptors: Sequence[Preceptor],
    *,
    by: Person,
    at,
    reasons: dict[UUID, str] | None = None,
) -> list[Preceptorship]:
    """Publish each enrolment with the preceptor of the same place.

    ``reasons`` says, by enrolment, why a rule was set aside.
    """
    PairingChoice.objects.bulk_create(
        PairingChoice(
            enrolment=enrolment,
            preceptor=preceptor,
            override_reason=(reasons or {}).get(enrolment.pk, ""),
            chosen_by=by,
            chosen_at=at,
        )
        for enrolment, preceptor in zip(enrolments, preceptors, strict=True)
    )
    cohort = enrolments[0].cohort
    publish_pairings(cohort=cohort, by=by, at=at, today=at.date())
    made = cohort.preceptorships.select_related("learner__person")
    return [made.get(learner=enrolment.learner) for enrolment in enrolments]


def back_up(preceptorship: Preceptorship, preceptor: Preceptor, *, by: Person, at) -> None:
    add_backup(preceptorship=preceptorship, preceptor=preceptor, by=by, at=at, today=at.date())


class Training:
    """Signs and reviews one preceptorship up to today, at the learner's own pace.

    ``pace`` 1 signs everything in its due week; 0.5 takes twice as long.
    """

    def __init__(self, program: Program, groups: Sequence[Group], comments, *, clock, random):
        self.program, self.comments = program, comments
        self.clock, self.random = clock, random
        self.levels = list(
            RatingLevel.objects.filter(scale=program.preceptorship_rules.rating_scale)
        )
        self.scale = program.preceptorship_rules.rating_scale
        self.asked = list(program.competencies.select_related("competency"))

    def sign(self, preceptorship: Preceptorship, assessors: Sequence[Person], *, pace: float):
        planned = [
            (observed_on, asked, number)
            for asked in self.asked
            for number in range(asked.observations_required)
            if (observed_on := self._observed_on(preceptorship, asked, number, pace))
        ]
        for observed_on, asked, number in sorted(planned, key=lambda plan: plan[0]):
            assessor = assessors[number % len(assessors)]
            act = {"competency": asked.competency, "by": assessor, "preceptorship": preceptorship}
            try:
                if not number and self.random.random() < FIRST_TRY_FAILS:
                    before = max(observed_on - timedelta(days=1), preceptorship.starts_on)
                    self._sign_once(before, self._level(passing=False), **act)
                self._sign_once(observed_on, self._level(passing=True), **act)
            except SignOffRefused:
                # The assessor's approval had lapsed that day (P8): this learner falls behind.
                continue

    def ask(self, preceptorship: Preceptorship, assessor: Person):
        """The learner asks yesterday's assessor for the next two that are still open."""
        states = preceptorship.competency_states.filter(achieved_at=None).in_order()
        with suppress(SignOffRequestError):
            # Whoever lapsed cannot be asked (P8).
            ask_for_sign_offs(
                preceptorship=preceptorship,
                competencies=[
                    state.competency for state in states.select_related("competency")[:2]
                ],
                assessor=assessor,
                observed_on=self.clock.day(1),
                by=preceptorship.learner.person,
                at=self.clock.moment(1, hour=17),
                today=self.clock.day(1),
            )

    def practise(self, preceptorship: Preceptorship, assessor: Person):
        """The learner writes two notes of their own, and their preceptor answers one."""
        learner = preceptorship.learner.person
        states = preceptorship.competency_states.filter(achieved_at=None).in_order()
        for number, state in enumerate(states.select_related("competency")[:2]):
            what = {"preceptorship": preceptorship, "competency": state.competency}
            own = PRACTISED[number] | {"by": learner, "self_level": self.levels[1 + number]}
            self._note(2, **what, **own)
            if own["is_shared"]:
                self._note(1, **what, text=FEEDBACK, by=assessor, is_shared=True)

    def _note(self, days, **what):
        write_practice_note(
            **what,
            practised_on=self.clock.day(days),
            idempotency_key=UUID(int=self.random.getrandbits(128), version=4),
            at=self.clock.moment(days, hour=18),
            today=self.clock.day(days),
        )

    def review(self, preceptorship: Preceptorship, by: Person, *, skip_last=False):
        """Hold the reviews that were due, all of them or all but the last."""
        due = list(preceptorship.reviews.filter(due_on__lt=self.clock.today).order_by("due_on"))
        for review in due[:-1] if skip_last else due:
            held_on = min(review.due_on + timedelta(days=1), self.clock.today)
            hold_review(
                review=review, by=by, held_on=held_on, at=self.clock.now, today=self.clock.today
            )

    def _observed_on(self, preceptorship, asked, number, pace):
        week = (asked.due_week or 20) / pace
        step = 6 * (asked.observations_required - 1 - number)
        day = preceptorship.starts_on + timedelta(days=int(7 * week) - 4 - step)
        # Less than a step, so that no two fall on one day (P3).
        day -= timedelta(days=self.random.randrange(5))
        day = max(day, preceptorship.starts_on + timedelta(days=number))
        return day if day <= self.clock.today else None

    def _sign_once(self, observed_on, level, **act):
        waited = self.random.choice((0, 0, 0, 1, 2, 9))
        ago = max(0, (self.clock.today - observed_on).days - waited)
        at = self.clock.moment(ago, hour=16)
        sign_off_competency(
            **act,
            level=level,
            method=Method.WORKPLACE,
            observed_on=observed_on,
            comment=self.random.choice(self.comments),
            idempotency_key=UUID(int=self.random.getrandbits(128), version=4),
            at=at,
            today=at.date(),
        )

    def _level(self, *, passing):
        """A level that passes, or the one just below."""
        levels = [level for level in self.levels if self.scale.is_pass(level.value) == passing]
        return self.random.choice(levels) if passing else levels[-1]
