"""The intake begins: enrolled, paired on a draft, published, with a backup and a rota."""

from datetime import date, time, timedelta

from people.models import Person
from programs.cohorts.eligibility import guides_of
from programs.cohorts.models import Enrolment
from programs.cohorts.services.enrolment import enrol_learners
from programs.cohorts.services.pairing import publish_pairings
from programs.cohorts.services.pairing_draft import Pick, choose
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.preceptor_assignment import add_backup
from programs.shifts.models import Shift
from programs.shifts.services.roster import Plan, Times
from programs.shifts.services.shift import plan_pattern
from tools.demo.year.course import Course, Skill, Year
from tools.demo.year.story import Fate

# Two days with the primary preceptor, one with the backup, from Monday 0; and the hours.
ROTAS = (
    ((0, 1), 4, time(7, 30), time(20)),
    ((1, 3), 5, time(7, 30), time(20)),
    ((2, 4), 0, time(13), time(21, 30)),
    ((3, 6), 2, time(20), time(8)),
)
# As long as a rota is written in one go; the first weeks are supernumerary. In each of them the
# backup has a day in its first weeks.
ROTA_WEEKS, FIRST_WEEKS, WITH_BACKUP = 12, 3, timedelta(weeks=5)
BY_NAME = "learner__person__sort_name"
PACES = {Fate.MENDED: 0.75, Fate.EXTENDED: 0.6, Fate.NOT_ACHIEVED: 0.5}


def enrol(year: Year, people: list[Person]) -> None:
    by, at = year.coordinator, year.diary.now
    enrol_learners(cohort=year.cohort, people=people, by=by, at=at)
    year.tally.act("enrolled", year.today)


def pair(year: Year) -> list[Course]:
    """Draft and publish: each who waits with somebody of their ward who has a place."""
    by, at, today = year.coordinator, year.diary.now, year.today
    waiting = Enrolment.objects.waiting().filter(cohort=year.cohort).order_by(BY_NAME)
    waiting = list(waiting.select_related("learner__person"))
    picks = _picks(year, waiting)
    report = choose(cohort=year.cohort, picks=picks, by=by, at=at, today=today)
    year.tally.faults += [f"not drafted: {problem}" for problem in report.problems.values()]
    publish_pairings(cohort=year.cohort, by=by, at=at, today=today)
    year.tally.act("pairings drafted and published", today, 1 + len(picks))
    mine = [enrolment.learner_id for enrolment in waiting]
    begun = Preceptorship.objects.with_people().filter(cohort=year.cohort, learner__in=mine)
    made = [
        Course(preceptorship, len(year.courses) + number)
        for number, preceptorship in enumerate(begun.order_by(BY_NAME))
    ]
    year.courses |= {course.preceptorship.pk: course for course in made}
    return made


def _picks(year, waiting):
    guides = list(guides_of(year.program, on=year.cohort.starts_on))
    load = {guide.pk: guide.load for guide in guides}
    picks = []
    for enrolment in waiting:
        unit = enrolment.learner.person.unit_id
        free = [
            guide
            for guide in guides
            if load[guide.pk] < guide.capacity and guide.pk not in year.leaving
        ]
        best = min(free, key=lambda guide: (guide.person.unit_id != unit, -load[guide.pk]))
        load[best.pk] += 1
        picks.append(Pick(enrolment_id=enrolment.pk, guide_id=best.pk))
    return picks


def begin(year: Year, course: Course) -> None:
    """With a backup, a rota, and all that is to be shown."""
    preceptorship = course.preceptorship
    course.skills = list(_skills(year, course))
    name_backup(year, course, preceptorship.starts_on)
    plan_rota(year, course, max(preceptorship.starts_on, year.today), is_first=True)


def name_backup(year: Year, course: Course, day: date) -> None:
    """Somebody else of the ward stands in."""
    preceptorship, today = course.preceptorship, year.today
    primary = course.primary(day)
    unit = course.learner.unit_id
    near = [guide for guide in guides_of(year.program, on=today) if guide.pk != primary.pk]
    near = [guide for guide in near if guide.person.unit_id == unit] or near
    chosen = near[course.number % len(near)]
    act = {"by": year.coordinator, "at": year.diary.now, "today": today}
    add_backup(preceptorship=preceptorship, preceptor=chosen, **act)
    year.tally.act("backup named", today)


def _skills(year, course):
    """All that is asked, each performance on a day of its own, at the learner's pace."""
    starts_on = course.preceptorship.starts_on
    pace = PACES.get(course.fate) or year.random.uniform(1.1, 1.4)
    asked = year.program.competencies.current().select_related("competency")
    skills = []
    for row in asked.order_by("competency__position"):
        if course.fate is Fate.NOT_ACHIEVED and row.is_critical:
            continue
        for number in range(row.observations_required):
            # What is critical is in everybody's mind: it is shown in time by all.
            own_pace = max(pace, 1.1) if row.is_critical else pace
            days = int(7 * (row.due_week or 20) / own_pace) - 6 - 8 * number
            days -= year.random.randrange(6)
            day = starts_on + timedelta(days=max(2 + number, days))
            skills.append(Skill(row.competency, row.is_critical, day))
    return sorted(skills, key=lambda skill: skill.day)


def plan_rota(year: Year, course: Course, first: date, *, is_first: bool = False) -> None:
    """Write the next weeks of a rota, and come back for those after it."""
    preceptorship = course.fresh()
    if not preceptorship.is_open or preceptorship.is_paused or first > preceptorship.ends_on:
        return
    length = timedelta(weeks=FIRST_WEEKS if is_first else ROTA_WEEKS)
    until = min(first + length - timedelta(days=1), preceptorship.ends_on)
    weekdays, other_day, starts, ends = ROTAS[course.number % len(ROTAS)]
    primary = course.primary(first)
    if primary is None or primary.person is None:
        year.diary.in_days(3, 15, plan_rota, year, course, first + timedelta(days=3))
        return
    if course.backup(year.today) is None and preceptorship.starts_on <= year.today:
        # Whoever was to stand in has left.
        name_backup(year, course, first)
    backup = course.backup(first)
    _pattern(year, course, weekdays, (first, starts, ends), until, primary, is_first)
    other = backup or primary
    so_far = min(until, first + WITH_BACKUP)
    _pattern(year, course, [other_day], (first, starts, ends), so_far, other, is_first)
    following = until + timedelta(days=1)
    days = max(0, (until - year.today).days - 6)
    year.diary.in_days(days, 15, plan_rota, year, course, following)


def _pattern(year, course, weekdays, times, until, preceptor, is_supernumerary):
    first, starts, ends = times
    days = [first + timedelta(days=number) for number in range((until - first).days + 1)]
    if not any(day.weekday() in weekdays for day in days):
        return
    plan = Plan(
        preceptor=preceptor,
        origin=Shift.Origin.PATTERN,
        unit=course.learner.unit,
        is_supernumerary=is_supernumerary,
    )
    planned, _left = plan_pattern(
        preceptorship=course.preceptorship,
        weekdays=weekdays,
        times=Times(first, starts, ends, 30),
        until=until,
        plan=plan,
        by=preceptor.person,
        at=year.diary.now,
    )
    year.tally.done["shift planned"] += planned
