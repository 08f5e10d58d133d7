"""Times at which both of a pair can meet, out of what each has said of their week (M12)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F

from people.models import Absence
from programs.mentoring.care.models import ProgramBreak
from programs.mentoring.meetings.models import BusySpan, CheckIn, WeeklyHours
from programs.mentoring.meetings.overlap import USUAL_WEEK, Side, Week, common_slots
from programs.mentoring.mentorships.models import Mentorship

AHEAD = timedelta(days=42)


def common_times(
    mentorship: Mentorship,
    weeks: Mapping[UUID, Week],
    *,
    minutes: int,
    after: datetime,
    at: datetime,
    most: int = 5,
    like: datetime | None = None,
) -> list[datetime]:
    """Return starts from ``after`` on, no earlier than tomorrow; empty where there is none.

    At about the time of the day at which ``like`` was, where that is free.

    Each lies inside the ``weeks_of`` both (working hours where somebody has said none),
    and outside of their rotas, absences, check-ins and the program's breaks. What keeps
    whom is not to be seen from it.
    """
    first = max(after, at + timedelta(hours=12))
    last = max(first, at) + AHEAD
    busy = _busy(mentorship, first, last)
    sides = [
        Side(
            zone=ZoneInfo(person.time_zone),
            week=weeks.get(person.pk) or USUAL_WEEK,
            busy=busy[person.pk],
        )
        for person in mentorship.both
    ]
    return common_slots(sides, first=first, last=last, minutes=minutes, most=most, like=like)


def weeks_of(mentorship: Mentorship) -> dict[UUID, Week]:
    """Return when either can usually meet, by person; without those who have not said it."""
    weeks = {}
    for row in WeeklyHours.objects.filter(person__in=mentorship.both):
        spans = weeks.setdefault(row.person_id, {}).setdefault(row.weekday, [])
        spans.append((row.begins, row.ends))
    return weeks


def _busy(mentorship, first, last):
    """By person, all that keeps them from meeting, in order."""
    both, day = mentorship.both, first.date()
    busy = {person.pk: [] for person in both}
    for who, begins_at, ends_at in _shifts_of(both, first, last):
        busy[who].append((begins_at, ends_at))
    away = list(Absence.objects.not_over_on(day).filter(person__in=both))
    breaks = ProgramBreak.objects.filter(program=mentorship.program_id, valid_to__gte=day)
    for person in both:
        own = [period for period in away if period.person_id == person.pk]
        busy[person.pk] += _days([*own, *breaks], person)
    for booked in _booked(both, first - AHEAD, last):
        for who in (booked.mentor_person, booked.mentee_person):
            if who in busy:
                busy[who].append((booked.starts_at, booked.ends_at))
    return {who: sorted(spans) for who, spans in busy.items()}


def _days(periods, person):
    """Whole days, from midnight to midnight by the person's clock."""
    zone = ZoneInfo(person.time_zone)
    for period in periods:
        begin = datetime.combine(period.valid_from, time(), tzinfo=zone)
        yield begin, datetime.combine(period.valid_to + timedelta(days=1), time(), tzinfo=zone)


def _shifts_of(people, first, last):
    spans = BusySpan.objects.filter(rota__person__in=people)
    spans = spans.filter(ends_at__gt=first, starts_at__lt=last)
    return spans.values_list("rota__person", "starts_at", "ends_at")


def _booked(both, first, last):
    """What either has planned, with whomever."""
    guided = Mentorship.objects.filter(mentor__person__in=both).values("pk")
    theirs = guided.union(Mentorship.objects.filter(learner__person__in=both).values("pk"))
    booked = CheckIn.objects.planned().filter(mentorship__in=theirs)
    booked = booked.filter(starts_at__gt=first, starts_at__lt=last).only("starts_at", "minutes")
    return booked.annotate(
        mentor_person=F("mentorship__mentor__person"),
        mentee_person=F("mentorship__learner__person"),
    )
