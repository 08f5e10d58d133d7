from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.frameworks.decoding import decode_framework
from programs.frameworks.files import Reading
from programs.frameworks.models import FrameworkImport
from programs.frameworks.services.framework import Publication, publish_framework


class FrameworkImportError(Refusal):
    """The import cannot go on."""


def stage_framework_import(
    *, filename: str, content: bytes, title: str, by: Person, at: datetime
) -> FrameworkImport:
    """Keep an uploaded file until ``by`` has looked at the preview. No framework is written."""
    return FrameworkImport.objects.create(
        filename=filename[-255:], content=content, title=title, created_by=by, created_at=at
    )


def read_framework_import(framework_import: FrameworkImport) -> Reading:
    """Return what the staged file holds; it is read anew each time, so it says what it will do."""
    return decode_framework(
        bytes(framework_import.content),
        filename=framework_import.filename,
        where=framework_import.where,
        title=framework_import.title,
        by=framework_import.created_by_id,
    )


@transaction.atomic
def choose_framework(
    *, framework_import: FrameworkImport, where: Mapping[str, str]
) -> FrameworkImport:
    """Say which of the frameworks in the file is meant; nothing means all that it holds.

    :raises FrameworkImportError: if it was published or discarded meanwhile.
    """
    locked = _locked(framework_import)
    locked.where = dict(where)
    locked.save(update_fields=["where"])
    return locked


@transaction.atomic
def publish_framework_import(
    *, framework_import: FrameworkImport, by: Person, at: datetime
) -> Publication:
    """Publish the staged file. A file that says nothing new ends here without a version.

    :raises FrameworkImportError: if it holds nothing to import, or was published or discarded
        meanwhile.
    """
    locked = _locked(framework_import)
    framework = read_framework_import(locked).framework
    if framework is None:
        raise FrameworkImportError(_("There is nothing in this file that could be published."))

    publication = publish_framework(framework, by=by, at=at)
    if publication.is_new:
        locked.version = publication.version
        locked.save(update_fields=["version"])
    else:
        _drop(locked, at=at)
    return publication


@transaction.atomic
def discard_framework_import(*, framework_import: FrameworkImport, at: datetime) -> None:
    """Drop the staged file and its content.

    :raises FrameworkImportError: if it was published or discarded meanwhile.
    """
    _drop(_locked(framework_import), at=at)


def _drop(framework_import: FrameworkImport, *, at: datetime) -> None:
    framework_import.discarded_at = at
    framework_import.content = b""
    framework_import.save(update_fields=["discarded_at", "content"])


def _locked(framework_import: FrameworkImport) -> FrameworkImport:
    waiting = FrameworkImport.objects.waiting().select_for_update(of=("self",))
    locked = waiting.filter(pk=framework_import.pk).first()
    if locked is None:
        raise FrameworkImportError(_("This file was already published or discarded."))
    return locked
