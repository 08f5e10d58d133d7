"""Appending to the ledger (DESIGN 6)."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from assessments.evidence.models import Evidence
from assessments.ledger import chain
from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.sign_offs.models import SignOff
from programs.cohorts.models import Method, RuleOverride
from programs.preceptorships.models import Preceptorship


def append_entry(
    *,
    preceptorship: Preceptorship,
    act: chain.Act,
    content: chain.Content | None,
    at: datetime,
) -> LedgerEntry:
    """Add an act to the end of the chain. The caller holds the lock on the preceptorship.

    Time never goes back in a chain: where the clock was set back since the entry before, this
    one is dated like that. What is shown of the act takes ``recorded_at`` from what is returned.
    """
    sequence, previous_hash, recorded_at = _head(preceptorship, at)
    place = chain.Place(
        preceptorship=preceptorship.pk,
        sequence=sequence + 1,
        previous_hash=previous_hash,
        recorded_at=recorded_at,
    )
    salt = secrets.token_hex(32)
    commitment = chain.commitment(salt, content) if content else None
    canonical = chain.canonical_text(place, act, commitment)
    entry = LedgerEntry.objects.create(
        preceptorship=preceptorship,
        sequence=place.sequence,
        kind=act.kind,
        canonical=canonical,
        previous_hash=previous_hash,
        hash=chain.entry_hash(canonical),
        recorded_at=recorded_at,
    )
    if content:
        SignatureContent.objects.create(entry=entry, salt=salt, **_kept(content))
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
        overridden_by=sign_off.override and sign_off.override.overridden_by_id,
        evidence=tuple(sorted(file.sha256 for file in evidence)),
    )


def titles_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the titles of evidence, in the order in which a signature states its hashes."""
    return tuple(file.title for file in sorted(evidence, key=attrgetter("sha256")))


def words_of(override: RuleOverride | None) -> str:
    """Return which rules an exception sets aside and why, as it is hashed beside a signature."""
    return f"{', '.join(override.rules)}: {override.reason}" if override else ""


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


def _head(preceptorship, at):
    """Return number, hash and time of the last entry, the time no earlier than ``at``."""
    last = LedgerEntry.objects.filter(preceptorship=preceptorship).order_by("-sequence")
    last = last.values_list("sequence", "hash", "recorded_at").first()
    return (*last[:2], max(at, last[2])) if last else (0, "", at)


def _kept(content):
    """What has no row of its own; the words of an exception and of evidence are in theirs."""
    told = chain.stated(content)
    return {name: told[name] for name in ("signed_as", "learner_name", "identity", "text")}
