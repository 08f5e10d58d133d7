"""Ideas to begin a goal from: those of one's programs, and ours."""

from itertools import groupby
from uuid import UUID

from people.models import Person
from programs.mentoring.goals.models import Goal, GoalTemplate
from programs.mentoring.goals.presets import BY_CODE, IDEAS
from programs.mentoring.mentorships.models import Mentorship


def ideas_for(person: Person) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return by area of life what one may begin from: (label, [(code, title)])."""
    rows = [(idea.area, idea.code, idea.title) for idea in IDEAS]
    rows += [(row.area, str(row.pk), row.title) for row in _offered(person)]
    order = list(Goal.Area.values)
    rows.sort(key=lambda row: order.index(row[0]))
    return [
        (str(Goal.Area(area).label), [(code, title) for __, code, title in group])
        for area, group in groupby(rows, key=lambda row: row[0])
    ]


def idea_of(person: Person, code: str):
    """Return the idea by its code, or None where there is none for the person."""
    if code in BY_CODE:
        return BY_CODE[code]
    try:
        key = UUID(code)
    except ValueError:
        return None
    return _offered(person).filter(pk=key).first()


def _offered(person):
    mine = Mentorship.objects.open().of_mentee(person)
    return GoalTemplate.objects.filter(program__in=mine.values("program"))
