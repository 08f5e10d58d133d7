"""Files that a learner lays beside a competency, for whoever signs to look at."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from assessments.evidence.models import Evidence
from assessments.ledger.services.ledger_check import BrokenChain
from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_ask_for_sign_off
from common import file_store
from common.clean_files import CleanFile, FileError, clean_file
from common.refusal import Refusal
from people.models import Person
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship

MOST_FILES = 10
MOST_BYTES = 200 * 1024 * 1024


class EvidenceError(Refusal):
    """A rule refused the request."""


def add_evidence(
    *,
    preceptorship: Preceptorship,
    competency: Competency,
    title: str,
    content: bytes,
    by: Person,
    at: datetime,
) -> Evidence:
    """Keep a file, cleaned, beside a competency. The same file and title are the same evidence.

    At most ten for a competency, and 200 MB in one preceptorship.

    :raises EvidenceError: if ``by`` is not the learner of an open preceptorship, the content
        cannot be kept, it is here under another title, or there is no room.
    """
    if not can_ask_for_sign_off(by, preceptorship):
        raise EvidenceError(
            _("Only the person who learns can add evidence, while the record is open.")
        )
    # Before the work of looking into it as well, so that whoever has no room causes none.
    _check_room(preceptorship, competency, 1)
    try:
        clean = clean_file(content, by=by.pk)
    except FileError as error:
        raise EvidenceError(str(error)) from error
    beside = {"preceptorship": preceptorship, "competency": competency}
    return keep_evidence(**beside, title=title, clean=clean, by=by, at=at)


@transaction.atomic
def keep_evidence(
    *,
    preceptorship: Preceptorship,
    competency: Competency,
    title: str,
    clean: CleanFile,
    by: Person,
    at: datetime,
) -> Evidence:
    """Keep a file that is clean already; the caller has asked who ``by`` is.

    :raises EvidenceError: if it is here under another title, or there is no room.
    """
    facts = {
        "preceptorship": preceptorship,
        "competency": competency,
        "sha256": file_store.digest(clean.content),
    }
    lock_record(preceptorship)
    if known := _known(facts, title):
        return known
    _check_room(preceptorship, competency, len(clean.content))
    facts |= {"added_by": by, "added_at": at, "title": title}
    return _keep(clean, facts)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Person) -> None:
    """Take a file away for good, as long as no signature rests on it.

    :raises EvidenceError: if one does, or ``by`` is not the learner.
    """
    lock_record(evidence.preceptorship)
    if not can_ask_for_sign_off(by, evidence.preceptorship):
        raise EvidenceError(_("Only the person who learns can delete evidence."))
    if evidence.sign_offs.exists():
        raise EvidenceError(_("This file is part of a signature, so it stays with the record."))
    name = evidence.stored_as
    evidence.delete()
    # Not before the row is gone for certain.
    transaction.on_commit(lambda: file_store.forget(name))


def read_evidence(evidence: Evidence) -> bytes:
    """Return the file as it was added.

    :raises EvidenceError: if it is gone, or is not what was added any more.
    """
    content = file_store.read(evidence.stored_as)
    if content is None or file_store.digest(content) != evidence.sha256:
        raise EvidenceError(
            _(
                "This file is missing or was changed. The person who runs Alongside for you can "
                "restore it."
            )
        )
    return content


def file_names() -> Iterator[str]:
    """Yield the names of all files of evidence, as they lie in the store."""
    yield from Evidence.objects.values_list("stored_as", flat=True).iterator()


def remove_row_without_file(name: str) -> bool:
    """Take away the row of a file that is gone, unless a signature rests on it; say whether."""
    rows = Evidence.objects.filter(stored_as=name, sign_offs=None)
    return not file_store.is_stored(name) and bool(rows.delete()[0])


def changed_files() -> Iterator[BrokenChain]:
    """Yield every signature whose evidence is gone from the disk, or is another file now."""
    signed = Evidence.objects.filter(sign_offs__isnull=False).values_list(
        "preceptorship_id", "sign_offs__entry__sequence", "stored_as", "sha256"
    )
    for preceptorship, sequence, stored_as, digest in signed.order_by("pk").iterator():
        content = file_store.read(stored_as)
        if content is None or file_store.digest(content) != digest:
            state = "missing" if content is None else "another one now"
            yield BrokenChain(preceptorship, f"entry {sequence}: a file of evidence is {state}")


def _known(facts, title):
    """The same file, if it is here under the same title."""
    known = Evidence.objects.filter(**facts).first()
    if known and known.title != title:
        here = _("This file is here already, as “%(title)s”. To rename it, delete that one first.")
        raise EvidenceError(here % {"title": known.title})
    return known


def _check_room(preceptorship, competency, size):
    if Evidence.objects.filter(preceptorship=preceptorship, competency=competency).count() >= (
        MOST_FILES
    ):
        raise EvidenceError(_("There are already ten files here. Delete one you don't need."))
    used = Evidence.objects.filter(preceptorship=preceptorship).aggregate(used=Sum("size"))["used"]
    if (used or 0) + size > MOST_BYTES:
        raise EvidenceError(_("The files have reached the limit of 200 MB. Delete some first."))


def _keep(clean, facts):
    """The content in its store and its row: both, or neither."""
    size, stored_as = len(clean.content), _store(clean.content)
    try:
        return Evidence.objects.create(**facts, kind=clean.kind, size=size, stored_as=stored_as)
    except BaseException:
        file_store.forget(stored_as)
        raise


def _store(content):
    try:
        return file_store.store(content)
    except file_store.NotStored as error:
        raise EvidenceError(str(error)) from error
