"""Reviews: a time agreed, held, written and signed by all, now and then forgotten."""

from datetime import timedelta

from assessments.external.services.signer import Identity
from assessments.reviews.models import ReviewLink, ReviewOutcome, ReviewPart
from assessments.reviews.services.confirmation import confirm_link
from assessments.reviews.services.review_link import ask_third_signer, sign_by_link
from assessments.reviews.services.review_outcome import Written, write_part
from assessments.reviews.services.signing import sign_part
from people.models import Person
from programs.cohorts.services.program import update_program
from programs.preceptorships.models import Review
from programs.preceptorships.services.review import arrange_review, hold_review
from tools.demo.data.reviews import AHEAD, LEARNERS, PRECEPTORS
from tools.demo.year.course import Course, Year, in_order
from tools.demo.year.diary import moment
from tools.demo.year.story import Fate

Results, Role = ReviewOutcome.Result, ReviewPart.Role
FORGETS, LEARNER_FORGETS, IS_ARRANGED = 0.05, 0.04, 0.7
AHEAD_DAYS = 4
TUESDAY = 1
MANAGER = Identity(
    name="Ruth Ansah",
    role="Ward manager",
    registration_number="14K2291E",
    email="ruth.ansah@hillcrest.example",
)


def have_managers_sign(year: Year) -> None:
    """The program asks for a third signature from now on, which comes by link (P27)."""
    rules = {"review_third_signer": "ward manager"}
    update_program(program=year.program, words={}, rules=rules, at=year.diary.now)
    year.tally.act("rules changed", year.today)


def look_ahead(year: Year) -> None:
    """Agree on a time for what is due in a few days; some are forgotten."""
    year.diary.in_days(1, 5, look_ahead, year)
    due = Review.objects.waiting().filter(
        due_on=year.today + timedelta(days=AHEAD_DAYS), preceptorship__program=year.program
    )
    for review in in_order(year, due.select_related("preceptorship")):
        course = year.courses[review.preceptorship_id]
        day = review.due_on + timedelta(days=year.random.choice((-2, -1, 0, 0, 0, 1)))
        if year.happens(FORGETS) or course.is_away(day):
            continue
        meets_at = moment(day, 13, 30)
        if year.happens(IS_ARRANGED):
            arrange_review(review=review, meets_at=meets_at, by=course.learner, at=year.diary.now)
        year.diary.put(meets_at + timedelta(hours=1), hold, year, course, review)


def hold(year: Year, course: Course, review: Review) -> None:
    """Sit together; the preceptor notes it, writes and signs, the others in the next days."""
    preceptor = course.primary(year.today)
    if course.is_away(year.today) or preceptor is None or not preceptor.person.is_active:
        return
    by, today, at = preceptor.person, year.today, year.diary.now
    course.fresh()
    review = Review.objects.select_related("preceptorship").get(pk=review.pk)
    review.preceptorship = course.preceptorship
    hold_review(review=review, held_on=today, by=by, at=at, today=today)
    year.done("review held")
    words = Written(
        text=year.random.choice(PRECEPTORS),
        ahead=year.random.choice(AHEAD),
        outcome=_result(course, review),
    )
    write_part(review=review, written=words, by=by, at=at, today=today)
    year.diary.put(at + timedelta(minutes=30), sign, year, course, review, by)
    if not year.happens(LEARNER_FORGETS):
        days = year.random.choice((0, 1, 2, 4))
        year.diary.in_days(days, 20, sign, year, course, review, course.learner)


def sign(year: Year, course: Course, review: Review, by: Person) -> None:
    """Sign one's part as it stands, with what is agreed."""
    outcome = _latest(review)
    if outcome.is_complete or not outcome.outcome:
        return
    roles = {course.learner.pk: Role.LEARNER}
    role = roles.get(by.pk, Role.PRECEPTOR)
    part = outcome.parts.get(role=role)
    if part.is_signed:
        return
    text = part.text or year.random.choice(LEARNERS)
    agreed = {} if role == Role.LEARNER else {"outcome": outcome.outcome}
    _sign(year, review, by, Written(text=text, ahead=part.ahead, **agreed))
    if outcome.third_signer and role == Role.PRECEPTOR:
        _ask_manager(year, review, by)


def sign_as_coordinator(year: Year, by: Person) -> None:
    """Sign what the list "waits for me" shows, on Tuesdays and Fridays."""
    days = 3 if year.today.weekday() == TUESDAY else 4
    year.diary.in_days(days, 16, sign_as_coordinator, year, by)
    mine = ReviewOutcome.objects.waiting_for(by, on=year.today).with_people()
    for outcome in mine.order_by("review__held_on", "pk"):
        _sign(year, outcome.review, by, Written(text="", outcome=outcome.outcome))
        year.tally.act("review signed", year.today)


def remind_signers(year: Year, outcome: ReviewOutcome) -> None:
    """A word from the coordinator: who has not signed does, the next day."""
    review = outcome.review
    course = year.courses[review.preceptorship_id]
    preceptor = course.primary(year.today)
    unsigned = {part.role for part in outcome.parts.filter(signed_at=None)}
    people = {Role.LEARNER: course.learner, Role.PRECEPTOR: preceptor and preceptor.person}
    for role, person in people.items():
        if role in unsigned and person and Person.objects.active().filter(pk=person.pk).exists():
            year.diary.in_days(1, 12, sign, year, course, review, person)
    if Role.THIRD in unsigned and not outcome.links.live().exists():
        _ask_manager(year, review, year.coordinator)


def _sign(year, review, by, words):
    seen = _latest(review).version
    when = {"at": year.diary.now, "today": year.today}
    sign_part(review=review, written=words, seen=seen, by=by, **when)
    year.done("review signed")


def _ask_manager(year, review, by):
    link = ask_third_signer(review=review, by=by, at=year.diary.now, today=year.today)
    year.diary.in_days(1, 9, _manager_signs, year, review, link)


def _manager_signs(year, review, link):
    """Somebody without an account signs by the link, and confirms it from their mailbox."""
    link = ReviewLink.objects.with_review().get(pk=link.pk)
    outcome = _latest(review)
    sign_by_link(
        link=link,
        identity=MANAGER,
        text="I've seen the work on the ward and agree.",
        seen=outcome.agreed,
        at=year.diary.now,
        browser_of=None,
    )
    year.diary.in_days(0, 15, _manager_confirms, year, link)


def _manager_confirms(year, link):
    confirm_link(
        link=type(link).objects.with_review().get(pk=link.pk), holder=None, at=year.diary.now
    )
    year.done("review signed by link")


def _latest(review) -> ReviewOutcome:
    return ReviewOutcome.objects.latest().get(review=review)


def _result(course, review):
    is_doubtful = course.preceptorship.action_plans.filter(ended_at=None).exists()
    if review.kind != Review.Kind.FINAL:
        return Results.SUPPORT_NEEDED if is_doubtful else Results.ON_TRACK
    return Results.NOT_ACHIEVED if course.fate is Fate.NOT_ACHIEVED else Results.ACHIEVED
