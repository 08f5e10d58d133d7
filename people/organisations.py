"""Organisations are walls: which sites a person has no part in, and who and what is behind them.

An organisation is a site, the top of the unit tree, that some program belongs to. Whoever
coordinates sees the people of their own, and whoever takes part in their programs; somebody
from elsewhere comes in by an administrator's act. Where there is one organisation, there is
no wall (docs/decisions/0030-organisations-are-walls.md).
"""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from people import registry
from people.models import Person, Unit

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


def units_behind_walls(person: Person) -> QuerySet:
    """Ids of every unit of those organisations."""
    return Unit.objects.all().with_those_below(other_sites(person)).order_by().values("pk")


def in_own_organisations(person: Person) -> Q:
    """A condition on people: not of an organisation that is not theirs.

    Whoever belongs to no unit is of the organisations in whose programs they take part.
    """
    elsewhere = [each.take_part_in(other_sites(person)) for each in registry.coordinations]
    homeless = Q(unit=None) & reduce(or_, elsewhere, Q(pk=None))
    return ~(Q(unit__in=units_behind_walls(person)) | homeless)


def seen_by_coordinator(person: Person) -> Q:
    """A condition on people: of their organisations, or taking part in what they run."""
    guests = [Q(pk__in=each.of(person)) for each in registry.coordinations]
    return reduce(or_, guests, in_own_organisations(person))


def visible_units(person: Person) -> QuerySet:
    """Units that the person may see: of their own organisations, and of none; all for admins."""
    if person.is_administrator:
        return Unit.objects.all()
    return Unit.objects.exclude(pk__in=units_behind_walls(person))
