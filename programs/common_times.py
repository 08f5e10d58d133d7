"""Times at which both of a pair can meet, out of what each has said of their week (M12)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from people.models import Absence, Person
from programs.models import BusySpan, CheckIn, Mentorship, WeeklyHours
from programs.overlap import USUAL_WEEK, Side, common_slots

AHEAD = timedelta(days=42)


def common_times(
    mentorship: Mentorship, *, minutes: int, after: datetime, at: datetime, most: int = 5
) -> list[datetime]:
    """Return starts from ``after`` on, no earlier than tomorrow; empty where there is none.

    Each lies inside the weekly hours of both (working hours where somebody has said none),
    and outside of their rotas, absences, check-ins and the program's breaks. What keeps
    whom is not to be seen from it.
    """
    first = max(after, at + timedelta(hours=12))
    last = max(first, at) + AHEAD
    weeks = _weeks(mentorship)
    rest = list(mentorship.program.breaks.filter(valid_to__gte=first.date()))
    sides = [
        Side(
            zone=ZoneInfo(person.time_zone),
            week=weeks.get(person.pk) or USUAL_WEEK,
            busy=_busy(person, rest, first, last),
        )
        for person in mentorship.both
    ]
    return common_slots(sides, first=first, last=last, minutes=minutes, most=most)


def have_said_when(mentorship: Mentorship) -> bool:
    """Whether both have told of their week."""
    return len(_weeks(mentorship)) == 2


def _weeks(mentorship):
    weeks = {}
    for row in WeeklyHours.objects.filter(person__in=[p.pk for p in mentorship.both]):
        spans = weeks.setdefault(row.person_id, {}).setdefault(row.weekday, [])
        spans.append((row.begins, row.ends))
    return weeks


def _busy(person: Person, breaks, first, last):
    rota = BusySpan.objects.filter(rota__person=person, ends_at__gt=first, starts_at__lt=last)
    spans = list(rota.values_list("starts_at", "ends_at"))
    zone = ZoneInfo(person.time_zone)
    away = list(Absence.objects.not_over_on(first.date()).filter(person=person))
    for period in [*away, *breaks]:
        begin = datetime.combine(period.valid_from, time(), tzinfo=zone)
        end = datetime.combine(period.valid_to + timedelta(days=1), time(), tzinfo=zone)
        spans.append((begin, end))
    booked = CheckIn.objects.of(person).planned().filter(starts_at__lt=last)
    spans += [(row.starts_at, row.ends_at) for row in booked.filter(starts_at__gt=first - AHEAD)]
    return sorted(spans)
