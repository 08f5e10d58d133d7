"""The coordinator at the worklist: each row asks for an act, and gets the one a person would do."""

from datetime import timedelta

from django.db.models import Max

from assessments.certificates.models import Certificate, MentorshipOffer
from assessments.certificates.services.certificate import reissue_certificate
from assessments.certificates.services.mentorship_offer import find_mentor
from assessments.reviews.models import ReviewOutcome
from assessments.sign_offs.models import SignOffRequest
from common.refusal import Refusal
from people.models import Approval, Credential, GuideRole, Person
from people.services.guide import add_credential, grant_approval
from people.services.invitation import invite_people
from programs.cohorts.services.program_guide import remove_guide
from programs.desk.rows import worklist_of
from programs.desk.services import snooze_row
from programs.preceptorships.models import Preceptorship, Review
from programs.preceptorships.services.pause import pause_preceptorship
from programs.preceptorships.services.preceptorship import (
    withdraw_preceptorship,
)
from programs.preceptorships.services.review import arrange_review
from programs.shifts.models import Shift
from programs.shifts.services.hours import correct_hours
from tools.demo.year import beginning, decisions, hand_overs, invitations, study_days
from tools.demo.year.course import Course, Year
from tools.demo.year.diary import moment
from tools.demo.year.reviews import hold, remind_signers
from tools.demo.year.signing import answer_requests
from tools.demo.year.story import Fate

MONDAY = 0
# From one look to the next.
DAYS_TO_NEXT = {0: 3, 3: 4}
TWO_YEARS = timedelta(days=730)


def look(year: Year) -> None:
    """On Mondays the whole list, printed; on Thursdays what is urgent."""
    today = year.today
    year.diary.in_days(DAYS_TO_NEXT[today.weekday()], 8, look, year, minute=30)
    programs = type(year.program).objects.filter(pk=year.program.pk)
    found = worklist_of(programs, reader=year.coordinator, at=year.diary.now, today=today)
    if today.weekday() == MONDAY:
        year.tally.look_at(found.waiting, today=today)
        year.report.monday(found, today)
        if not found.waiting and _have_all_ended(year):
            year.nothing_left_on = today
    for line in sorted(found.waiting, key=_urgent_first):
        if today.weekday() == MONDAY or line.row.urgency == 0:
            _work_on(year, line.row)


def _urgent_first(line):
    row = line.row
    return row.urgency, row.since, row.kind, row.person.sort_name, row.title


def _have_all_ended(year):
    mine = Preceptorship.objects.filter(program=year.program)
    last = mine.aggregate(last=Max("closed_at"))["last"]
    # Whoever completed it has some days to answer, and their reviews are signed.
    return not mine.open().exists() and year.diary.now - last > timedelta(days=10)


def _work_on(year, row):
    if row.kind not in ACTS:
        year.tally.faults.append(f"{year.today}: nobody here knows an act for {row.kind}")
        return
    try:
        was_done = ACTS[row.kind](year, row)
    except Refusal as refusal:
        year.tally.refused[f"{row.kind}: {refusal}"] += 1
        return
    if was_done:
        year.tally.act(row.kind, year.today, was_done)
        year.tally.answered(row, year.today)


def pair_whoever_waits(year: Year, row) -> int:
    """Whoever came after the others begins with the same length before them."""
    for course in beginning.pair(year):
        beginning.begin(year, course)
    return 1


def _course(year, row) -> Course:
    """The course that a row is about: the key names it, or else its learner does."""
    mine = (course for course in year.courses.values() if course.learner.pk == row.person.pk)
    return next(mine)


def _who(year) -> dict:
    return {"by": year.coordinator, "at": year.diary.now, "today": year.today}


def _put_off(year, row, weeks):
    until = year.today + timedelta(weeks=weeks)
    snooze_row(program=year.program, kind=row.kind, key=row.key, until=until, **_who(year))
    return 1


def book_review(year: Year, row) -> int:
    review = Review.objects.select_related("preceptorship").get(pk=row.key)
    course = year.courses[review.preceptorship_id]
    if review.meets_at and review.meets_at > year.diary.now:
        return 0
    meets_at = moment(year.today + timedelta(days=2), 14)
    arrange_review(review=review, meets_at=meets_at, by=year.coordinator, at=year.diary.now)
    year.diary.put(meets_at + timedelta(hours=1), hold, year, course, review)
    return 1


def ask_to_sign(year: Year, row) -> int:
    remind_signers(year, ReviewOutcome.objects.with_people().get(pk=row.key))
    return 1


def ask_assessors(year: Year, row) -> int:
    """A word with whoever was asked: they answer, or say that they did not see it."""
    course = _course(year, row)
    waiting = SignOffRequest.objects.open().filter(preceptorship=course.preceptorship)
    for assessor in Person.objects.filter(pk__in=waiting.values("assessor")):
        year.diary.in_days(1, 12, answer_requests, year, course, assessor)
    return 1


def speak_with_the_slow(year: Year, row) -> int:
    """Near the end more time is given; before that one talks, and looks again in four weeks."""
    course = _course(year, row)
    weeks_left = (course.fresh().ends_on - year.today).days // 7
    if course.fate is Fate.EXTENDED and weeks_left <= 4 and not decisions.is_extended(course):
        return decisions.extend(year, course)
    weeks = min(4, weeks_left - 4) if course.fate is Fate.EXTENDED else 4
    return _put_off(year, row, max(1, weeks))


def ask_the_silent(year: Year, row) -> int:
    """Who has left is withdrawn, who is ill is paused until they are back."""
    course = _course(year, row)
    preceptorship = course.fresh()
    if course.is_away(year.today) and course.fate is Fate.LEAVES:
        reason = "Has left for another post"
        withdraw_preceptorship(preceptorship=preceptorship, reason=reason, **_who(year))
        return 1
    if course.is_away(year.today):
        pause_preceptorship(preceptorship=preceptorship, reason="Long illness", **_who(year))
        return 1
    return _put_off(year, row, 2)


def speak_with_the_paused(year: Year, row) -> int:
    """Who is well again begins on that day; until then one asks every four weeks."""
    course = _course(year, row)
    if course.is_away(year.today):
        weeks_left = -((year.today - course.back_on).days // 7)
        return _put_off(year, row, min(4, weeks_left))
    return decisions.come_back(year, course)


def renew(year: Year, row) -> int:
    """Record the renewed paper; who gives up precepting is taken out of the pool."""
    person = row.person
    if person.preceptor.pk in year.leaving:
        # Those they precept are handed over by rows of their own.
        remove_guide(program=year.program, guide=person.preceptor)
        return 1
    if "Approval" in row.key:
        last = Approval.objects.filter(person=person, role=GuideRole.PRECEPTOR)
        last = last.order_by("-valid_to").first().valid_to
        days = {"valid_from": last + timedelta(days=1), "valid_to": last + TWO_YEARS}
        act = {"by": year.administrator, "at": year.diary.now}
        grant_approval(person=person, role=GuideRole.PRECEPTOR, **days, **act)
        return 1
    last = Credential.objects.filter(person=person, kind=Credential.Kind.LICENCE)
    last = last.order_by("-valid_to").first()
    add_credential(
        person=person,
        kind=last.kind,
        name=last.name,
        number="",
        valid_from=last.valid_to + timedelta(days=1),
        valid_to=last.valid_to + TWO_YEARS,
        by=year.administrator,
        at=year.diary.now,
    )
    return 1


def invite_again(year: Year, row) -> int:
    invite_people(people=[row.person], by=year.coordinator, at=year.diary.now)
    year.diary.in_days(1, 19, invitations.accept, year, row.person)
    return 1


def settle_hours(year: Year, row) -> int:
    shift = Shift.objects.with_people().get(pk=row.key)
    same = {"minutes": shift.minutes, "is_supernumerary": shift.is_supernumerary}
    correct_hours(shift=shift, by=year.coordinator, at=year.diary.now, **same)
    return 1


def look_for_mentor(year: Year, row) -> int:
    offer = MentorshipOffer.objects.get(pk=row.key)
    find_mentor(offer=offer, cohort=year.mentoring, by=year.coordinator, at=year.diary.now)
    return 1


def issue_anew(year: Year, row) -> int:
    certificate = Certificate.objects.get(pk=row.key)
    reason = "One signature was revoked by its signer"
    by, at = year.coordinator, year.diary.now
    reissue_certificate(certificate=certificate, reason=reason, by=by, at=at)
    return 1


# By the kind of a row; each returns how many acts it took, none where its day has yet to come.
ACTS = {
    "unpaired": pair_whoever_waits,
    "no_preceptor": hand_overs.name_preceptor,
    "cover": hand_overs.name_cover,
    "review_overdue": book_review,
    "review_unsigned": ask_to_sign,
    "requests": ask_assessors,
    "behind": speak_with_the_slow,
    "silent": ask_the_silent,
    "lapsing": renew,
    "never_in": invite_again,
    "paused": speak_with_the_paused,
    "hours_questioned": settle_hours,
    "session_missed": study_days.plan_again,
    "concern_open": decisions.answer_doubt,
    "plan_meeting_due": decisions.come_to_meeting,
    "plan_end_due": decisions.decide_plan,
    "not_achieved_open": decisions.go_on_with_decision,
    "completion_to_decide": decisions.decide_completion,
    "end_undecided": decisions.decide_end,
    "mentor_wanted": look_for_mentor,
    "certificate_in_doubt": issue_anew,
}
