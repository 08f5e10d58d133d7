"""Where a framework out of a file belongs: after a version that is here, or to a new framework.

Files name themselves: two organisations have a "skills.csv", and a publisher's identifier says
nothing of who keeps it here. What another organisation keeps is never replaced, and a framework
that shares no item with one of its name is another one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Person
from people.scope import SITE, edit_scope
from programs import registry
from programs.frameworks.files import ParsedFramework
from programs.frameworks.files.values import derived_identifier
from programs.frameworks.models import Competency, Framework, FrameworkVersion
from programs.frameworks.visible import visible_frameworks


@dataclass(frozen=True, slots=True)
class Place:
    """``latest`` is the version it would follow, or none for a new framework.

    ``identifier`` is what the framework is or would be stored under; ``namesake`` the newest
    version of a framework that has its name, and that it will not become.
    """

    identifier: str
    latest: FrameworkVersion | None = None
    namesake: FrameworkVersion | None = None


def place_of(framework: ParsedFramework, *, by: Person | None) -> Place:
    """Return where ``by`` would put a framework; without ``by`` (the command line), anywhere."""
    called_so = visible_frameworks(by).filter(
        Q(identifier=framework.identifier) | Q(file_identifier=framework.identifier)
    )
    newest = [
        version for found in called_so.order_by("created_at", "pk") if (version := _newest(found))
    ]
    # What says the same already is nobody's to replace: it is used as it is.
    same = next((v for v in newest if v.content_hash == framework.content_hash()), None)
    if same:
        return Place(same.framework.identifier, same)
    kept = set(
        frameworks_kept_by(by)
        .filter(pk__in=[v.framework_id for v in newest])
        .values_list("pk", flat=True)
    )
    own = [
        (_in_common(version, framework), version)
        for version in newest
        if version.framework_id in kept
    ]
    shared, latest = max(own, key=lambda found: found[0], default=(0, None))
    if latest and shared:
        return Place(latest.framework.identifier, latest)
    namesake = newest[-1] if newest else _titled(framework.title, by)
    return Place(_free_identifier(framework, by), namesake=namesake)


def frameworks_kept_by(person: Person | None) -> QuerySet:
    """Frameworks that somebody may publish a new version of.

    An administrator any; a coordinator those that they or their site brought in, and those in
    use in their programs alone.
    """
    scope = edit_scope(person)
    if person is None or scope.is_everybody:
        return Framework.objects.all()
    brought = FrameworkVersion.objects.published().filter(framework=OuterRef("pk"))
    by_site = Q(site=scope.own_site) if scope.own_site else Q(pk=None)
    people = Person.objects.alias(site=SITE).filter(Q(pk=person.pk) | by_site).values("pk")
    kept = Q(Exists(brought.filter(published_by__in=people)))
    for used in registry.frameworks_of:
        kept |= Q(pk__in=used(person))
    return Framework.objects.filter(kept)


def is_framework_kept_by(person: Person, framework: Framework) -> bool:
    return frameworks_kept_by(person).filter(pk=framework.pk).exists()


def _newest(framework: Framework) -> FrameworkVersion | None:
    versions = framework.versions.published().select_related(
        "framework", "published_by__unit__parent__parent"
    )
    return versions.order_by("-number").first()


def _titled(title: str, by: Person | None) -> FrameworkVersion | None:
    """Return the newest version of a framework with the same title, whatever its identifier."""
    found = visible_frameworks(by).filter(title__iexact=title).order_by("-created_at").first()
    return _newest(found) if found else None


def _in_common(version: FrameworkVersion, framework: ParsedFramework) -> int:
    """Return how many items the two share, by identifier."""
    identifiers = [item.identifier for item in framework.items]
    return Competency.objects.filter(version=version, identifier__in=identifiers).count()


def _free_identifier(framework: ParsedFramework, by: Person | None) -> str:
    """Return the file's own identifier if nobody has it, else one made of it."""
    wanted = framework.identifier
    if not Framework.objects.filter(identifier=wanted).exists():
        return wanted
    scope = edit_scope(by)
    owner = str(scope.own_site or (by.pk if by else ""))
    for parts in _names(wanted, owner, framework):
        made = derived_identifier(*parts)
        if not Framework.objects.filter(identifier=made).exists():
            return made
    return wanted


def _names(wanted: str, owner: str, framework: ParsedFramework) -> Iterable[tuple[str, ...]]:
    yield ("kept by", owner, wanted)
    yield ("kept by", owner, wanted, framework.content_hash())
