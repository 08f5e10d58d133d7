"""Ascent: mentoring pairs, most of them alive, three going quiet, one new, one proposed."""

from datetime import time, timedelta
from decimal import Decimal

from people.models import Learner
from people.services.person import deactivate_person
from programs.cohorts.models import (
    Cohort,
    Instrument,
    MentorshipRules,
    Program,
    ProgramCoordinator,
)
from programs.cohorts.presets import BY_CODE
from programs.cohorts.services.program import create_program
from programs.mentoring.goals.models import Goal, GoalComment
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
from programs.mentoring.meetings.services.time_proposal import propose_times
from programs.mentoring.mentorships.services.agreement import accept_agreement, write_agreement
from programs.mentoring.mentorships.services.guided_path import start_guided_path
from programs.mentoring.mentorships.services.mentorship import (
    hold_mentorship_review,
    wind_down_mentorship,
)
from programs.mentoring.mentorships.services.mentorship_opening import (
    open_mentorship,
    propose_mentorship,
)
from programs.mentoring.reflection.models import PulseAnswer, PulseAsk
from programs.mentoring.reflection.services.pulse import answer_pulse, ask_pulses, quarter_of
from programs.mentoring.wall.models import BreakGlass, Reading
from programs.mentoring.wall.services.break_glass import ask_to_break_glass
from programs.mentoring.wall.services.notes_request import ask_for_notes
from programs.mentoring.wall.services.reading import record_reading
from tools.demo.data import ascent, ascent_before, names
from tools.demo.data.ascent_goals import GOALS, NOTES
from tools.demo.data.preceptorships import enrol

STARTED_AGO = 120
# Whose mentor each is: the place among the mentors, in the order of the mentees.
MENTOR_OF = (0, 0, 2, 3, 4, 5, 6, 7, 8, 1, 1, 2, 3, 6, 5)
# Days since the pair last met; None: never.
STALLING = {4: 75, 9: 52, 13: None}
PEERS = (3, 6, 10, 14)
# Asked, with Helen Ward, whether to begin; and begun this week.
PROPOSED, NEW = 15, 16
NEW_AGO, NEW_MENTOR = 4, 7
# Nothing is booked: in the second of them the mentor has proposed times.
UNBOOKED = (6, 11)
OFFERED = 11
# What else goes on: a check-in of yesterday nobody told of, an end in sight, a review to hold.
UNTOLD, ENDING, UNREVIEWED = 5, 12, (6, 14)
ASKED_FOR_SAFETY, LEFT = 4, 8
# Who has not answered the pulse yet.
SILENT = ("Noor Aziz", "Felix Baumann", "Astrid Nyman")
# When the first pair can meet, by the day of the week: two afternoons in common.
MENTEE_WEEK = {1: [(time(13), time(17))], 3: [(time(9), time(16, 30))]}
MENTOR_WEEK = {1: [(time(15), time(18))], 3: [(time(14), time(18))], 4: [(time(9), time(11))]}
# At what times of the day people meet, and write about it.
HOURS = ((12, 30), (15, 0), (8, 15), (17, 45), (10, 20), (20, 5))


def build(*, population, clock, random, by, also):
    """``also`` are people of other programs who are mentees here."""
    site = population.site("Ascent", {"Regional office": ("Leadership circle",)})
    lena = population.person("Lena Sorel", "ascent", job_title="Leadership lead", unit=site[0])
    deputy = population.person("Sunil Verma", "ascent", job_title="Head of learning", unit=site[0])
    program = _program(by, site[0].parent.parent, clock)
    ProgramCoordinator.objects.create(program=program, person=lena, named_at=clock.moment(200))
    ProgramCoordinator.objects.create(
        program=program,
        person=deputy,
        role=ProgramCoordinator.Role.DEPUTY,
        named_at=clock.moment(150),
    )
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
    pairs = _walk(program, mentees, mentors, by=lena, clock=clock, random=random)
    _ask_for_safety(pairs[ASKED_FOR_SAFETY], by=deputy, clock=clock)
    left = pairs[LEFT].mentor.person
    deactivate_person(person=left, by=by, at=clock.moment(2, 9, 10))
    _leave_alone(population, by=by, clock=clock)


def _program(by, site, clock):
    program = Program.objects.create(
        kind=Program.Kind.MENTORSHIP,
        name=ascent.PROGRAM,
        description="A year or more with somebody who listens.",
        preset="leadership_mentoring",
        created_at=clock.moment(200),
        organisation=site,
        created_by=by,
    )
    MentorshipRules.objects.create(program=program, review_months=[1, 3, 6, 9])
    start_guided_path(program=program)
    for area, title, measure, how, steps in ascent.IDEAS:
        idea = {"area": area, "title": title, "measure": measure}
        add_goal_template(program=program, measure_text=how, steps=steps, **idea)
    return program


def _leave_alone(population, *, by, clock):
    """A program of which nobody can be told anything: its coordinator has left (N2)."""
    gwen = population.person("Gwen Harries", "northfield", job_title="Lead nurse")
    preset = BY_CODE["leadership_mentoring"]
    create_program(preset=preset, name=ascent.RETURNERS, by=gwen, at=clock.moment(90))
    deactivate_person(person=gwen, by=by, at=clock.moment(3, 16, 30))


def _walk(program, mentees, mentors, *, by, clock, random):
    """Return the mentorships that have begun, in the order of the mentees."""
    starts_on = clock.day(STARTED_AGO)
    cohort = Cohort.objects.create(
        program=program,
        name=f"{starts_on:%B} circle",
        starts_on=starts_on,
        created_at=clock.moment(180),
    )
    enrolments = enrol(cohort, mentees, by=by, at=clock.moment(STARTED_AGO + 14))
    asked = {"enrolment": enrolments[PROPOSED], "mentor": mentors[0], "by": by}
    propose_mentorship(**asked, at=clock.moment(1, 11), today=clock.day(1))
    new = {"enrolment": enrolments[NEW], "mentor": mentors[NEW_MENTOR], "by": by}
    open_mentorship(**new, at=clock.moment(NEW_AGO, 14), today=clock.day(NEW_AGO))
    pairs = []
    for number, (enrolment, mentor) in enumerate(zip(enrolments, MENTOR_OF, strict=False)):
        mentorship = open_mentorship(
            enrolment=enrolment,
            mentor=mentors[mentor],
            by=by,
            at=clock.moment(STARTED_AGO),
            today=clock.day(STARTED_AGO),
            style=MentorshipRules.Style.PEER if number in PEERS else "",
        )
        _agree(mentorship, number, clock=clock)
        _set_goals(mentorship, number, clock=clock, random=random)
        _meet(mentorship, number, clock=clock)
        _look_back(mentorship, number, clock=clock)
        pairs.append(mentorship)
    _prepare(pairs[0], clock=clock)
    _open_each_others(pairs, clock=clock)
    ask_for_notes(mentorship=pairs[1], by=pairs[1].learner.person, at=clock.moment(2, 20, 15))
    wind_down_mentorship(mentorship=pairs[ENDING], by=None, at=clock.moment(6, 6))
    _feel_the_pulse(program, cohort, clock=clock, random=random)
    return pairs


def _feel_the_pulse(program, cohort, *, clock, random):
    """What both said in the last quarter and say in this one; nobody can be told apart."""
    over = quarter_of(clock.day(0)) - timedelta(days=1)
    instrument = Instrument.objects.get(preset=Instrument.PULSE)
    PulseAnswer.objects.bulk_create(
        PulseAnswer(
            program=program,
            cohort=cohort,
            instrument=instrument,
            side=side,
            quarter=quarter_of(over),
            values=[random.choice((3, 4, 4, 5)) for _item in instrument.items],
        )
        for side in [PulseAnswer.Side.MENTEE] * 12 + [PulseAnswer.Side.MENTOR] * 9
    )
    ask_pulses(today=clock.day(0), at=clock.moment(0))
    asks = PulseAsk.objects.exclude(person__name__in=SILENT).select_related(
        "person", "mentorship__learner"
    )
    for ask in asks:
        answer_pulse(
            ask=ask,
            by=ask.person,
            instrument=instrument,
            values=[random.choice((3, 4, 4, 5)) for _item in instrument.items],
            today=clock.day(0),
        )


def _ask_for_safety(mentorship, *, by, clock):
    ask_to_break_glass(
        mentorship=mentorship,
        ground=BreakGlass.Ground.DANGER,
        reason=ascent.WORRY,
        by=by,
        at=clock.now - timedelta(hours=2),
        today=clock.today,
    )


def _agree(mentorship, number, *, clock):
    """Most have an agreement; some wait for the mentee's yes to a change of it."""
    if number in STALLING:
        return
    mentee, mentor = mentorship.both
    at = clock.moment(STARTED_AGO - 5 - number % 3, *HOURS[number % len(HOURS)])
    write = {"mentorship": mentorship, "clauses": ascent.AGREEMENT, "revision": 0}
    draft = write_agreement(by=mentee, at=at, **write)
    accept_agreement(mentorship=mentorship, by=mentor, revision=draft.revision, at=at)
    if number % 7 == 0:
        write["clauses"] = ascent.AGREEMENT | ascent.AGREEMENT_CHANGE
        write_agreement(by=mentor, at=clock.moment(2, 21, 5), **write)


def _set_goals(mentorship, number, *, clock, random):
    owner = mentorship.learner.person
    for place, told in enumerate(GOALS[owner.name]):
        goal = create_goal(
            owner=owner,
            area=told.area,
            title=told.title,
            reason=told.reason,
            measure=_measure(told),
            measure_text=told.counted,
            target_number=None if told.target is None else Decimal(told.target),
            target_on=clock.day(-40 - 20 * place - 3 * number),
            mentorship=None if told.is_private else mentorship,
            at=clock.moment(STARTED_AGO - 10 - place, *HOURS[(number + place) % len(HOURS)]),
        )
        share = current_share(goal)
        _take_steps(goal, told.steps, share and share.pk, clock)
        _log(goal, told, share, number, turn=number + 2 * place, clock=clock, random=random)


def _measure(told):
    if told.target is not None:
        return Goal.Measure.NUMBER
    return Goal.Measure.SCALE if told.is_scale else Goal.Measure.YES_NO


def _take_steps(goal, steps, readers, clock):
    for place, title in enumerate(steps):
        is_done = place < len(steps) // 2
        due_on = None if is_done else clock.day(-12 * place)
        milestone = add_milestone(goal=goal, title=title, readers=readers, due_on=due_on)
        if is_done:
            complete_milestone(milestone=milestone, on=clock.day(60 - 15 * place))


def _log(goal, told, share, number, *, turn, clock, random):
    """A line now and then, the last of them in these days, unless the pair went quiet."""
    readers = share and share.pk
    texts = ("", *told.log) if number in STALLING else ("", told.log[0], "", *told.log[1:])
    days = (92 - turn % 5, 64 - turn % 7, 33 - turn % 4, 1 + 5 * turn % 11)
    for place, (text, ago) in enumerate(zip(texts, days, strict=False)):
        hour, minute = HOURS[(turn + place) % len(HOURS)]
        log_goal_entry(
            goal=goal,
            readers=readers,
            text=text,
            **_reading(goal, told, place, random),
            at=clock.moment(ago, hour, minute + number % 14),
        )
    if told.comment and number not in STALLING:
        comment_on_goal(
            goal=goal,
            readers=readers,
            by=share.mentorship.mentor.person,
            text=told.comment,
            at=clock.moment(1 + number % 5, 19, 3 * number),
        )


def _reading(goal, told, place, random):
    """A little further with each entry: the number that is counted, or a feeling."""
    if goal.measure == Goal.Measure.NUMBER:
        counted = told.readings[place] if told.readings else 1 + place
        return {"number": Decimal(counted), "progress": None}
    return {"number": None, "progress": min(90, 15 + 18 * place + random.randrange(9))}


def _meet(mentorship, number, *, clock):
    """Meet monthly until the pair went quiet; most have the next one booked."""
    last = STALLING.get(number, 5 + number)
    notes = iter(NOTES.get(mentorship.learner.person.name, ()))
    if last is not None:
        for ago in range(last, STARTED_AGO - 10, 30):
            _record(mentorship, ago, number, next(notes, ""), clock)
    if number == UNTOLD:
        _plan(mentorship, clock.moment(1, 16, 30), at=clock.moment(6))
    if number == OFFERED:
        _offer(mentorship, clock)
    if number not in STALLING and number not in UNBOOKED:
        noon = clock.now.replace(hour=12, minute=0, second=0, microsecond=0)
        soon = noon + timedelta(days=3 + number, hours=number % 4)
        _plan(mentorship, soon if number else clock.later_today(hour=15, minute=30), at=clock.now)


def _plan(mentorship, starts_at, *, at):
    plan_check_in(
        mentorship=mentorship,
        starts_at=starts_at,
        minutes=45,
        medium=CheckIn.Medium.IN_PERSON,
        by=mentorship.mentor.person,
        at=at,
    )


def _offer(mentorship, clock):
    noon = clock.now.replace(hour=12, minute=45, second=0, microsecond=0)
    propose_times(
        mentorship=mentorship,
        starts=[noon + timedelta(days=days, hours=days % 3) for days in (2, 4, 5)],
        minutes=45,
        medium=CheckIn.Medium.IN_PERSON,
        by=mentorship.mentor.person,
        at=clock.moment(1, 18, 20),
    )


def _look_back(mentorship, number, *, clock):
    """Look back when it was time; some still have to."""
    due = list(mentorship.reviews.filter(due_on__lte=clock.today).order_by("due_on"))
    for review in due[:-1] if number in UNREVIEWED else due:
        ago = (clock.today - review.due_on).days
        at = clock.moment(max(0, ago - 2), 18, 30)
        hold_mentorship_review(review=review, by=mentorship.learner.person, at=at)


def _prepare(mentorship, *, clock):
    """The first pair is ready for its next meeting, and has looked back when it was time."""
    mentee, mentor = mentorship.both
    set_weekly_hours(person=mentee, week=MENTEE_WEEK)
    set_weekly_hours(person=mentor, week=MENTOR_WEEK)
    check_in = mentorship.check_ins.upcoming(clock.now).first()
    for text in ascent.TOPICS:
        add_to_agenda(check_in=check_in, by=mentee, text=text, at=clock.moment(2))
    due_on = check_in.starts_at.date()
    take_on(
        mentorship=mentorship, owner=mentor, text=ascent.ACTION, due_on=due_on, at=clock.moment(12)
    )


def _open_each_others(pairs, *, clock):
    """What people have read of each other, which both can see; one mentor has brought a rota."""
    mentee, mentor = pairs[0].both
    met = pairs[0].check_ins.held().order_by("-held_at").first()
    _opened(pairs[0], mentor, Reading.What.CHECK_IN, met.pk, at=clock.moment(11, hour=19))
    _opened(pairs[0], mentee, Reading.What.AGREEMENT, pairs[0].pk, at=clock.moment(6, hour=19))
    # Whoever writes under a goal has opened it.
    for said in GoalComment.objects.filter(mentorship__in=pairs).order_by("written_at"):
        _opened(said.mentorship, said.author, Reading.What.GOAL, said.goal_id, at=said.written_at)
    import_rota(person=mentor, content=_rota(clock), at=clock.moment(1))


def _opened(mentorship, reader, what, key, *, at):
    record_reading(mentorship=mentorship, reader=reader, what=what, object_id=key, at=at)


def _rota(clock):
    """Two weeks of early shifts, every other day, as a calendar file."""
    days = [clock.day(-ahead).strftime("%Y%m%d") for ahead in range(1, 15, 2)]
    shifts = [
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:{day}T060000\r\nDTEND:{day}T143000\r\nEND:VEVENT\r\n"
        for day in days
    ]
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(shifts)}END:VCALENDAR\r\n"
    return calendar.encode()


def _record(mentorship, ago, number, note, clock):
    hour, minute = HOURS[number % len(HOURS)]
    check_in = record_check_in(
        mentorship=mentorship,
        met_at=clock.moment(ago, hour, minute),
        minutes=45,
        medium=CheckIn.Medium.IN_PERSON,
        by=mentorship.learner.person,
        at=clock.moment(ago, 21, 2 * number),
    )
    if note:
        write_check_in_note(
            check_in=check_in,
            by=mentorship.learner.person,
            text=note,
            audience=CheckInNote.Audience.BOTH,
            at=clock.moment(ago, 21, 2 * number + 5),
        )
