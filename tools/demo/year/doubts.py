"""Doubts and what follows from them, but for what the coordinator does."""

from assessments.concerns.models import ActionPlan, Concern, PlanAim, PlanMeeting
from assessments.concerns.services.action_plan import answer_plan, sign_reading
from assessments.concerns.services.concern import raise_concern
from assessments.concerns.services.plan_parts import check_aim, hold_meeting
from tools.demo.year.course import Course, Year
from tools.demo.year.story import Fate

TEXTS = {
    Concern.Topic.SAFETY: "A second check was missed on two rounds this week. I stopped both.",
    Concern.Topic.SKILLS: "Still needs every step said aloud, as in the first weeks.",
    Concern.Topic.HEALTH: "Very quiet since Monday and in tears after the handover.",
}


def doubt(year: Year, course: Course, topic: str) -> None:
    """The preceptor says what they saw, to those who run the program alone (P13)."""
    preceptor = course.primary(year.today)
    if preceptor is None:
        year.diary.in_days(7, 18, doubt, year, course, topic)
        return
    raise_concern(
        preceptorship=course.fresh(),
        topic=topic,
        text=TEXTS[topic],
        by=preceptor.person,
        idempotency_key=year.key(),
        at=year.diary.now,
        today=year.today,
    )
    year.done("concern raised")


def read_plan(year: Year, course: Course, plan: ActionPlan) -> None:
    """The learner signs that they have read it, and answers."""
    plan.refresh_from_db()
    act = {"plan": plan, "by": course.learner, "at": year.diary.now}
    sign_reading(version=plan.version, **act)
    text = "Thank you for saying it openly. Two rounds a week together would help me."
    answer_plan(text=text, idempotency_key=year.key(), **act)
    year.done("plan read and answered")


def meet(year: Year, course: Course, meeting: PlanMeeting) -> None:
    """All three sit together on the day, and the preceptor notes what was said."""
    meeting = PlanMeeting.objects.select_related("plan").get(pk=meeting.pk)
    if meeting.held_on or meeting.cancelled_at or meeting.plan.ended_at:
        return
    preceptor = course.primary(year.today)
    by = preceptor.person if preceptor else year.coordinator
    when = {"at": year.diary.now, "today": year.today}
    notes = "All three of us. We went through the aims one by one."
    hold_meeting(meeting=meeting, held_on=year.today, notes=notes, by=by, **when)
    year.done("plan meeting held")
    is_met = course.fate is not Fate.NOT_ACHIEVED
    result = PlanAim.Result.MET if is_met else PlanAim.Result.NOT_MET
    for aim in meeting.plan.aims.filter(withdrawn_at=None):
        check_aim(aim=aim, result=result, note="As we saw this week.", by=by, **when)


def foresee(year: Year) -> None:
    """When somebody will begin to doubt, and about whom."""
    weeks, story = year.story.weeks, year.story
    by_fate = {Fate.MENDED: (10, 18), Fate.EXTENDED: (22, 30), Fate.NOT_ACHIEVED: (36,)}
    for fate, of_a_year in by_fate.items():
        courses = [course for course in year.courses.values() if course.fate is fate]
        for number, course in enumerate(courses):
            week = story.at_week(of_a_year[number % len(of_a_year)])
            topic = Concern.Topic.SAFETY if number % 2 else Concern.Topic.SKILLS
            # Time for the plan and its outcome before the end.
            week = min(week, weeks - story.plan_weeks - 4)
            year.diary.in_days(7 * max(1, week) + 3, 18, doubt, year, course, topic)
    well = [course for course in year.courses.values() if course.fate is Fate.WELL]
    for number, course in enumerate(well[5 : 5 + story.learners // 15]):
        days = 7 * story.at_week(7 + 9 * number) + 2
        year.diary.in_days(days, 18, doubt, year, course, Concern.Topic.HEALTH)
