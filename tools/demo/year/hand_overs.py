"""Somebody else takes over: for a day, or for good (P18)."""

from datetime import timedelta
from uuid import UUID

from django.urls import resolve

from people.models import Absence
from programs.cohorts.eligibility import guides_of
from programs.preceptorships.models import PreceptorAssignment
from programs.preceptorships.preceptor_options import preceptor_options
from programs.preceptorships.services.preceptor_assignment import change_primary, end_backup
from programs.shifts.cover_options import cover_options
from programs.shifts.models import Shift
from programs.shifts.services.cover import Take, cover_shifts
from programs.shifts.uncovered import together_with
from tools.demo.year.course import Course, Year

Role = PreceptorAssignment.Role
# Somebody away for longer is replaced, and not covered for.
LONG = timedelta(weeks=3)


def name_preceptor(year: Year, row) -> int:
    course = year.courses[UUID(row.key)]
    return hand_over(year, course, from_on=None)


def name_cover(year: Year, row) -> int:
    """Who is away for months hands the learner over; for days the nearest who is free comes."""
    shift = Shift.objects.with_people().get(pk=resolve(row.url).kwargs["pk"])
    course = year.courses[shift.preceptorship_id]
    if is_long_away(shift.preceptor.person, shift.day):
        course.fresh()
        is_primary = course.primary(shift.day) == shift.preceptor
        if is_primary and not course.preceptorship.planned_change(today=year.today):
            return hand_over(year, course, from_on=max(shift.day, year.today))
    if not Shift.objects.uncovered(year.diary.now).filter(pk=shift.pk).exists():
        # The hand-over of a moment ago took this day along.
        return 0
    together = together_with(shift, at=year.diary.now)
    lost = [each for each in together.shifts if each.pk in together.ticked]
    takes = list(_nearest(lost))
    cover_shifts(takes=takes, by=year.coordinator, at=year.diary.now)
    return len(takes)


def _nearest(shifts):
    """For each day the first who can take it and will stay."""
    options = cover_options(shifts)
    for shift in shifts:
        able = [option.preceptor for option in options if shift.pk in option.shifts]
        yield Take(
            shift, next(guide for guide in able if not is_long_away(guide.person, shift.day))
        )


def hand_over(year: Year, course: Course, *, from_on) -> int:
    """To somebody free of the same ward if there is one, who will stay."""
    preceptorship, today = course.fresh(), year.today
    guides = list(guides_of(year.program, on=today))
    offered = preceptor_options(preceptorship, guides, Role.PRIMARY, today=today)
    free = {pk for _group, choices in offered[:1] for pk, _label in choices}
    unit, load = course.learner.unit_id, year.load()
    backup = course.backup(today)
    fit = [
        guide
        for guide in guides
        if str(guide.pk) in free
        and guide.pk not in year.leaving
        and not is_long_away(guide.person, from_on or today)
    ]
    if not fit:
        year.tally.faults.append(f"{today}: nobody is free for {course.learner}")
        return 0
    best = min(
        fit, key=lambda guide: (guide.person.unit_id != unit, guide == backup, load[guide.pk])
    )
    act = {"by": year.coordinator, "at": year.diary.now, "today": today}
    change_primary(preceptorship=preceptorship, preceptor=best, from_on=from_on, **act)
    year.done("change of preceptor")
    return 1 + _end_gone_backups(year, course)


def is_long_away(person, day) -> bool:
    return Absence.objects.filter(
        person=person, valid_from__lte=day, valid_to__gte=day + LONG
    ).exists()


def _end_gone_backups(year, course):
    """Whoever hands over sees on the same page that a backup has left."""
    gone = course.preceptorship.assignments.filter(
        role=Role.BACKUP, valid_to=None, preceptor__person__is_active=False
    )
    for assignment in gone:
        end_backup(assignment=assignment, at=year.diary.now, today=year.today)
    return len(gone)
