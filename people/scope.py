"""Whom somebody may enter, change, invite and approve, one by one or many: one answer for all.

Site administrators: everybody. Coordinators: the people of their organisations, and those who
take part in their programs alone, where no other organisation looks after them
(``people.organisations``). Nobody but an administrator changes an administrator; nobody changes
themselves this way.
"""

from collections.abc import Collection
from functools import cached_property
from uuid import UUID

from people import registry
from people.models import Person, Unit
from people.organisations import SITE, other_sites, own_sites, units_of, visible_units


class EditScope:
    """What ``by`` may write about people; without ``by`` (the command line), everything."""

    def __init__(self, by: Person | None):
        self.by = by
        self.is_everybody = by is None or (by.is_active and by.is_administrator)

    def people(self):
        """Whom ``by`` may change."""
        if self.is_everybody:
            return Person.objects.all()
        if not self._is_coordinator:
            return Person.objects.none()
        # A union, because each of the two finds its few; joined by OR, everybody is looked at.
        own = Person.objects.filter(unit__in=units_of(self._own_sites)).order_by().values("pk")
        theirs = own.union(self._nobody_elses().order_by().values("pk"), all=True)
        others = Person.objects.filter(is_administrator=False).exclude(pk=self.by.pk)
        return others.filter(pk__in=theirs)

    def _nobody_elses(self):
        """Those who take part in one's own programs or in none, and are of no organisation."""
        homeless = Person.objects.filter(unit=None).order_by().values("pk")
        mine = [each.of(self.by) for each in registry.coordinations]
        free = Person.objects.filter(pk__in=homeless.union(*mine, all=True))
        for each in registry.coordinations:
            free = free.filter(~each.of_others(self.by))
        return free.exclude(unit__in=units_of(self._other_sites))

    def units(self):
        """Which units ``by`` knows of."""
        return Unit.objects.all() if self.is_everybody else visible_units(self.by)

    def visible(self, people: Collection[UUID]) -> set[UUID]:
        """Return which of these people ``by`` knows of."""
        if self.is_everybody:
            return set(people)
        seen = Person.objects.visible_to(self.by).filter(pk__in=people)
        return set(seen.values_list("pk", flat=True))

    def editable(self, people: Collection[UUID]) -> set[UUID]:
        """Return which of these people ``by`` may change."""
        return set(self.people().filter(pk__in=people).values_list("pk", flat=True))

    def can_place_at(self, site: UUID | None) -> bool:
        """Whether people may be put into units of this site, or into none."""
        return self.is_everybody or site not in self._other_sites

    def can_manage_at(self, site: UUID | None) -> bool:
        """Whether line managers may be named for, and out of, the people of this site."""
        return self.is_everybody or site in self._own_sites

    @cached_property
    def own_site(self) -> UUID | None:
        """The site that ``by`` belongs to; who may change everybody needs none."""
        if self.is_everybody:
            return None
        home = Person.objects.active().filter(pk=self.by.pk).annotate(site=SITE)
        return home.values_list("site", flat=True).first()

    @cached_property
    def _own_sites(self) -> frozenset[UUID]:
        return frozenset(own_sites(self.by))

    @cached_property
    def _other_sites(self) -> frozenset[UUID]:
        """Sites whose own coordinators look after them."""
        return frozenset(other_sites(self.by))

    @property
    def _is_coordinator(self) -> bool:
        return not self.is_everybody and self.by.is_active and self.by.is_coordinator

    def __str__(self) -> str:
        """What the scope rests on, so that it is seen whether that has changed."""
        if self.is_everybody:
            return "everybody"
        own, others = (sorted(map(str, sites)) for sites in (self._own_sites, self._other_sites))
        return f"{self._is_coordinator} {own} {others}"


def edit_scope(by: Person | None) -> EditScope:
    """Return what ``by``, as they were read from the database, may write about people."""
    return EditScope(by)


def site_of(unit: Unit | None) -> UUID | None:
    """Return the site at the top of a unit."""
    while unit is not None and unit.parent_id:
        unit = unit.parent
    return unit.pk if unit else None
