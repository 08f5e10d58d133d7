"""Ascent: mentoring pairs, most of them alive, three going quiet, one proposed."""

from datetime import time, timedelta
from decimal import Decimal

from people.models import Learner
from programs.cohorts.models import (
    Cohort,
    Instrument,
    MentorshipRules,
    Program,
    ProgramCoordinator,
)
from programs.mentoring.goals.models import Goal
from programs.mentoring.goals.services.goal import create_goal, current_share
from programs.mentoring.goals.services.goal_comment import comment_on_goal
from programs.mentoring.goals.services.goal_entry import log_goal_entry
from programs.mentoring.goals.services.goal_template import add_goal_template
from programs.mentoring.goals.services.milestone import add_milestone, complete_milestone
from programs.mentoring.meetings.models import CheckIn, CheckInNote
from programs.mentoring.meetings.services.agenda import add_to_agenda, take_on
from programs.mentoring.meetings.services.availability import import_rota, set_weekly_hours
from programs.mentoring.meetings.services.check_in import plan_check_in, record_check_in
from programs.mentoring.meetings.services.check_in_note import write_check_in_note
from programs.mentoring.mentorships.services.agreement import accept_agreement, write_agreement
from programs.mentoring.mentorships.services.guided_path import start_guided_path
from programs.mentoring.mentorships.services.mentorship import hold_mentorship_review
from programs.mentoring.mentorships.services.mentorship_opening import (
    open_mentorship,
    propose_mentorship,
)
from programs.mentoring.reflection.models import PulseAnswer
from programs.mentoring.reflection.services.pulse import ask_pulses, quarter_of
from programs.mentoring.wall.models import Reading
from programs.mentoring.wall.services.reading import record_reading
from tools.demo.data import ascent, ascent_before, names
from tools.demo.data.preceptorships import enrol

STARTED_AGO = 120
# Days since the pair last met; None: never.
STALLING = {4: 75, 9: 52, 13: None}
PEERS = (3, 6, 10, 14)
# Asked, with Helen Ward, whether to begin.
PROPOSED = 15
# When the first pair can meet, by the day of the week: two afternoons in common.
MENTEE_WEEK = {1: [(time(13), time(17))], 3: [(time(9), time(16, 30))]}
MENTOR_WEEK = {1: [(time(15), time(18))], 3: [(time(14), time(18))], 4: [(time(9), time(11))]}


def build(*, population, clock, random, by, also):
    """``also`` are people of other programs who are mentees here."""
    site = population.site("Ascent", {"Regional office": ("Leadership circle",)})
    lena = population.person("Lena Sorel", "ascent", job_title="Leadership lead", unit=site[0])
    program = _program(by, clock)
    ProgramCoordinator.objects.create(program=program, person=lena)
    mentors = [
        population.mentor(
            population.person(name, "ascent", job_title="Senior leader", unit=site[0])
        )
        for name in names.MENTORS
    ]
    program.mentors.set(mentors)
    mentees = [
        population.learner(population.person(name, "ascent", job_title="Team lead", unit=site[0]))
        for name in names.MENTEES
    ]
    ascent_before.build(
        program, [(mentees[0], mentors[1]), (mentees[3], mentors[0])], by=lena, clock=clock
    )
    mentees[1:1] = [Learner.objects.create(person=person) for person in also]
    _walk(program, mentees, mentors, by=lena, clock=clock, random=random)


def _program(by, clock):
    program = Program.objects.create(
        kind=Program.Kind.MENTORSHIP,
        name=ascent.PROGRAM,
        description="A year or more with somebody who listens.",
        preset="leadership_mentoring",
        created_at=clock.moment(200),
        created_by=by,
    )
    MentorshipRules.objects.create(program=program, review_months=[1, 3, 6, 9])
    start_guided_path(program=program)
    for area, title, measure, how, steps in ascent.IDEAS:
        idea = {"area": area, "title": title, "measure": measure}
        add_goal_template(program=program, measure_text=how, steps=steps, **idea)
    return program


def _walk(program, mentees, mentors, *, by, clock, random):
    cohort = Cohort.objects.create(
        program=program,
        name=ascent.COHORT,
        starts_on=clock.day(STARTED_AGO),
        created_at=clock.moment(180),
    )
    enrolments = enrol(cohort, mentees, by=by, at=clock.moment(STARTED_AGO + 14))
    for number, enrolment in enumerate(enrolments):
        if number == PROPOSED:
            asked = {"enrolment": enrolment, "mentor": mentors[0], "by": by}
            propose_mentorship(**asked, at=clock.moment(1), today=clock.day(1))
            continue
        # The first two share Helen Ward; then one after the other.
        mentor = mentors[0 if number < 2 else number % len(mentors)]
        style = MentorshipRules.Style.PEER if number in PEERS else ""
        mentorship = open_mentorship(
            enrolment=enrolment,
            mentor=mentor,
            by=by,
            at=clock.moment(STARTED_AGO),
            today=clock.day(STARTED_AGO),
            style=style,
        )
        _agree(mentorship, number, clock=clock)
        _set_goals(mentorship, number, clock=clock, random=random)
        _meet(mentorship, number, clock=clock)
        if number == 0:
            _prepare(mentorship, clock=clock)
            _open_each_others(mentorship, clock=clock)
    _feel_the_pulse(program, cohort, clock=clock, random=random)


def _feel_the_pulse(program, cohort, *, clock, random):
    """What both said in the last quarter, of whom nobody can be told apart."""
    over = quarter_of(clock.day(0)) - timedelta(days=1)
    instrument = Instrument.objects.get(preset=Instrument.PULSE)
    for side in [PulseAnswer.Side.MENTEE] * 12 + [PulseAnswer.Side.MENTOR] * 9:
        PulseAnswer.objects.create(
            program=program,
            cohort=cohort,
            instrument=instrument,
            side=side,
            quarter=quarter_of(over),
            values=[random.choice((3, 4, 4, 5)) for _item in instrument.items],
        )
    ask_pulses(today=clock.day(0), at=clock.moment(0))


def _agree(mentorship, number, *, clock):
    """Most have an agreement; every third waits for the mentee's yes to a change of it."""
    if number in STALLING:
        return
    mentee, mentor = mentorship.both
    at = clock.moment(STARTED_AGO - 5)
    write = {"mentorship": mentorship, "clauses": ascent.AGREEMENT, "revision": 0}
    draft = write_agreement(by=mentee, at=at, **write)
    accept_agreement(mentorship=mentorship, by=mentor, revision=draft.revision, at=at)
    if number % 3 == 0:
        write["clauses"] = ascent.AGREEMENT | ascent.AGREEMENT_CHANGE
        write_agreement(by=mentor, at=clock.moment(2), **write)


def _set_goals(mentorship, number, *, clock, random):
    owner = mentorship.learner.person
    for place in range(2 if number % 3 else 3):
        area, title, reason, measure, steps = ascent.GOALS[(number + place) % len(ascent.GOALS)]
        is_private = area == Goal.Area.WELL_BEING
        goal = create_goal(
            owner=owner,
            area=area,
            title=title,
            reason=reason,
            measure=measure,
            target_number=Decimal(7) if measure == Goal.Measure.NUMBER else None,
            target_on=clock.day(-40 - 20 * place),
            mentorship=None if is_private else mentorship,
            at=clock.moment(STARTED_AGO - 10 - place),
        )
        share = current_share(goal)
        _take_steps(goal, steps, share and share.pk, clock)
        _log(goal, share, clock=clock, random=random, quiet=number in STALLING)


def _take_steps(goal, steps, readers, clock):
    for place, title in enumerate(steps):
        is_done = place < len(steps) // 2
        due_on = None if is_done else clock.day(-12 * place)
        milestone = add_milestone(goal=goal, title=title, readers=readers, due_on=due_on)
        if is_done:
            complete_milestone(milestone=milestone, on=clock.day(60 - 15 * place))


def _log(goal, share, *, clock, random, quiet):
    readers = share and share.pk
    for place, ago in enumerate((90, 76, 55, 34, 20, 6)[: 2 if quiet else 6]):
        log_goal_entry(
            goal=goal,
            readers=readers,
            text=random.choice(ascent.ENTRIES) if place % 2 else "",
            **_reading(goal, place, random),
            at=clock.moment(ago, hour=18),
        )
    if readers and not quiet:
        comment_on_goal(
            goal=goal,
            readers=readers,
            by=share.mentorship.mentor.person,
            text=random.choice(ascent.COMMENTS),
            at=clock.moment(5, hour=19),
        )


def _reading(goal, place, random):
    """A little further with each entry: the number that is counted, or a feeling."""
    if goal.measure == Goal.Measure.NUMBER:
        return {"number": Decimal(1 + place), "progress": None}
    return {"number": None, "progress": min(90, 10 + 14 * place + random.randrange(6))}


def _meet(mentorship, number, *, clock):
    """Meet monthly until the pair went quiet; most have the next one booked."""
    last = STALLING.get(number, 12 + number)
    if last is not None:
        for ago in range(last, STARTED_AGO - 10, 30):
            _record(mentorship, ago, clock)
    if number not in STALLING and number % 5 != 1:
        noon = clock.now.replace(hour=12, minute=0, second=0, microsecond=0)
        plan_check_in(
            mentorship=mentorship,
            starts_at=noon + timedelta(days=3 + number, hours=number % 4),
            minutes=30,
            medium=CheckIn.Medium.PHONE if number % 2 else CheckIn.Medium.IN_PERSON,
            by=mentorship.mentor.person,
            at=clock.now,
        )


def _prepare(mentorship, *, clock):
    """The first pair is ready for its next meeting, and has looked back when it was time."""
    mentee, mentor = mentorship.both
    set_weekly_hours(person=mentee, week=MENTEE_WEEK)
    set_weekly_hours(person=mentor, week=MENTOR_WEEK)
    for review in mentorship.reviews.filter(due_on__lte=clock.today):
        hold_mentorship_review(review=review, by=mentee, at=clock.moment(30))
    check_in = mentorship.check_ins.upcoming(clock.now).first()
    for text in ascent.TOPICS:
        add_to_agenda(check_in=check_in, by=mentee, text=text, at=clock.moment(2))
    due_on = check_in.starts_at.date()
    take_on(
        mentorship=mentorship, owner=mentor, text=ascent.ACTION, due_on=due_on, at=clock.moment(12)
    )


def _open_each_others(mentorship, *, clock):
    """What the two have read of each other, which both can see; the mentor has brought a rota."""
    mentee, mentor = mentorship.both
    met = mentorship.check_ins.held().order_by("-held_at").first()
    goal = mentorship.goal_shares.in_force().order_by("pk").first().goal
    for reader, what, thing, ago in (
        (mentor, Reading.What.CHECK_IN, met, 11),
        (mentee, Reading.What.AGREEMENT, mentorship, 6),
        (mentor, Reading.What.GOAL, goal, 5),
    ):
        at = clock.moment(ago, hour=19)
        record_reading(mentorship=mentorship, reader=reader, what=what, object_id=thing.pk, at=at)
    import_rota(person=mentor, content=_rota(clock), at=clock.moment(1))


def _rota(clock):
    """Two weeks of early shifts, every other day, as a calendar file."""
    days = [clock.day(-ahead).strftime("%Y%m%d") for ahead in range(1, 15, 2)]
    shifts = [
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:{day}T060000\r\nDTEND:{day}T143000\r\nEND:VEVENT\r\n"
        for day in days
    ]
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(shifts)}END:VCALENDAR\r\n"
    return calendar.encode()


def _record(mentorship, ago, clock):
    check_in = record_check_in(
        mentorship=mentorship,
        met_at=clock.moment(ago, hour=15),
        minutes=45,
        medium=CheckIn.Medium.IN_PERSON,
        by=mentorship.learner.person,
        at=clock.moment(ago, hour=17),
    )
    write_check_in_note(
        check_in=check_in,
        by=mentorship.learner.person,
        text=ascent.NOTES[ago % len(ascent.NOTES)],
        audience=CheckInNote.Audience.BOTH,
        at=clock.moment(ago, hour=18),
    )
