"""Who may ask to read for safety, and who may be the second person (M5, M7).

The second person cannot be invented by the first: both have run the program or the site for a
while, and neither of them brought the other in.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import combinations
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from people.models import Invitation, LineManagement, Person
from programs.cohorts.models import Program, ProgramCoordinator
from programs.mentoring.mentorships.models import Mentorship

# How long somebody has to have been coordinator or administrator.
SENIORITY = timedelta(days=14)


def running_people(program: Program, *, by: datetime | None = None) -> QuerySet[Person]:
    """Active coordinators and deputies of a program, and administrators; since ``by`` at least."""
    coordinators = ProgramCoordinator.objects.filter(program=program)
    administrators = Person.objects.filter(is_administrator=True)
    if by is not None:
        coordinators = coordinators.filter(named_at__lte=by)
        administrators = administrators.alias(
            since=Coalesce("administrator_since", "created_at")
        ).filter(since__lte=by)
    runs = administrators.order_by().values("pk")
    runs = runs.union(coordinators.order_by().values("person"), all=True)
    return Person.objects.active().filter(pk__in=runs).order_by("sort_name", "pk")


def possible_askers(mentorship: Mentorship, *, at: datetime, today: date) -> list[Person]:
    """Return who could ask: those who have run it for 14 days and are not involved."""
    senior = running_people(mentorship.program, by=at - SENIORITY)
    return list(senior.exclude(pk__in=_involved(mentorship, today)))


def second_people(
    mentorship: Mentorship, *, asker: Person, at: datetime, today: date
) -> list[Person]:
    """Return who could say yes to what ``asker`` asks at ``at``.

    Those who could ask themselves, but for whom ``asker`` brought in, and who brought them in.
    """
    able = possible_askers(mentorship, at=at, today=today)
    links = _links({asker.pk, *(person.pk for person in able)})
    return [
        person
        for person in able
        if person.pk != asker.pk and frozenset({person.pk, asker.pk}) not in links
    ]


def is_involved(person: Person, mentorship: Mentorship, *, today: date) -> bool:
    """One of the pair, or the line manager of one."""
    return person.pk in _involved(mentorship, today)


def has_two_people(program: Program, *, at: datetime) -> bool:
    """Whether anybody could ask, and anybody else agree, if nobody were involved."""
    able = running_people(program, by=at - SENIORITY)
    people = list(able.order_by().values_list("pk", flat=True))
    links = _links(people)
    return any(frozenset(two) not in links for two in combinations(people, 2))


def _involved(mentorship, today):
    both = [person.pk for person in mentorship.both]
    managers = LineManagement.objects.on(today).filter(person__in=both)
    return {*both, *managers.values_list("manager_id", flat=True)}


def _links(people: Collection[UUID]) -> set[frozenset[UUID]]:
    """Two of these people, where one entered, invited or appointed the other."""
    among = Person.objects.filter(pk__in=people).order_by()
    invited = Invitation.objects.filter(person__in=people, created_by__in=people).order_by()
    named = ProgramCoordinator.objects.filter(person__in=people, named_by__in=people).order_by()
    links = among.filter(entered_by__in=people).values_list("pk", "entered_by")
    links = links.union(
        among.filter(administrator_by__in=people).values_list("pk", "administrator_by"),
        invited.values_list("person", "created_by"),
        named.values_list("person", "named_by"),
        all=True,
    )
    return {frozenset(two) for two in links}
