"""Who answers for somebody that another organisation asks for: those who look after them.

The coordinators of the person's own organisation, and site administrators where it has none
who could. Never the person, and never who asked: nobody decides about themselves.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from people.models import Person
from people.organisations import SITE, of_organisations, organisations_of
from people.permissions import can_administer
from people.reader_flags import reader_flags
from programs.cohorts.models import ProgramCoordinator
from programs.guests.models import GuestRequest

# So many are looked through for whoever runs the whole site.
MOST = 50


def deciders_of(request: GuestRequest) -> QuerySet[Person]:
    """Return who is asked: their coordinators, or the administrators where there are none."""
    coordinators = coordinators_of(request)
    if coordinators.exists():
        return coordinators
    administrators = Person.objects.active().filter(is_administrator=True)
    return administrators.exclude(pk__in=concerned_in(request)).order_by("pk")


def to_decide(person: Person, at: datetime) -> list[GuestRequest]:
    """Return what waits for an answer of this person, most urgent first."""
    waiting = GuestRequest.objects.waiting(at).passed_on().exclude(asked_by=person)
    waiting = waiting.exclude(person=person).order_by("expires_at", "pk").with_people()
    own = list(waiting.filter(person__in=_looked_after(person))[:MOST])
    if not can_administer(person):
        return own
    rest = _without_coordinator(waiting.exclude(pk__in=[each.pk for each in own]))[:MOST]
    # Whoever belongs to no unit is of where they take part, which each is asked for by themselves.
    return own + [
        each for each in rest if each.person.unit_id or not coordinators_of(each).exists()
    ]


def _without_coordinator(requests):
    """Those for people in whose site nobody else runs a program, as ``coordinators_of`` says."""
    site = Person.objects.filter(pk=OuterRef("person")).values(site=SITE)
    runs = ProgramCoordinator.objects.filter(
        program__organisation=OuterRef("site"), person__is_active=True
    )
    others = runs.exclude(person=OuterRef("asked_by")).exclude(person=OuterRef("person"))
    return requests.annotate(site=Subquery(site)).filter(~Exists(others))


def visible_requests(person: Person) -> QuerySet[GuestRequest]:
    """Requests that somebody may open: of their programs, of their people, and about them.

    About themselves they read what was answered, and nothing before.
    """
    own = Q(person=person) & ~Q(status__in=GuestRequest.ANSWERED)
    requests = GuestRequest.objects.with_people().exclude(own)
    if can_administer(person):
        return requests
    run = ProgramCoordinator.objects.filter(person=person).order_by().values("program")
    return requests.filter(
        Q(program__in=run) | Q(person__in=_looked_after(person)) | Q(person=person)
    )


def coordinators_of(request: GuestRequest) -> QuerySet[Person]:
    """Return those of the person's own organisation who can answer, but for the two concerned."""
    sites = organisations_of(request.person)
    runs = ProgramCoordinator.objects.filter(program__organisation__in=sites)
    people = Person.objects.active().filter(pk__in=runs.order_by().values("person"))
    return people.exclude(pk__in=concerned_in(request)).order_by("pk")


def concerned_in(request: GuestRequest) -> set[UUID | None]:
    """Ids of who asks and who is asked for."""
    return {request.asked_by_id, request.person_id}


def _looked_after(person):
    """Ids of the people of the organisations that somebody runs programs of, but for themselves."""
    sites = reader_flags(person)["sites_run"]
    people = Person.objects.filter(of_organisations(sites)).exclude(pk=person.pk)
    return people.order_by().values("pk")
