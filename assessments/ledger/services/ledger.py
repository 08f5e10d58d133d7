"""Appending to the ledger (DESIGN 6)."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from assessments.evidence.models import Evidence
from assessments.ledger import chain
from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.sign_offs.models import SignOff
from programs.cohorts.models import Method
from programs.preceptorships.models import Preceptorship


def append_entry(
    *,
    preceptorship: Preceptorship,
    act: chain.Act,
    content: chain.Content,
    at: datetime,
) -> LedgerEntry:
    """Add an act to the end of the chain. The caller holds the lock on the preceptorship."""
    sequence, previous_hash = _head(preceptorship)
    place = chain.Place(
        preceptorship=preceptorship.pk,
        sequence=sequence + 1,
        previous_hash=previous_hash,
        recorded_at=at,
    )
    salt = secrets.token_hex(32)
    canonical = chain.canonical_text(place, act, chain.commitment(salt, content))
    entry = LedgerEntry.objects.create(
        preceptorship=preceptorship,
        sequence=place.sequence,
        kind=act.kind,
        canonical=canonical,
        previous_hash=previous_hash,
        hash=chain.entry_hash(canonical),
        recorded_at=at,
    )
    SignatureContent.objects.create(entry=entry, salt=salt, **chain.stated(content))
    return entry


def signature_of(sign_off: SignOff, evidence: Iterable[Evidence] = ()) -> chain.Signature:
    """Return what a sign-off that rests on this evidence states, as its columns hold it."""
    level = sign_off.level
    return chain.Signature(
        sign_off=sign_off.pk,
        meaning=meaning_of(sign_off.method),
        learner=sign_off.preceptorship.learner.person_id,
        assessor=sign_off.assessor_id,
        external=sign_off.external_id,
        channel=sign_off.channel,
        competency=sign_off.competency_id,
        competency_wording=sign_off.competency.wording_hash,
        scale=level.scale_id,
        level=level.value,
        level_wording=chain.wording_hash(level.name, level.anchor),
        is_pass=sign_off.is_pass,
        method=sign_off.method,
        observed_on=sign_off.observed_on,
        is_late=sign_off.is_late,
        override=sign_off.override_id,
        evidence=tuple(sorted(file.sha256 for file in evidence)),
    )


def meaning_of(method: str) -> str:
    """Return what a signature by this method says, as it stands in the ledger (P9)."""
    return chain.EXAMINED if method == Method.PRIOR_LEARNING else chain.OBSERVED


def first_fault(entries: Iterable[LedgerEntry], preceptorship: Preceptorship) -> chain.Fault | None:
    """Return where the chain of these entries breaks first, if it does."""
    links = (
        chain.Link(
            preceptorship=entry.preceptorship_id,
            sequence=entry.sequence,
            kind=entry.kind,
            canonical=entry.canonical,
            previous_hash=entry.previous_hash,
            hash=entry.hash,
            recorded_at=entry.recorded_at,
        )
        for entry in entries
    )
    return chain.first_fault(links, preceptorship=preceptorship.pk)


def _head(preceptorship):
    last = LedgerEntry.objects.filter(preceptorship=preceptorship).order_by("-sequence")
    return last.values_list("sequence", "hash").first() or (0, "")
