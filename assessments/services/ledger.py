"""Appending to the ledger, and reading it back with distrust (DESIGN 6)."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import F

from assessments import ledger
from assessments.models import LedgerEntry, SignatureContent, SignOff
from assessments.seal import Head
from programs.models import Competency, Preceptorship, RatingLevel


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """A preceptorship whose ledger does not hold, and the first thing that is wrong."""

    preceptorship: UUID
    problem: str

    def __str__(self):
        return f"preceptorship {self.preceptorship}, {self.problem}"


def append_entry(
    *,
    preceptorship: Preceptorship,
    act: ledger.Signature | ledger.Revocation,
    content: ledger.Content,
    at: datetime,
) -> LedgerEntry:
    """Add an act to the end of the chain. The caller holds the lock on the preceptorship."""
    sequence, previous_hash = _head(preceptorship)
    place = ledger.Place(
        preceptorship=preceptorship.pk,
        sequence=sequence + 1,
        previous_hash=previous_hash,
        recorded_at=at,
    )
    salt = secrets.token_hex(32)
    canonical = ledger.canonical_text(place, act, ledger.commitment(salt, content))
    entry = LedgerEntry.objects.create(
        preceptorship=preceptorship,
        sequence=place.sequence,
        kind=act.kind,
        canonical=canonical,
        previous_hash=previous_hash,
        hash=ledger.entry_hash(canonical),
        recorded_at=at,
    )
    SignatureContent.objects.create(entry=entry, salt=salt, **ledger.stated(content))
    return entry


def signature_of(sign_off: SignOff) -> ledger.Signature:
    """Return what a sign-off states, as its columns hold it today."""
    level = sign_off.level
    return ledger.Signature(
        sign_off=sign_off.pk,
        learner=sign_off.preceptorship.learner.person_id,
        assessor=sign_off.assessor_id,
        competency=sign_off.competency_id,
        competency_wording=sign_off.competency.wording_hash,
        scale=level.scale_id,
        level=level.value,
        level_wording=ledger.wording_hash(level.name, level.anchor),
        is_pass=sign_off.is_pass,
        method=sign_off.method,
        observed_on=sign_off.observed_on,
        is_late=sign_off.is_late,
        override=sign_off.override_id,
    )


@dataclass(slots=True)
class Count:
    """How much was looked at: entries, and those of them that no seal covers yet."""

    entries: int = 0
    provisional: int = 0


def broken_chains(
    sealed: Mapping[UUID, Head] | None = None, count: Count | None = None
) -> Iterator[BrokenChain]:
    """Recompute every chain from the columns and yield those that do not hold, one by one.

    Checked in this order: the chain itself, its end against ``sealed`` (the head of every
    chain at the last seal), the personal content against its commitment (where it was not
    erased), the readable projection against what was signed. Adds up ``count`` on the way.
    """
    sealed, count, wording = dict(sealed or {}), count or Count(), _Wording()
    entries = (
        LedgerEntry.objects.select_related("content")
        .order_by("preceptorship", "sequence")
        .iterator(chunk_size=2000)
    )
    for preceptorship, chain in groupby(entries, key=lambda entry: entry.preceptorship_id):
        links, head = list(chain), sealed.pop(preceptorship, None)
        count.entries += len(links)
        count.provisional += len(links) - (head.sequence if head else 0)
        problem = _problem_of(preceptorship, links, head, wording)
        if problem:
            yield BrokenChain(preceptorship, problem)
    for preceptorship, head in sealed.items():
        yield BrokenChain(preceptorship, f"entry 1: missing, with all {head.sequence} sealed ones")
    orphans = SignOff.objects.exclude(
        entry__kind=LedgerEntry.Kind.SIGN, entry__preceptorship=F("preceptorship")
    )
    for sign_off in orphans:
        yield BrokenChain(sign_off.preceptorship_id, f"sign-off {sign_off.pk} was never signed")


def _head(preceptorship):
    last = LedgerEntry.objects.filter(preceptorship=preceptorship).order_by("-sequence")
    return last.values_list("sequence", "hash").first() or (0, "")


def _problem_of(preceptorship, entries, head, wording) -> str:
    fault = ledger.first_fault(map(_link, entries), preceptorship=preceptorship)
    if fault:
        return str(fault)
    if head and len(entries) < head.sequence:
        return f"entry {len(entries) + 1}: missing, though {head.sequence} were sealed"
    if head and entries[head.sequence - 1].hash != head.hash:
        return f"entry {head.sequence}: not the one that was sealed"
    sign_offs = _projection(preceptorship, wording)
    for entry in entries:
        facts = ledger.facts_of(entry.canonical)
        sign_off = sign_offs.get(facts.get("sign_off"))
        problem = _mismatch(entry, facts, sign_off)
        if problem:
            return f"entry {entry.sequence}: {problem}"
        if entry.kind == LedgerEntry.Kind.REVOKE:
            sign_offs.pop(facts["sign_off"])
    forged = next((key for key, one in sign_offs.items() if one.revoked_at), None)
    return f"sign-off {forged} was never revoked" if forged else ""


def _link(entry):
    return ledger.Link(
        preceptorship=entry.preceptorship_id,
        sequence=entry.sequence,
        kind=entry.kind,
        canonical=entry.canonical,
        previous_hash=entry.previous_hash,
        hash=entry.hash,
        recorded_at=entry.recorded_at,
    )


class _Wording:
    """The words that signatures refer to, as they read today, each read and hashed once."""

    def __init__(self):
        self.levels = RatingLevel.objects.in_bulk()
        self.competencies = {}

    def competency(self, pk) -> Competency:
        if pk not in self.competencies:
            competency = Competency.objects.get(pk=pk)
            if competency.wording_hash != competency.hash_wording():
                # Its words or its hash were changed: it is not what anybody signed.
                competency.wording_hash = ""
            self.competencies[pk] = competency
        return self.competencies[pk]


def _projection(pk, wording):
    preceptorship = Preceptorship.objects.select_related("learner").get(pk=pk)
    sign_offs = {}
    for row in SignOff.objects.filter(preceptorship=preceptorship).order_by():
        row.preceptorship, row.level = preceptorship, wording.levels[row.level_id]
        row.competency = wording.competency(row.competency_id)
        sign_offs[str(row.pk)] = row
    return sign_offs


def _mismatch(entry, facts, sign_off) -> str:
    """Return in what the side table or the projection contradicts a sound entry."""
    content = getattr(entry, "content", None)
    if content and facts["content"] != ledger.commitment(content.salt, _shown(content)):
        return "the names or the comment were changed"
    if sign_off is None:
        return "its sign-off is missing"
    if entry.kind == LedgerEntry.Kind.SIGN:
        return _sign_mismatch(entry, sign_off)
    if entry.kind == LedgerEntry.Kind.REVOKE:
        return _revoke_mismatch(entry, sign_off, facts)
    return ""


def _sign_mismatch(entry, sign_off):
    names = ledger.differences(entry.canonical, ledger.stated(signature_of(sign_off)))
    if sign_off.entry_id != entry.pk:
        names.append("entry")
    if sign_off.signed_at != entry.recorded_at:
        names.append("signed_at")
    return f"the sign-off differs from what was signed in {', '.join(names)}" if names else ""


def _revoke_mismatch(entry, sign_off, facts):
    if sign_off.revocation_id != entry.pk or sign_off.revoked_at != entry.recorded_at:
        return "the sign-off does not show its revocation"
    if str(sign_off.revoked_by_id) != facts.get("revoked_by"):
        return "the sign-off shows another person as revoking"
    return ""


def _shown(content):
    return ledger.Content(
        signed_as=content.signed_as, learner_name=content.learner_name, text=content.text
    )
