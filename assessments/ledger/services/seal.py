"""Taking the daily seal, and reading what is sealed (DESIGN 6)."""

import fcntl
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from assessments.ledger.models import LedgerEntry, LedgerSeal
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

# Held in the database while a seal is taken: workers on other machines wait, too.
LOCK = 0x5EA1
# So much of the file's end is read at once: more than a night's line, mostly.
CHUNK = 1 << 16
# So many chains are looked up by one query.
BATCH = 2000
TORN = "its last line is half written; seal_ledger cuts it off and seals again"
WAY_ON = "After a restore, or with a new file for one that is lost: seal_ledger --restored REASON."


class SealError(Refusal):
    """No seal was taken. The message is for the operator."""


def take_seal(file: Path, *, at: datetime, restored: str = "") -> Seal:
    """Append a seal over the heads of all chains to ``file``, and see it reach the disk.

    Two at once wait for each other, on one machine or on several. A half-written line at the
    end is cut off first, as the seal's ``repaired`` says. What went back is not sealed over:
    neither a chain that is not, by its hashes, the one that was sealed, nor a file without the
    seals that were taken. With ``restored``, a reason, it is, and the line says so for good.

    :raises SealError: if something went back, or the file was tampered with.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with transaction.atomic(), _held(file) as lines:
        repaired = _cut_off_torn_line(lines)
        lines.seek(0)
        sealed = read_seals(line.decode(errors="replace") for line in lines)
        heads = dict(current_heads())
        faults = [f"{file} does not hold: {sealed.fault}."] if sealed.fault else []
        faults = faults or list(_faults(file, sealed, heads, restored=restored))
        if faults:
            more = f" ({len(faults)} such faults.)" if len(faults) > 1 else ""
            raise SealError(" ".join(filter(None, [repaired, f"{faults[0]}{more}", WAY_ON])))
        _remember(sealed)
        seal = next_seal(
            sealed, heads, at=at, number=_next_number(sealed), restored=restored, repaired=repaired
        )
        _write(lines, seal)
    return seal


def mail_seal(seal: Seal) -> None:
    """Send the seal's number, root and hash to SEAL_MAIL_TO: no name and no id is in it.

    A mail server that is down is logged; the file has the seal all the same.
    """
    if not settings.SEAL_MAIL_TO:
        return
    restored = "Sealed anew after something was restored.\n" if seal.restored else ""
    repaired = f"{seal.repaired}\n" if seal.repaired else ""
    body = (
        f"Seal {seal.number} of {settings.SITE_URL}, {seal.sealed_at.isoformat()}\n"
        f"over {seal.chains} chains of signatures.\n{restored}{repaired}\n"
        f"root {seal.root}\nline {line_hash(seal.line)}\n\n"
        "Keep this mail. It can be compared at any time by\n"
        f"python manage.py verify_ledger --seal {seal.number} --root {seal.root}\n\n"
        "The line is the SHA-256 of the line of this seal in the file of seals: if it ever "
        "differs, the file was changed.\n"
    )
    try:
        send_mail(f"Seal {seal.number}: {seal.root[:12]}", body, None, settings.SEAL_MAIL_TO)
    except OSError as error:
        log.warning("seal %s was not mailed: %s", seal.number, type(error).__name__)


def read_sealed(file: Path, *, until: int | None = None) -> Sealed:
    """Return what the file says; nothing sealed yet if there is none.

    ``until``: up to the seal of this number, as if it were the last.
    """
    if not file.exists():
        return Sealed()
    with file.open("rb") as lines:
        # A line that is being written now is seen whole, or not at all.
        fcntl.flock(lines, fcntl.LOCK_SH)
        whole, torn = [], b""
        for line in lines:
            if line.endswith(b"\n"):
                whole.append(line.decode(errors="replace"))
            else:
                torn = line
    sealed = read_seals(whole, until=until)
    if torn and not sealed.fault and until is None:
        sealed.fault = TORN
    return sealed


def otherwise_taken(sealed: Sealed) -> str:
    """Return in what the file differs from the seals that were taken, or nothing.

    Before the last line that says that something was restored, nothing is compared.
    """
    since = max(sealed.restored, default=0)
    last = 0
    for number, digest in LedgerSeal.objects.values_list("number", "line_hash"):
        said = sealed.lines.get(number)
        if number >= since and said and said[0] != digest:
            return f"seal {number}: not the line that was written when it was taken"
        last = number
    if last > sealed.number:
        return f"it ends with seal {sealed.number}, though seal {last} was taken"
    return ""


def is_as_taken(file: Path, last: LedgerSeal) -> bool:
    """Whether the file ends with the line of the last seal: read from its end, at every look."""
    try:
        with file.open("rb") as lines:
            return line_hash(_last_line(lines)) == last.line_hash
    except OSError:
        return False


def current_heads() -> Iterator[tuple[UUID, Head]]:
    """Yield the last entry of every chain, each found by its index."""
    last = LedgerEntry.objects.filter(preceptorship=OuterRef("pk")).order_by("-sequence")
    rows = Preceptorship.objects.order_by().annotate(
        sequence=Subquery(last.values("sequence")[:1]), hash=Subquery(last.values("hash")[:1])
    )
    grown = rows.filter(sequence__isnull=False).values_list("pk", "sequence", "hash")
    for chain, sequence, entry_hash in grown.iterator(chunk_size=5000):
        yield chain, Head(sequence, entry_hash)


def _faults(file, sealed, heads, *, restored):
    """Yield what speaks against sealing, unless it is said that something was restored."""
    if restored:
        return
    if other := otherwise_taken(sealed):
        yield f"{file} does not hold: {other}."
    yield from _gone_back(sealed.heads, heads)


def _gone_back(sealed: Mapping[UUID, Head], heads: Mapping[UUID, Head]) -> Iterator[str]:
    """Yield every sealed chain that is shorter now, or another one: a backup was brought back."""
    grown = []
    for chain, head in sealed.items():
        now = heads.get(chain, Head(0, ""))
        if now.sequence < head.sequence:
            yield f"The chain {chain} was sealed with {head.sequence} entries, not {now.sequence}."
        elif now != head:
            grown.append(chain)
    rows = iter(grown)
    while batch := list(islice(rows, BATCH)):
        known = LedgerEntry.objects.filter(
            preceptorship__in=batch, hash__in=[sealed[chain].hash for chain in batch]
        )
        there = set(known.values_list("preceptorship", "sequence", "hash"))
        for chain in batch:
            if (chain, *sealed[chain]) not in there:
                yield f"Entry {sealed[chain].sequence} of the chain {chain} is not the sealed one."


def _next_number(sealed):
    last = LedgerSeal.objects.order_by("-number").values_list("number", flat=True).first()
    return max(last or 0, sealed.number) + 1


def _remember(sealed):
    """Take in seals that the database does not know: it is older, or forgot the last in a crash."""
    known = set(LedgerSeal.objects.values_list("number", flat=True))
    LedgerSeal.objects.bulk_create(
        LedgerSeal(number=number, line_hash=digest, sealed_at=datetime.fromisoformat(sealed_at))
        for number, (digest, sealed_at) in sealed.lines.items()
        if number not in known
    )


def _write(lines, seal):
    """Into the file first: a seal that the database forgets is taken in by the next one."""
    lines.write(f"{seal.line}\n".encode())
    lines.flush()
    os.fsync(lines.fileno())
    LedgerSeal.objects.create(
        number=seal.number, sealed_at=seal.sealed_at, line_hash=line_hash(seal.line)
    )


def _cut_off_torn_line(lines) -> str:
    """Cut off a last line without an end, and say so; one that was whole gets its end back."""
    whole, torn = 0, b""
    for line in lines:
        if line.endswith(b"\n"):
            whole += len(line)
        else:
            torn = line
    if not torn:
        return ""
    if LedgerSeal.objects.filter(line_hash=line_hash(torn.decode(errors="replace"))).exists():
        lines.write(b"\n")
        lines.flush()
        return ""
    lines.truncate(whole)
    said = f"A half-written line of {len(torn)} bytes at the end of the file was cut off."
    log.warning("%s", said)
    return said


def _last_line(lines) -> str:
    """Return the last line without its end; nothing if that is missing."""
    size = lines.seek(0, os.SEEK_END)
    end, length = b"", CHUNK
    while len(end) < size and end.count(b"\n") < 2:
        lines.seek(-min(size, length), os.SEEK_END)
        end = lines.read()
        length *= 2
    if not end.endswith(b"\n"):
        return ""
    return end[:-1].rpartition(b"\n")[2].decode(errors="replace")


@contextmanager
def _held(file):
    """Open the file to read and append, held against any other that would, in any process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    with file.open("a+b") as lines:
        fcntl.flock(lines, fcntl.LOCK_EX)
        lines.seek(0)
        yield lines
