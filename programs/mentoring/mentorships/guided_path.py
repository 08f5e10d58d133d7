"""Which month of their path two people are in."""

from datetime import date, timedelta

from django.db.models import QuerySet

from people.models import Person
from programs.cohorts.models import Program
from programs.cohorts.schedule import month_of
from programs.mentoring.meetings.models import AgendaItem, CheckIn
from programs.mentoring.mentorships.models import Mentorship, MentorshipPause, PathTopic


def current_month(mentorship: Mentorship, *, today: date) -> int:
    """Return the running number of the month, from 1; pauses stretch the path (M12)."""
    rested = timedelta()
    for pause in MentorshipPause.objects.filter(mentorship=mentorship):
        rested += min(pause.valid_to or today, today) - min(pause.valid_from, today)
    return month_of(starts_on=mentorship.starts_on, today=today - rested)


def topics_now(mentorship: Mentorship, *, today: date) -> list[PathTopic]:
    """Return what the path offers this month; nothing where a program has none."""
    topics = topics_of(mentorship.program) if mentorship.is_running else []
    if not topics:
        return []
    month = current_month(mentorship, today=today)
    return [topic for topic in topics if topic.month == month]


def topics_of(program: Program) -> QuerySet[PathTopic]:
    """All that the program offers, by month."""
    return PathTopic.objects.filter(program=program)


def on_agenda(check_in: CheckIn | None, person: Person) -> set[str]:
    """What the two want to talk about next, so that nothing is added twice."""
    if check_in is None:
        return set()
    items = AgendaItem.objects.in_check_in(check_in, person)
    return set(items.values_list("text", flat=True))
