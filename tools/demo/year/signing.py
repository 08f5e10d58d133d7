"""Signing what was seen: asked for and answered together, or one by one at the bedside."""

from datetime import timedelta

from assessments.practice.services import write_practice_note
from assessments.sign_offs.models import SignOffRequest
from assessments.sign_offs.services.bulk_sign_off import Judged, sign_requests
from assessments.sign_offs.services.sign_off import SignOffRefused, sign_off_competency
from assessments.sign_offs.services.sign_off_request import (
    SignOffRequestError,
    ask_for_sign_offs,
    decline_request,
)
from people.models import Person
from programs.cohorts.models import Method
from programs.frameworks.models import RatingLevel
from programs.shifts.models import Shift
from tools.demo.data.northfield_comments import COMMENTS
from tools.demo.data.preceptorships import PRACTISED
from tools.demo.year.course import Course, Skill, Year
from tools.demo.year.links import VISITS, ask_by_link

Status = SignOffRequest.Status
# As many as somebody is asked for at once.
AT_ONCE = 3
FAILS, FORGETS, COMMENTS_ON, PRACTISES = 0.05, 0.05, 0.3, 0.02


def has_skills_to_show(course: Course, shift: Shift) -> bool:
    """Whether the learner has something for this day; asks the database nothing."""
    return any(_can_be_shown(course, skill, shift) for skill in course.skills) or bool(course.asked)


def show_skills(year: Year, course: Course, shift: Shift) -> None:
    """Show what is due by now to whoever is there; some of it is asked for and signed later."""
    if not course.preceptorship.is_open:
        return
    _take_back_unanswered(course)
    due = [skill for skill in course.skills if _can_be_shown(course, skill, shift)]
    # Of one that is to be seen twice, once a day.
    due = list({skill.competency.pk: skill for skill in reversed(due)}.values())[-AT_ONCE:]
    critical = [skill for skill in due if skill.is_critical]
    others = [skill for skill in due if not skill.is_critical]
    if others and year.happens(VISITS):
        # Seen by somebody of another team, who has no account.
        ask_by_link(year, course, others.pop(), shift)
    for skill in critical if len(others) > 1 else critical + others:
        _sign(year, course, skill, shift)
    if len(others) > 1:
        _ask(year, course, others, shift)
    if course.skills and year.happens(PRACTISES):
        _practise(year, course, shift)


def answer_requests(year: Year, course: Course, assessor: Person) -> None:
    """Sign all that the learner asked of this person, in one act (P10)."""
    asked = SignOffRequest.objects.open().filter(
        preceptorship=course.preceptorship.pk, assessor=assessor, rerouted_from=None
    )
    asked = list(asked.select_related("competency").order_by("competency__position"))
    judged = [
        Judged(
            request=request,
            level=_level(year, is_pass=True),
            method=Method.WORKPLACE,
            observed_on=request.observed_on,
            idempotency_key=year.key(),
            comment=_comment(year, request.competency),
        )
        for request in asked
    ]
    if not judged:
        return
    who = {"by": assessor, "at": year.diary.now, "today": year.today}
    sign_requests(preceptorship=course.fresh(), judged=judged, **who)
    year.tally.done["signature"] += len(judged)
    year.done("signed together")


def decline_rerouted(year: Year) -> None:
    """Whoever is asked in somebody's place says honestly that they did not see it."""
    day_ago = year.diary.now - timedelta(days=1)
    moved = SignOffRequest.objects.open().filter(
        rerouted_at__gt=day_ago, preceptorship__program=year.program
    )
    obstacle = SignOffRequest.Obstacle.NOT_SEEN
    for request in moved.select_related("assessor", "preceptorship"):
        decline_request(request=request, by=request.assessor, obstacle=obstacle, at=year.diary.now)
        year.done("request declined")
    year.diary.in_days(1, 12, decline_rerouted, year)


def _can_be_shown(course, skill, shift):
    competency = skill.competency.pk
    if skill.day > shift.day or competency in course.asked or competency in course.asked_by_link:
        return False
    return shift.preceptor.person_id not in course.signed_by.get(competency, ())


def _sign(year, course, skill, shift):
    """By whoever saw it; the first time it may not be good enough yet."""
    by, is_pass = shift.preceptor.person, not year.happens(FAILS)
    try:
        sign_off_competency(
            preceptorship=course.preceptorship,
            competency=skill.competency,
            by=by,
            level=_level(year, is_pass=is_pass),
            method=Method.WORKPLACE,
            observed_on=shift.day,
            idempotency_key=year.key(),
            comment=_comment(year, skill.competency),
            at=year.diary.now,
            today=year.today,
        )
    except SignOffRefused:
        # Their approval has lapsed: somebody else will see it.
        year.done("signature refused (P8)")
        return
    year.done("signature")
    if is_pass:
        course.skills.remove(skill)
        course.signed_by.setdefault(skill.competency.pk, set()).add(by.pk)
    else:
        skill.day = shift.day + timedelta(days=5)


def _ask(year, course, skills: list[Skill], shift):
    assessor = shift.preceptor.person
    try:
        ask_for_sign_offs(
            preceptorship=course.preceptorship,
            competencies=[skill.competency for skill in skills],
            assessor=assessor,
            observed_on=shift.day,
            by=course.learner,
            at=year.diary.now,
            today=year.today,
        )
    except SignOffRequestError:
        year.done("request refused (P8)")
        return
    year.tally.done["sign-off asked for"] += len(skills)
    course.asked |= {skill.competency.pk: skill for skill in skills}
    if not year.happens(FORGETS):
        days = year.random.choice((0, 0, 1, 2))
        year.diary.in_days(days, 22, answer_requests, year, course, assessor)


def _take_back_unanswered(course):
    """Forget what is answered; what expired or was not seen is shown again."""
    if not course.asked:
        return
    rows = SignOffRequest.objects.filter(
        preceptorship=course.preceptorship.pk, competency__in=course.asked
    )
    # Of several requests the last one counts.
    latest = dict(rows.order_by("requested_at").values_list("competency", "status"))
    for competency, status in latest.items():
        if status == Status.OPEN:
            continue
        skill = course.asked.pop(competency)
        if status == Status.SIGNED:
            course.skills.remove(skill)


def _practise(year, course, shift):
    told = year.random.choice(PRACTISED)
    write_practice_note(
        preceptorship=course.preceptorship,
        competency=course.skills[0].competency,
        practised_on=shift.day,
        by=course.learner,
        idempotency_key=year.key(),
        at=year.diary.now,
        today=year.today,
        **told,
    )
    year.done("practice note")


def _comment(year, competency):
    texts = COMMENTS.get(competency.code)
    return year.random.choice(texts) if texts and year.happens(COMMENTS_ON) else ""


def _level(year, *, is_pass) -> RatingLevel:
    """A level that passes, or the one just below."""
    scale = year.program.preceptorship_rules.rating_scale
    levels = [level for level in year.levels if scale.is_pass(level.value) == is_pass]
    return year.random.choice(levels) if is_pass else levels[-1]
