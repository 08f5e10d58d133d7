"""Organisations are walls: which sites a person has no part in, and who and what is behind them.

An organisation is a site, the top of the unit tree, that some program belongs to. Whoever
coordinates sees the people of their own, and whoever takes part in their programs; somebody
from elsewhere comes in by an administrator's act, or by a request that their own side grants
(programs/guests/). Where there is one organisation, there is no wall
(docs/decisions/0030-organisations-are-walls.md).
"""

from collections.abc import Collection
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from people import registry
from people.models import Person, Unit
from people.reader_flags import reader_flags

# Whether somebody belongs to a site, a department of one or a unit in that.
SITE = Coalesce("unit__parent__parent", "unit__parent", "unit")


# Asked with all else that a page asks about its reader, and taken apart below: few sites each.
FLAGS = {
    "home_site": lambda person: SITE,
    "sites_run": lambda person: _ids_of(
        each.organisations_of(person) for each in registry.coordinations
    ),
    "all_sites": lambda person: _ids_of(each.organisations() for each in registry.coordinations),
}


def own_sites(person: Person) -> set[UUID]:
    """Ids of the sites that the person belongs to, or runs a program of."""
    flags = reader_flags(person)
    return {flags["home_site"], *flags["sites_run"]} - {None}


def other_sites(person: Person) -> set[UUID]:
    """Ids of the organisations that are not theirs."""
    return set(reader_flags(person)["all_sites"]) - own_sites(person)


def _ids_of(sites):
    return ArraySubquery(Unit.objects.none().union(*(each.distinct() for each in sites)))


def in_sites(sites: Collection[UUID], unit: str = "") -> Q:
    """A condition on units, or on what has one: at or below these sites."""
    return (
        Q(**{f"{unit}pk__in": sites})
        | Q(**{f"{unit}parent__in": sites})
        | Q(**{f"{unit}parent__parent__in": sites})
    )


def units_of(sites: Collection[UUID]) -> QuerySet:
    """Ids of the units at or below these sites."""
    return Unit.objects.filter(in_sites(sites)).order_by().values("pk")


def seen_by_coordinator(person: Person) -> Q | None:
    """A condition on people: of their organisations, or taking part in what they run.

    None where there is no wall, so that they see everybody. Whoever belongs to no unit is of
    the organisations in whose programs they take part.
    """
    others = other_sites(person)
    if not others:
        return None
    within = [Q(pk__in=each.of(person)) for each in registry.coordinations]
    within += [each.guests_of(person) for each in registry.coordinations]
    return reduce(or_, within, ~of_organisations(others))


def of_organisations(sites: Collection[UUID]) -> Q:
    """A condition on people: of these organisations, by unit or, without one, by taking part."""
    there = [each.take_part_in(sites) for each in registry.coordinations]
    homeless = Person.objects.filter(reduce(or_, there, Q(pk=None)), unit=None)
    return Q(unit__in=units_of(sites)) | Q(pk__in=homeless.order_by().values("pk"))


def organisations_of(person: Person) -> list[UUID]:
    """Return the organisations that somebody is of: where another side asks for them."""
    run = [Q(pk__in=each.organisations()) for each in registry.coordinations]
    sites = Unit.objects.filter(reduce(or_, run, Q(pk=None)), kind=Unit.Kind.SITE)
    mine = Person.objects.filter(pk=person.pk)
    found = sites.order_by("pk").values_list("pk", flat=True)
    if person.unit_id:
        return list(found.filter(pk__in=mine.values(site=SITE)))
    return [site for site in found if mine.filter(of_organisations([site])).exists()]


def has_wall(person: Person) -> bool:
    """Whether there are organisations whose people somebody does not find."""
    return not person.is_administrator and bool(other_sites(person))


def visible_units(person: Person) -> QuerySet:
    """Units that the person may see: of their own organisations, and of none; all for admins."""
    others = set() if person.is_administrator else other_sites(person)
    return Unit.objects.exclude(in_sites(others)) if others else Unit.objects.all()
