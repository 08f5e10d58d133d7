"""How much protected time a preceptor had, against what their programs promise (P17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import CharField, F, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.formats import localize
from django.utils.translation import ngettext

from people.models import Person
from programs.cohorts.models import Program
from programs.shifts.models import ProtectedTime

# A year back, today included: so it does not begin at nothing on New Year's Day.
YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a program promises each of its preceptors in a year, and what one had of it."""

    program: Program
    hours: int
    minutes_had: int

    @property
    def hours_had(self) -> float:
        return _in_hours(self.minutes_had)


def protected_in_year(person: Person, *, today: date):
    """What somebody wrote down for the twelve months up to today, the latest first."""
    return ProtectedTime.objects.of(person).between(today - YEAR, today)


def promises_to(person: Person, *, today: date) -> list[Promise]:
    """What the open programs in whose pool somebody is promise them, and what they had of it.

    All of it for each: an hour free for precepting is free for every program.
    """
    theirs = Program.objects.open().filter(preceptors__person=person)
    promised = theirs.filter(preceptorship_rules__protected_hours_per_year__gt=0)
    found = list(promised.select_related("preceptorship_rules"))
    if not found:
        return []
    minutes = protected_in_year(person, today=today).aggregate(sum=Sum("minutes", default=0))
    return [
        Promise(each, each.preceptorship_rules.protected_hours_per_year, minutes["sum"])
        for each in found
    ]


def promise_of_program(person: Person, *, today: date) -> Concat:
    """The same of a program in a query: "150/8", minutes and hours, or "150/" without a promise."""
    had = protected_in_year(person, today=today).order_by().values("person")
    minutes = Subquery(had.annotate(sum=Sum("minutes")).values("sum"))
    promised = F("preceptorship_rules__protected_hours_per_year")
    return Concat(Coalesce(minutes, 0), Value("/"), promised, output_field=CharField())


def promise_in_words(promise: str) -> str:
    """What :func:`promise_of_program` found, to be read; nothing where nothing is promised."""
    minutes, _slash, hours = promise.partition("/")
    if not hours or hours == "0":
        return ""
    words = ngettext(
        "protected time: %(had)s of %(hours)s hour in the last 12 months",
        "protected time: %(had)s of %(hours)s hours in the last 12 months",
        int(hours),
    )
    return words % {"had": localize(_in_hours(int(minutes))), "hours": hours}


def minutes_by_person(people: Iterable[UUID], first: date, last: date) -> dict[UUID, int]:
    """Of each who wrote any down, how many minutes of protected time they had, in one query."""
    rows = ProtectedTime.objects.between(first, last).filter(person__in=people).order_by()
    return dict(rows.values_list("person").annotate(Sum("minutes")))


def _in_hours(minutes):
    hours = round(minutes / 60, 2)
    return int(hours) if hours == int(hours) else hours
