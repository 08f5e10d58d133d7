"""Taking the daily seal, and reading what is sealed (DESIGN 6)."""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import OuterRef, Subquery

from assessments.ledger.models import LedgerEntry
from assessments.ledger.seal import (
    Head,
    Seal,
    Sealed,
    line_hash,
    next_seal,
    read_seals,
)
from common.refusal import Refusal
from programs.preceptorships.models import Preceptorship

log = logging.getLogger(__name__)


class SealError(Refusal):
    """No seal was taken. The message is for the operator."""


def take_seal(file: Path, *, at: datetime) -> Seal:
    """Append a seal over the heads of all chains to ``file``, and see it reach the disk.

    Two at once wait for each other. A head that went back is not sealed over: that is what
    ``verify_ledger --seals`` is there to find.

    :raises SealError: if the file was tampered with, or a sealed chain is shorter now.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with _held(file) as lines:
        sealed = read_seals(lines)
        if sealed.fault:
            raise SealError(f"{file} does not hold: {sealed.fault}.")
        heads = dict(current_heads())
        for chain, head in sealed.heads.items():
            if chain not in heads or heads[chain].sequence < head.sequence:
                raise SealError(f"The chain {chain} was sealed with {head.sequence} entries.")
        seal = next_seal(sealed, heads, at=at)
        lines.seek(0, os.SEEK_END)
        lines.write(f"{seal.line}\n")
        lines.flush()
        os.fsync(lines.fileno())
    return seal


def mail_seal(seal: Seal) -> None:
    """Send the seal's number, root and hash to SEAL_MAIL_TO: no name and no id is in it.

    A mail server that is down is logged; the file has the seal all the same.
    """
    if not settings.SEAL_MAIL_TO:
        return
    body = (
        f"Seal {seal.number} of {settings.SITE_URL}, {seal.sealed_at.isoformat()}\n"
        f"over {seal.chains} chains of signatures.\n\n"
        f"root {seal.root}\nline {line_hash(seal.line)}\n\n"
        "Keep this mail. The line is the SHA-256 of line "
        f"{seal.number} of the file of seals: if it ever differs, the file was changed.\n"
    )
    try:
        send_mail(f"Seal {seal.number}: {seal.root[:12]}", body, None, settings.SEAL_MAIL_TO)
    except OSError as error:
        log.warning("seal %s was not mailed: %s", seal.number, type(error).__name__)


def read_sealed(file: Path) -> Sealed:
    """Return what the file says; nothing sealed yet if there is none."""
    if not file.exists():
        return Sealed()
    with file.open(encoding="utf-8") as lines:
        return read_seals(lines)


def current_heads() -> Iterator[tuple[UUID, Head]]:
    """Yield the last entry of every chain, each found by its index."""
    last = LedgerEntry.objects.filter(preceptorship=OuterRef("pk")).order_by("-sequence")
    rows = Preceptorship.objects.order_by().annotate(
        sequence=Subquery(last.values("sequence")[:1]), hash=Subquery(last.values("hash")[:1])
    )
    grown = rows.filter(sequence__isnull=False).values_list("pk", "sequence", "hash")
    for chain, sequence, entry_hash in grown.iterator(chunk_size=5000):
        yield chain, Head(sequence, entry_hash)


@contextmanager
def _held(file):
    """Open the file to read and append, held against any other that would."""
    with file.open("a+", encoding="utf-8") as lines:
        fcntl.flock(lines, fcntl.LOCK_EX)
        lines.seek(0)
        yield lines
