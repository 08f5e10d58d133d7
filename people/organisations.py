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


def own_sites(person: Person) -> QuerySet:
    """Ids of the sites that the person belongs to, or runs a program of."""
    home = Person.objects.filter(pk=person.pk).annotate(site=SITE).values("site")
    run = [Q(pk__in=each.organisations_of(person)) for each in registry.coordinations]
    return Unit.objects.filter(Q(pk__in=home) | reduce(or_, run, Q(pk=None))).values("pk")


def other_sites(person: Person) -> QuerySet:
    """Ids of the organisations that are not theirs."""
    run = [Q(pk__in=each.organisations()) for each in registry.coordinations]
    sites = Unit.objects.filter(reduce(or_, run, Q(pk=None)), kind=Unit.Kind.SITE)
    return sites.exclude(pk__in=own_sites(person)).order_by().values("pk")


# The same as flags of a reader, whom nearly every page asks about: few sites, and mostly none.
FLAGS = {
    "own_sites": lambda person: ArraySubquery(own_sites(person)),
    "other_sites": lambda person: ArraySubquery(other_sites(person)),
}


def in_sites(sites: Collection[UUID], unit: str = "") -> Q:
    """A condition on units, or on what has one: at or below these sites."""
    return (
        Q(**{f"{unit}pk__in": sites})
        | Q(**{f"{unit}parent__in": sites})
        | Q(**{f"{unit}parent__parent__in": sites})
    )


def seen_by_coordinator(person: Person) -> Q | None:
    """A condition on people: of their organisations, or taking part in what they run.

    None where there is no wall, so that they see everybody. Whoever belongs to no unit is of
    the organisations in whose programs they take part.
    """
    others = reader_flags(person)["other_sites"]
    if not others:
        return None
    within = [each.of(person) for each in registry.coordinations]
    within += [each.guests_of(person) for each in registry.coordinations]
    return reduce(or_, within, ~of_organisations(others))


def of_organisations(sites: Collection[UUID]) -> Q:
    """A condition on people: of these organisations, by unit or, without one, by taking part."""
    there = [each.take_part_in(sites) for each in registry.coordinations]
    homeless = Person.objects.filter(reduce(or_, there, Q(pk=None)), unit=None)
    return in_sites(sites, "unit__") | Q(pk__in=homeless.order_by().values("pk"))


def organisations_of(person: Person) -> list[UUID]:
    """Return the organisations that somebody is of: where another side asks for them."""
    run = [Q(pk__in=each.organisations()) for each in registry.coordinations]
    sites = Unit.objects.filter(reduce(or_, run, Q(pk=None)), kind=Unit.Kind.SITE)
    mine = Person.objects.filter(pk=person.pk)
    found = sites.order_by("pk").values_list("pk", flat=True)
    return [site for site in found if mine.filter(of_organisations([site])).exists()]


def run_by(person: Person) -> QuerySet:
    """The organisations that somebody runs programs of."""
    run = [Q(pk__in=each.organisations_of(person)) for each in registry.coordinations]
    return Unit.objects.filter(reduce(or_, run, Q(pk=None))).order_by("pk")


def has_wall(person: Person) -> bool:
    """Whether there are organisations whose people somebody does not find."""
    return not person.is_administrator and bool(reader_flags(person)["other_sites"])


def visible_units(person: Person) -> QuerySet:
    """Units that the person may see: of their own organisations, and of none; all for admins."""
    others = [] if person.is_administrator else reader_flags(person)["other_sites"]
    return Unit.objects.exclude(in_sites(others)) if others else Unit.objects.all()
