"""What happens on shifts: notes by both, hours, somebody ill, and what is signed after them."""

from datetime import timedelta

from common.refusal import Refusal
from people.models import Person
from programs.shifts.models import Shift, ShiftNote, TaughtSkill
from programs.shifts.services.cover import ask_for_cover, cover_shift
from programs.shifts.services.hours import confirm_hours, correct_hours, question_hours
from programs.shifts.services.shift_note import Words, answer_shift_note, write_shift_note
from tools.demo.data.shifts import ANSWERS, NEXT_TIMES, WENT_WELL
from tools.demo.year.course import Course, Year, in_order
from tools.demo.year.signing import has_skills_to_show, show_skills

DAY = timedelta(days=1)
# How often something happens on a shift.
IS_ANSWERED, IS_ILL = 0.2, 0.012
# A preceptor writes about every second week.
WRITES_AFTER, WRITES = 10, 0.5
OWN_WORDS = (
    "Busy, and I kept up. I still look for things when it gets loud.",
    "My first time alone with it. I'd like to do that again soon.",
    "Two things at once went wrong. The third time was calmer.",
)
WAYS = TaughtSkill.Way


def begin_day(year: Year) -> None:
    """Put all shifts that end until tomorrow into the diary, and find out who is ill."""
    now = year.diary.now
    mine = Shift.objects.standing().filter(preceptorship__program=year.program)
    ending = mine.filter(ends_at__gt=now, ends_at__lte=now + DAY)
    for shift in in_order(year, ending.select_related("preceptor")):
        course = year.courses[shift.preceptorship_id]
        if not course.is_away(shift.day):
            year.diary.put(shift.ends_at + timedelta(minutes=20), end_shift, year, course, shift)
    soon = mine.filter(starts_at__gt=now + 2 * DAY, starts_at__lte=now + 3 * DAY)
    for shift in in_order(year, soon.filter(cover_asked_at=None)):
        if year.happens(IS_ILL):
            year.diary.in_days(0, 10, fall_ill, year, shift)
    year.diary.in_days(1, 5, begin_day, year)


def fall_ill(year: Year, shift: Shift) -> None:
    """Whoever cannot come finds somebody, or leaves that to the coordinator."""
    course = year.courses[shift.preceptorship_id]
    shift = Shift.objects.with_people().get(pk=shift.pk)
    backup = course.backup(shift.day)
    by = shift.preceptor.person
    year.done("preceptor ill")
    if backup and backup.pk != shift.preceptor_id and year.happens(0.5):
        cover_shift(shift=shift, preceptor=backup, by=by, at=year.diary.now)
        year.done("day covered by a swap")
        return
    ask_for_cover(shifts=[shift], by=by, at=year.diary.now)


def end_shift(year: Year, course: Course, shift: Shift) -> None:
    """Both write what they have to say, and sign what was seen; most days nobody does."""
    acts = [act for act, chance in CHANCES.items() if year.happens(chance)]
    if (year.today - course.noted_on).days >= WRITES_AFTER and year.happens(WRITES):
        acts.insert(0, _preceptor_writes)
    if has_skills_to_show(course, shift):
        acts.insert(0, show_skills)
    standing = Shift.objects.filter(pk=shift.pk, called_off_at=None)
    now = acts and standing.select_related("preceptor__person").order_by().first()
    if not now or not now.preceptor.person.is_active:
        return
    now.preceptorship = course.fresh() if show_skills in acts else course.preceptorship
    for act in acts:
        act(year, course, now)


def _preceptor_writes(year, course, shift):
    course.noted_on = year.today
    note = _write(year, shift, shift.preceptor.person, NEXT_TIMES, WENT_WELL)
    if year.happens(IS_ANSWERED):
        year.diary.in_days(1, 9, _answer, year, note, course.learner)


def _learner_writes(year, course, shift):
    _write(year, shift, course.learner, ("",), OWN_WORDS)


def _write(year, shift, by, next_times, went_well) -> ShiftNote:
    course = year.courses[shift.preceptorship_id]
    skills = [skill.competency.pk for skill in course.skills[:2]]
    words = Words(
        taught=list(zip(dict.fromkeys(skills), (WAYS.SHOWN, WAYS.WITH_HELP), strict=False)),
        next_time=year.random.choice(next_times),
        went_well=year.random.choice(went_well),
    )
    at = year.diary.now
    key = year.key()
    year.done("shift note")
    return write_shift_note(shift=shift, words=words, by=by, idempotency_key=key, at=at)


def _answer(year, note, by: Person):
    answer_shift_note(note=note, answer=year.random.choice(ANSWERS), by=by, at=year.diary.now)
    year.done("note answered")


def _correct(year, course, shift):
    """Left early: the preceptor mostly says that it is so."""
    less = {"minutes": shift.minutes - 30, "is_supernumerary": shift.is_supernumerary}
    correct_hours(shift=shift, by=course.learner, at=year.diary.now, **less)
    year.done("hours corrected")
    if year.happens(0.8):
        year.diary.in_days(2, 11, _confirm, year, shift, shift.preceptor.person)


def _question(year, course, shift):
    """Stayed longer: half of these are settled between the two."""
    shift.refresh_from_db()
    if shift.corrected_by_id == course.learner.pk:
        return
    said = "I stayed until nine that evening."
    question_hours(shift=shift, question=said, by=course.learner, at=year.diary.now)
    year.done("hours questioned")
    if year.happens(0.5):
        year.diary.in_days(3, 11, _settle, year, shift)


def _confirm(year, shift, by):
    confirm_hours(shift=shift, by=by, at=year.diary.now)
    year.done("hours confirmed")


def _settle(year, shift):
    """The preceptor agrees; what was questioned, the learner confirms."""
    same = {"minutes": shift.minutes, "is_supernumerary": shift.is_supernumerary}
    try:
        correct_hours(shift=shift, by=shift.preceptor.person, at=year.diary.now, **same)
    except Refusal:
        return
    learner = shift.preceptorship.learner.person
    year.diary.in_days(1, 11, _confirm, year, shift, learner)


# What follows a shift, and how often.
CHANCES = {_learner_writes: 0.03, _correct: 0.02, _question: 0.008}
