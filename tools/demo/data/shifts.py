"""The shifts of a demo's learners: planned by the week, written about, one of them in question."""

from datetime import time, timedelta
from uuid import UUID

from people.models import Person
from programs.preceptorships.models import Preceptorship
from programs.shifts.models import Shift, TaughtSkill
from programs.shifts.services.hours import question_hours
from programs.shifts.services.roster import Plan, Times
from programs.shifts.services.shift import plan_pattern
from programs.shifts.services.shift_note import Words, answer_shift_note, write_shift_note

# Who works on which days, from Monday 0, and when; one after the other.
ROTAS = (
    ((0, 1, 4), time(7, 30), time(20)),
    ((1, 2, 5), time(7, 30), time(20)),
    ((2, 3, 6), time(13), time(21, 30)),
    ((0, 3, 5), time(20), time(8)),
)
DAY, BACK, AHEAD = timedelta(days=1), timedelta(weeks=4), timedelta(weeks=2)
# What to do next time, and what went well: each of it once.
NEXT_TIMES = (
    "Lead one medicines round and say each check aloud.",
    "Take the handover for bay 2 from the night team.",
    "Plan the day's order of work before the round, not after it.",
    "Ring the pharmacist yourself; I'll listen in.",
    "Two admissions on your own, then we look at the care plans together.",
    "Ask for help before the second attempt, not after the third.",
    "Watch one discharge from start to end.",
    "Practise the escalation call with the SBAR card in your pocket.",
)
WENT_WELL = (
    "Stayed calm with a worried family, and wrote it all down afterwards.",
    "Spotted a wrong flow rate and said so at once.",
    "Every observation done on time in spite of two admissions.",
    "",
)
ANSWERS = ("Thank you. I'd like to try that on Thursday.", "That helped, I'd been unsure.")


def work(preceptorship: Preceptorship, number: int, *, clock, random, written: int) -> None:
    """Plan the first phase and six weeks around today, and write of the last ``written``."""
    primary = preceptorship.primary_on(clock.today)
    held = preceptorship.assignments.primary().filter(valid_to=None).first()
    if primary is None or held is None:
        return
    begun = max(preceptorship.starts_on, held.valid_from)
    first = max(begun, clock.today - BACK)
    last, phase = clock.today + AHEAD, preceptorship.phases.first()
    counted_from = max(first, phase.ends_on + DAY) if phase else first
    if phase:
        _plan(preceptorship, number, primary, begun, min(last, phase.ends_on), True, clock=clock)
    _plan(preceptorship, number, primary, counted_from, last, False, clock=clock)
    over = Shift.objects.over(clock.moment(1, 22)).filter(preceptorship=preceptorship)
    # The last one waits for its note.
    for place, shift in enumerate(over.with_people().order_by("-starts_at")[1 : written + 1]):
        _write(shift, number + place, random=random)


def _plan(preceptorship, number, preceptor, first, last, is_supernumerary, *, clock):
    """The shifts of some days: supernumerary in the first phase, as its plan says."""
    weekdays, starts, ends = ROTAS[number % len(ROTAS)]
    days = [first + DAY * ahead for ahead in range((last - first).days + 1)]
    if not any(day.weekday() in weekdays for day in days):
        return
    plan_pattern(
        preceptorship=preceptorship,
        weekdays=weekdays,
        times=Times(first, starts, ends, 30),
        until=last,
        plan=Plan(
            preceptor=preceptor,
            origin=Shift.Origin.ROTA,
            unit=preceptor.person.unit,
            is_supernumerary=is_supernumerary,
        ),
        by=preceptor.person,
        at=clock.moment(29, 9),
    )


def doubt(preceptorship: Preceptorship, by: Person, *, clock) -> None:
    """Somebody asks about the hours of the last shift but one."""
    over = Shift.objects.over(clock.now).filter(preceptorship=preceptorship)
    shift = over.order_by("-starts_at")[1]
    question_hours(shift=shift, question="I left at six that day.", by=by, at=clock.moment(1, 21))


def _write(shift, number, *, random):
    states = shift.preceptorship.competency_states.order_by("competency__position")
    skills = [state.competency_id for state in states[number % 5 : number % 5 + 2]]
    ways = (TaughtSkill.Way.SHOWN, TaughtSkill.Way.WITH_HELP)
    words = Words(
        taught=list(zip(skills, ways, strict=False)),
        next_time=NEXT_TIMES[number % len(NEXT_TIMES)],
        went_well=WENT_WELL[number % len(WENT_WELL)],
    )
    note = write_shift_note(
        shift=shift,
        words=words,
        by=shift.preceptor.person,
        idempotency_key=UUID(int=random.getrandbits(128), version=4),
        at=shift.ends_at + timedelta(minutes=20),
    )
    if number % 4 == 0:
        learner = shift.preceptorship.learner.person
        at = shift.ends_at + timedelta(hours=11)
        answer = ANSWERS[number // 4 % len(ANSWERS)]
        answer_shift_note(note=note, answer=answer, by=learner, at=at)
