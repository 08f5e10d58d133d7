"""Which frameworks somebody knows of: organisations are walls here too (decision 30).

Whoever brought a version in decides whose it is. What the house brought in, an administrator or
somebody of no unit, is shared by all.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Person
from people.organisations import in_sites, other_sites
from programs import registry
from programs.frameworks.models import Framework, FrameworkVersion

BY_THE_HOUSE = (
    Q(published_by=None) | Q(published_by__is_administrator=True) | Q(published_by__unit=None)
)


def visible_frameworks(person: Person | None) -> QuerySet:
    """Shared ones, those of their organisations, and those of programs that they see.

    Each with ``is_shared``, true only where there is a wall. Without a person, all.
    """
    others = _others(person)
    if not others:
        return Framework.objects.annotate(is_shared=Q(pk=None))
    ours = BY_THE_HOUSE | ~in_sites(others, "published_by__unit__")
    seen = Q(_brought_in(ours))
    for used in registry.frameworks_in_use:
        seen |= Q(pk__in=used(person))
    return Framework.objects.filter(seen).annotate(is_shared=_brought_in(BY_THE_HOUSE))


def _others(person):
    if person is None or person.is_administrator:
        return set()
    return other_sites(person)


def _brought_in(by):
    versions = FrameworkVersion.objects.published().filter(framework=OuterRef("pk"))
    return Exists(versions.filter(by))
