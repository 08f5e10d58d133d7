"""Ascent, the year before: two mentorships that came to their end, and what was said then."""

from programs.cohorts.models import Cohort
from programs.mentoring.goals.models import Goal
from programs.mentoring.goals.services.goal import achieve_goal, create_goal, current_share
from programs.mentoring.goals.services.goal_entry import log_goal_entry
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.meetings.services.check_in import record_check_in
from programs.mentoring.mentorships.models import NextStep
from programs.mentoring.mentorships.services.closing import (
    choose_next_step,
    end_mentorship,
    write_closing_words,
)
from programs.mentoring.mentorships.services.mentorship import (
    hold_mentorship_review,
    wind_down_mentorship,
)
from programs.mentoring.mentorships.services.mentorship_opening import open_mentorship
from tools.demo.data import ascent
from tools.demo.data.preceptorships import enrol

STARTED_AGO, ENDED_AGO = 520, 160


def build(program, pairs, *, by, clock):
    """``pairs`` of a learner and a mentor walk through a year, each with a goal that is met."""
    cohort = Cohort.objects.create(
        program=program,
        name=f"{clock.day(STARTED_AGO):%B %Y} circle",
        starts_on=clock.day(STARTED_AGO),
        created_at=clock.moment(STARTED_AGO + 30),
    )
    learners = [learner for learner, _mentor in pairs]
    enrolments = enrol(cohort, learners, by=by, at=clock.moment(STARTED_AGO + 14))
    for (_learner, mentor), enrolment, told in zip(pairs, enrolments, ascent.BEFORE, strict=True):
        mentorship = open_mentorship(
            enrolment=enrolment,
            mentor=mentor,
            by=by,
            at=clock.moment(STARTED_AGO),
            today=clock.day(STARTED_AGO),
        )
        _walk(mentorship, clock=clock)
        _reach(mentorship, told, clock=clock)
        _end(mentorship, told, clock=clock)


def _walk(mentorship, *, clock):
    mentee = mentorship.learner.person
    for ago in range(STARTED_AGO - 7, ENDED_AGO, -30):
        record_check_in(
            mentorship=mentorship,
            met_at=clock.moment(ago, hour=15),
            minutes=45,
            medium=CheckIn.Medium.IN_PERSON,
            by=mentee,
            at=clock.moment(ago, hour=17),
        )
    for review in mentorship.reviews.all():
        hold_mentorship_review(review=review, by=mentee, at=clock.moment(ENDED_AGO + 60))


def _reach(mentorship, told, *, clock):
    goal = create_goal(
        owner=mentorship.learner.person,
        area=Goal.Area.LEADERSHIP,
        title=told["goal"],
        mentorship=mentorship,
        at=clock.moment(STARTED_AGO - 20),
    )
    share = current_share(goal)
    entry = {"goal": goal, "readers": share.pk, "text": told["log"]}
    log_goal_entry(**entry, progress=100, at=clock.moment(ENDED_AGO + 90))
    achieve_goal(goal=goal, on=clock.day(ENDED_AGO + 40), at=clock.moment(ENDED_AGO + 40))


def _end(mentorship, told, *, clock):
    wind_down_mentorship(mentorship=mentorship, by=None, at=clock.moment(ENDED_AGO + 20))
    at = clock.moment(ENDED_AGO)
    for person, words in zip(mentorship.both, (told["mentee"], told["mentor"]), strict=True):
        write_closing_words(mentorship=mentorship, by=person, at=at, **words)
        choose_next_step(mentorship=mentorship, by=person, choice=NextStep.Choice.END, at=at)
    end_mentorship(mentorship=mentorship, by=mentorship.learner.person, at=at)
