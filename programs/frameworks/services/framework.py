from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from common.ids import uuid7
from people.models import Person
from programs.frameworks.files import (
    Difference,
    ParsedFramework,
    ParsedItem,
    compare,
)
from programs.frameworks.models import Competency, Framework, FrameworkVersion
from programs.frameworks.services.framework_shelf import reopen_framework
from programs.frameworks.services.place import Place, place_of

# What a newer file may say anew about the framework itself.
DESCRIBING = ("title", "creator", "source_uri", "description", "notes", "language")


@dataclass(frozen=True, slots=True)
class Publication:
    """The version a file has become, or already was (then ``is_new`` is false)."""

    version: FrameworkVersion
    difference: Difference
    is_new: bool


@transaction.atomic
def publish_framework(
    framework: ParsedFramework, *, by: Person | None, at: datetime
) -> Publication:
    """Publish a framework as read from a file: a new one, or a new version of one that is there.

    Recognised by its identifier, where ``by`` keeps that framework and it has something in
    common with it (:mod:`place`). Where the newest version says the same already, nothing is
    written. A new version takes an archived framework out again. Learners stay with the version
    they started with (P2).
    """
    place = place_of(framework, by=by)
    if place.latest and place.latest.content_hash == framework.content_hash():
        difference = compare(parsed_items(place.latest), framework.items)
        return Publication(place.latest, difference, is_new=False)

    stored = _locked_framework(framework, identifier=place.identifier, at=at)
    latest = stored.latest_version()
    difference = compare(parsed_items(latest), framework.items)
    if latest and latest.content_hash == framework.content_hash():
        return Publication(latest, difference, is_new=False)

    for field in DESCRIBING:
        setattr(stored, field, getattr(framework, field))
    stored.save(update_fields=DESCRIBING)
    version = FrameworkVersion.objects.create(
        framework=stored,
        number=latest.number + 1 if latest else 1,
        label=framework.version_label,
        content_hash=framework.content_hash(),
    )
    _store_items(version, framework.items)
    reopen_framework(framework=stored)
    # Only now, because nothing can be added to a published version.
    version.published_at, version.published_by = at, by
    version.save(update_fields=["published_at", "published_by"])
    return Publication(version, difference, is_new=True)


def _locked_framework(framework: ParsedFramework, *, identifier: str, at: datetime) -> Framework:
    described = {field: getattr(framework, field) for field in DESCRIBING}
    described |= {"file_identifier": framework.identifier, "created_at": at}
    Framework.objects.get_or_create(identifier=identifier, defaults=described)
    return Framework.objects.select_for_update().get(identifier=identifier)


def _store_items(version: FrameworkVersion, items: tuple[ParsedItem, ...]) -> None:
    ids = {item.identifier: uuid7() for item in items}
    Competency.objects.bulk_create(
        (
            Competency(
                id=ids[item.identifier],
                version=version,
                parent_id=ids.get(item.parent_identifier),
                identifier=item.identifier,
                uri=item.uri,
                code=item.code,
                statement=item.statement,
                short_statement=item.short_statement,
                notes=item.notes,
                kind=item.kind,
                is_group=item.is_group,
                position=position,
                depth=item.depth,
                wording_hash=item.wording_hash(),
            )
            for position, item in enumerate(items)
        ),
        batch_size=1000,
    )


def difference_to_newest(
    framework: ParsedFramework, *, by: Person | None
) -> tuple[Place, Difference]:
    """Return where a file would go, and what would change in the version it follows, if any."""
    place = place_of(framework, by=by)
    return place, compare(parsed_items(place.latest), framework.items)


def difference_between(older: FrameworkVersion, newer: FrameworkVersion) -> Difference:
    return compare(parsed_items(older), parsed_items(newer))


def parsed_items(version: FrameworkVersion | None) -> tuple[ParsedItem, ...]:
    """Return the items of a stored version in the form in which files are read."""
    if version is None:
        return ()
    competencies = list(version.competencies.in_order())
    identifiers = {competency.pk: competency.identifier for competency in competencies}
    return tuple(
        ParsedItem(
            identifier=competency.identifier,
            parent_identifier=identifiers.get(competency.parent_id, ""),
            depth=competency.depth,
            is_group=competency.is_group,
            statement=competency.statement,
            short_statement=competency.short_statement,
            code=competency.code,
            notes=competency.notes,
            kind=competency.kind,
            uri=competency.uri,
        )
        for competency in competencies
    )
