"""How a demo program of preceptorships comes to life: paired, signed and reviewed over weeks."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from assessments.practice.services import write_practice_note
from assessments.sign_offs.services.sign_off import sign_off_competency, undo_sign_off
from assessments.sign_offs.services.sign_off_draft import receive_draft
from assessments.sign_offs.services.sign_off_request import ask_for_sign_offs
from people.models import Learner, Person, Preceptor
from programs.cohorts.models import (
    Cohort,
    Enrolment,
    Method,
    PairingChoice,
    Program,
    ProgramCompetency,
)
from programs.cohorts.services.pairing import publish_pairings
from programs.frameworks.models import RatingLevel
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.preceptor_assignment import add_backup

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
FIRST_TRY_FAILS = 0.08
# When something is seen: on an early, a late or a night shift, the last signed in the morning.
SHIFTS = ((8, 14), (8, 14), (14, 20), (14, 20), (21, 30))


@dataclass(frozen=True, slots=True)
class Seen:
    """One performance, observed on a day and signed some hours or days later."""

    signed_at: datetime
    observed_on: date
    asked: ProgramCompetency
    number: int
    is_pass: bool


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
    """Signs one preceptorship up to yesterday, at the learner's own pace.

    ``pace`` 1 signs everything in its due week; 0.5 takes twice as long.
    """

    def __init__(
        self,
        program: Program,
        comments: Mapping[str, Iterable[str]],
        not_yet: Iterable[str],
        *,
        clock,
        random,
    ):
        self.clock, self.random = clock, random
        self.scale = program.preceptorship_rules.rating_scale
        self.levels = list(RatingLevel.objects.filter(scale=self.scale))
        self.asked = list(program.competencies.select_related("competency"))
        # Each of them is somebody's own: once said, it is not said again.
        self.comments = {code: deque(texts) for code, texts in comments.items()}
        self.not_yet = deque(not_yet)

    def plan(self, preceptorship: Preceptorship, *, pace: float, gap=None) -> list[Seen]:
        """Return what was seen and signed so far, in that order.

        ``gap`` is a first and a last day ago between which nothing could be shown: what was
        to come moves by as many days.
        """
        seen = []
        for asked in self.asked:
            for number in range(asked.observations_required):
                day = self._observed_on(preceptorship, asked, number, pace, gap)
                if day >= self.clock.today:
                    continue
                passed = self._seen(day, asked, number, is_pass=True)
                fails = not number and self.random.random() < FIRST_TRY_FAILS
                if fails and self.not_yet and day > preceptorship.starts_on + timedelta(days=1):
                    before = day - timedelta(days=1)
                    seen.append(self._seen(before, asked, number, is_pass=False))
                seen.append(passed)
        return sorted(seen, key=lambda act: act.signed_at)

    def sign(self, preceptorship: Preceptorship, seen: Iterable[Seen], assessors) -> None:
        """Sign what was seen; ``assessors`` returns who could see something on a day."""
        for act in seen:
            people = assessors(act.observed_on)
            place = act.number + (act.asked.competency.position % 3 == 2)
            self.sign_once(
                preceptorship=preceptorship,
                competency=act.asked.competency,
                by=people[place % len(people)],
                level=self._level(act.is_pass),
                observed_on=act.observed_on,
                comment=self._comment(act),
                at=act.signed_at,
            )

    def sign_once(self, *, at, **act):
        return sign_off_competency(
            **act,
            method=Method.WORKPLACE,
            idempotency_key=self._key(),
            at=at,
            today=at.date(),
        )

    def correct(self, preceptorship: Preceptorship, by: Person):
        """Yesterday somebody tapped the wrong level, undid it, and signed what they saw."""
        state = self._open(preceptorship).filter(observations_required=1, attempts=0).first()
        act = {
            "preceptorship": preceptorship,
            "competency": state.competency,
            "by": by,
            "observed_on": self.clock.day(1),
        }
        wrong = self.sign_once(
            **act, level=self._level(is_pass=False), at=self.clock.moment(1, 13, 42)
        )
        undo_sign_off(sign_off=wrong, by=by, at=self.clock.moment(1, 13, 44))
        self.sign_once(**act, level=self._level(is_pass=True), at=self.clock.moment(1, 13, 46))

    def ask(self, preceptorship: Preceptorship, assessor: Person):
        """The learner asks yesterday's assessor for the next two that are still open."""
        ask_for_sign_offs(
            preceptorship=preceptorship,
            competencies=[state.competency for state in self._open(preceptorship)[:2]],
            assessor=assessor,
            observed_on=self.clock.day(1),
            by=preceptorship.learner.person,
            at=self.clock.moment(1, 17, 25),
            today=self.clock.day(1),
        )

    def note_offline(self, preceptorship: Preceptorship, by: Person, text: str):
        """Somebody noted the third open one where there was no signal, and came home since."""
        receive_draft(
            draft_id=self._key(),
            preceptorship=preceptorship.pk,
            competency=self._open(preceptorship)[2].competency_id,
            level=None,
            comment=text,
            recorded_at=self.clock.moment(1, 15, 10),
            by=by,
            at=self.clock.moment(1, 16, 35),
        )

    def practise(self, preceptorship: Preceptorship, assessor: Person):
        """The learner writes two notes of their own, and their preceptor answers one."""
        learner = preceptorship.learner.person
        for number, state in enumerate(self._open(preceptorship)[:2]):
            what = {"preceptorship": preceptorship, "competency": state.competency}
            own = PRACTISED[number] | {"by": learner, "self_level": self.levels[1 + number]}
            self._note(2, 21, **what, **own)
            if own["is_shared"]:
                self._note(1, 7, **what, text=FEEDBACK, by=assessor, is_shared=True)

    def _note(self, days, hour, **what):
        write_practice_note(
            **what,
            practised_on=self.clock.day(days),
            idempotency_key=self._key(),
            at=self.clock.moment(days, hour, 10),
            today=self.clock.day(days),
        )

    def _open(self, preceptorship):
        states = preceptorship.competency_states.filter(achieved_at=None).in_order()
        return states.select_related("competency")

    def _observed_on(self, preceptorship, asked, number, pace, gap):
        week = (asked.due_week or 20) / pace
        step = 6 * (asked.observations_required - 1 - number)
        day = preceptorship.starts_on + timedelta(days=int(7 * week) - 4 - step)
        # Less than a step, so that no two fall on one day (P3).
        day -= timedelta(days=self.random.randrange(5))
        day = max(day, preceptorship.starts_on + timedelta(days=number))
        if gap and day >= self.clock.day(gap[0]):
            day += timedelta(days=gap[0] - gap[1] + 1)
        return day

    def _seen(self, observed_on, asked, number, *, is_pass):
        ago = (self.clock.today - observed_on).days
        first, last = self.random.choice(SHIFTS)
        # Some is signed on the spot, some on a later shift.
        waited = self.random.choice((0, 0, 0, 0, 1, 2))
        signed_ago = max(1, ago - waited)
        hour, minute = self.random.randrange(first, last), self.random.randrange(60)
        if hour >= 24 and signed_ago == 1:
            # This morning may not have come yet.
            hour = 22
        signed_at = self.clock.moment(signed_ago - hour // 24, hour % 24, minute)
        return Seen(signed_at, observed_on, asked, number, is_pass)

    def _comment(self, act):
        texts = self.comments.get(act.asked.competency.code) if act.is_pass else self.not_yet
        if not texts or (act.is_pass and self.random.random() < 0.4):
            return ""
        return texts.popleft()

    def _level(self, is_pass):
        """A level that passes, or the one just below."""
        levels = [level for level in self.levels if self.scale.is_pass(level.value) == is_pass]
        return self.random.choice(levels) if is_pass else levels[-1]

    def _key(self):
        return UUID(int=self.random.getrandbits(128), version=4)
