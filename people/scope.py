"""Whom somebody may enter and change, one by one or out of a file: one answer for both.

Site administrators: everybody. Coordinators: the people of their own site, and those who take
part in their programs alone, where no other site looks after them. Nobody but an administrator
changes an administrator; nobody changes themselves this way.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from people import registry
from people.models import Person, Unit

# The site at the top of a person's unit.
SITE = Coalesce("unit__parent__parent", "unit__parent", "unit")


@dataclass(frozen=True)
class EditScope:
    """What ``by`` may write about people; without ``by`` (the command line), everything."""

    by: Person | None
    is_everybody: bool
    is_coordinator: bool
    own_site: UUID | None
    # Sites whose own coordinators look after them.
    other_sites: frozenset[UUID]

    def people(self):
        """Whom ``by`` may change."""
        if self.is_everybody:
            return Person.objects.all()
        if not self.is_coordinator:
            return Person.objects.none()
        others = Person.objects.filter(is_administrator=False).exclude(pk=self.by.pk)
        own = Q(site=self.own_site) if self.own_site else Q(pk=None)
        return others.alias(site=SITE).filter(own | self._nobody_elses())

    def _nobody_elses(self) -> Q:
        """Those who take part in one's own programs or in none, and live at no site of others."""
        free = Q(site=None) | ~Q(site__in=self.other_sites)
        for people in registry.coordinations:
            free &= ~Q(pk__in=people.of_others(self.by))
        mine = [Q(pk__in=people.of(self.by)) for people in registry.coordinations]
        return free & reduce(or_, mine, Q(unit=None))

    def editable(self, people: Collection[UUID]) -> set[UUID]:
        """Return which of these people ``by`` may change."""
        return set(self.people().filter(pk__in=people).values_list("pk", flat=True))

    def can_place_at(self, site: UUID | None) -> bool:
        """Whether people may be put into units of this site, or into none."""
        return self.is_everybody or site == self.own_site or site not in self.other_sites

    def can_manage_at(self, site: UUID | None) -> bool:
        """Whether line managers may be named for, and out of, the people of this site."""
        return self.is_everybody or (site is not None and site == self.own_site)

    def __str__(self) -> str:
        """What the scope rests on, so that it is seen whether that has changed."""
        sites = sorted(map(str, self.other_sites))
        return f"{self.is_everybody} {self.is_coordinator} {self.own_site} {sites}"


def edit_scope(by: Person | None) -> EditScope:
    """Return what ``by`` may write about people as things stand now."""
    if by is None:
        return EditScope(None, True, False, None, frozenset())
    now = Person.objects.filter(pk=by.pk, is_active=True).annotate(site=SITE)
    found = now.values_list("is_administrator", "site").first()
    if found is None or found[0]:
        return EditScope(by, bool(found), False, None, frozenset())
    coordinators = [coordination.everybody() for coordination in registry.coordinations]
    running = Person.objects.filter(
        reduce(or_, [Q(pk__in=each) for each in coordinators], Q(pk=None))
    )
    sites = dict(running.annotate(site=SITE).values_list("pk", "site"))
    others = {site for site in sites.values() if site} - {found[1]}
    return EditScope(by, False, by.pk in sites, found[1], frozenset(others))


def site_of(unit: Unit | None) -> UUID | None:
    """Return the site at the top of a unit."""
    while unit is not None and unit.parent_id:
        unit = unit.parent
    return unit.pk if unit else None
