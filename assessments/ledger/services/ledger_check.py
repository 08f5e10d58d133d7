"""Reading the ledger back with distrust (DESIGN 6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from django.db.models import F

from assessments.ledger import chain as ledger
from assessments.ledger.models import LedgerEntry
from assessments.ledger.seal import Head
from assessments.ledger.services.ledger import meaning_of
from assessments.ledger.services.ledger_rows import (
    Row,
    Wording,
    evidence_hashes,
    read_rows,
)
from assessments.sign_offs.models import SignOff
from programs.preceptorships.models import Preceptorship

# So many chains are read and checked at once; ``verify_ledger`` shows how many are done.
STRETCH = 500

Kind = LedgerEntry.Kind


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """A preceptorship whose ledger does not hold, and the first thing that is wrong."""

    preceptorship: UUID
    problem: str

    def __str__(self):
        return f"preceptorship {self.preceptorship}, {self.problem}"


@dataclass(slots=True)
class Checked:
    """What was found in a stretch of chains. ``provisional``: entries that no seal covers."""

    entries: int = 0
    provisional: int = 0
    broken: list[BrokenChain] = field(default_factory=list)


def stretches() -> list[tuple[UUID, UUID]]:
    """Cut all preceptorships into stretches, each by its first and last, in their order."""
    ids = list(Preceptorship.objects.order_by("pk").values_list("pk", flat=True))
    return [(ids[at], ids[at : at + STRETCH][-1]) for at in range(0, len(ids), STRETCH)]


def check_stretch(first: UUID, last: UUID, sealed: Mapping[UUID, Head]) -> Checked:
    """Recompute the chains of a stretch from the columns.

    Checked in this order: the chain itself, its end against ``sealed`` (the head of every
    chain at the last seal), the personal content against its commitment (where it was not
    erased), the readable projection against what was signed.
    """
    checked, wording = Checked(), Wording()
    files = evidence_hashes(first, last)
    heads = {str(chain): head for chain, head in sealed.items() if first <= chain <= last}
    for chain, rows in groupby(read_rows(first, last), key=lambda row: row.preceptorship):
        entries, head = list(rows), heads.pop(chain, None)
        checked.entries += len(entries)
        checked.provisional += len(entries) - (head.sequence if head else 0)
        problem = _Chain(entries, wording, files).problem(head)
        if problem:
            checked.broken.append(BrokenChain(UUID(chain), problem))
    checked.broken += [_gone(UUID(chain), head) for chain, head in heads.items()]
    return checked


def broken_beside(sealed: Mapping[UUID, Head]) -> Iterator[BrokenChain]:
    """Yield what no chain shows: sealed ones without a preceptorship, records never signed."""
    known = set(Preceptorship.objects.filter(pk__in=sealed).values_list("pk", flat=True))
    for chain, head in sealed.items():
        if chain not in known:
            yield _gone(chain, head)
    orphans = SignOff.objects.exclude(
        entry__kind=Kind.SIGN, entry__preceptorship=F("preceptorship")
    )
    for sign_off in orphans:
        yield BrokenChain(sign_off.preceptorship_id, f"sign-off {sign_off.pk} was never signed")


class _Chain:
    """One preceptorship's entries, checked from the first to the last."""

    def __init__(self, rows: Sequence[Row], wording: Wording, files: Mapping[str, list[str]]):
        self.rows, self.wording, self.files = rows, wording, files

    def problem(self, head: Head | None) -> str:
        """Return the first thing that is wrong, or nothing."""
        previous, doubtful = "", []
        for sequence, row in enumerate(self.rows, 1):
            if not self._is_plain(row, sequence, previous):
                place = (row.preceptorship, sequence, previous)
                # Its ids and moments are text, which is as good.
                fault = ledger.link_problem(row, *place)  # type: ignore[arg-type]
                if fault:
                    return f"entry {sequence}: {fault}"
                doubtful.append(row)
            previous = row.hash
        return self._sealed(head) or self._contradicted(doubtful) or self._status()

    def _is_plain(self, row, sequence, previous):
        """Whether it is a signature whose text says to the letter what the columns say.

        Nearly all are; only what is not is looked at fact by fact.
        """
        if row.kind != Kind.SIGN or not row.is_placed or row.salt is None:
            return False
        facts = self._facts(row)
        facts["kind"], facts["content"] = row.kind, _commitment(row)
        facts["preceptorship"], facts["sequence"] = row.preceptorship, sequence
        facts["previous_hash"], facts["recorded_at"] = previous, row.recorded_at
        text = ledger.text_of(facts)
        is_linked = row.sequence == sequence and row.previous_hash == previous
        return is_linked and text == row.canonical and ledger.entry_hash(text) == row.hash

    def _facts(self, row):
        scale, value, level_wording = self.wording.levels[row.level]
        return {
            "format": ledger.FORMAT,
            "sign_off": row.sign_off,
            "meaning": meaning_of(row.method),
            "learner": row.learner,
            "assessor": row.assessor,
            "external": row.external,
            "channel": row.channel,
            "competency": row.competency,
            "competency_wording": self.wording.competency(row.competency),
            "scale": scale,
            "level": value,
            "level_wording": level_wording,
            "is_pass": row.is_pass,
            "method": row.method,
            "observed_on": row.observed_on,
            "is_late": row.is_late,
            "override": row.override,
            "evidence": self.files.get(row.sign_off, []),
        }

    def _sealed(self, head):
        if head and len(self.rows) < head.sequence:
            return f"entry {len(self.rows) + 1}: missing, though {head.sequence} were sealed"
        if head and self.rows[head.sequence - 1].hash != head.hash:
            return f"entry {head.sequence}: not the one that was sealed"
        return ""

    def _contradicted(self, rows):
        """Return in what the side table or the projection contradicts a sound entry."""
        for row in rows:
            facts = ledger.facts_of(row.canonical)
            problem = self._mismatch(row, facts)
            if problem:
                return f"entry {row.sequence}: {problem}"
        return ""

    def _mismatch(self, row, facts):
        if row.salt is not None and facts.get("content") != _commitment(row):
            return "the names or the comment were changed"
        if row.kind != Kind.SIGN:
            return ""
        if row.sign_off is None:
            return "its sign-off is missing"
        expected = self._facts(row)
        del expected["format"]
        names = ledger.differences(row.canonical, expected)
        if not row.is_placed:
            names.append("signed_at")
        return f"the sign-off differs from what was signed in {', '.join(names)}" if names else ""

    def _status(self):
        """Return in what a sign-off shows another end than the entries about it."""
        shown = {row.sign_off: row for row in self.rows if row.kind == Kind.SIGN and row.sign_off}
        revoked, suspended, confirmed = {}, {}, {}
        for row in self.rows:
            if row.kind == Kind.SIGN:
                continue
            facts = ledger.facts_of(row.canonical)
            sign_off = shown.get(facts.get("sign_off", ""))
            if sign_off is None:
                return f"entry {row.sequence}: its sign-off is missing"
            if row.kind == Kind.REVOKE:
                revoked[sign_off.sign_off] = (row, facts.get("revoked_by"))
            elif row.kind == Kind.CONFIRM:
                confirmed[sign_off.sign_off] = (row, facts.get("external"))
            else:
                suspended[sign_off.sign_off] = row if row.kind == Kind.SUSPEND else None
        for key, sign_off in shown.items():
            problem = (
                _ended_otherwise(sign_off, revoked.get(key))
                or _stands_otherwise(sign_off, suspended.get(key))
                or _confirmed_otherwise(sign_off, confirmed.get(key))
            )
            if problem:
                return problem
        return ""


def _gone(chain, head):
    return BrokenChain(chain, f"entry 1: missing, with all {head.sequence} sealed ones")


def _commitment(row):
    content = ledger.Content(
        signed_as=row.signed_as,
        learner_name=row.learner_name,
        text=row.text,
        identity=row.identity,
    )
    return ledger.commitment(row.salt, content)


def _ended_otherwise(sign_off, revocation):
    shown = (sign_off.revocation, sign_off.revoked_by, sign_off.revoked_at)
    if revocation is None:
        return f"sign-off {sign_off.sign_off} was never revoked" if any(shown) else ""
    row, revoked_by = revocation
    if (shown[0], shown[2]) != (row.entry, row.recorded_at):
        return f"entry {row.sequence}: the sign-off does not show its revocation"
    if shown[1] != revoked_by:
        return f"entry {row.sequence}: the sign-off shows another person as revoking"
    return ""


def _stands_otherwise(sign_off, suspension):
    shown = (sign_off.suspension, sign_off.suspended_at)
    if suspension is None:
        return f"sign-off {sign_off.sign_off} is not suspended" if any(shown) else ""
    if shown != (suspension.entry, suspension.recorded_at):
        return f"entry {suspension.sequence}: the sign-off does not show its suspension"
    return ""


def _confirmed_otherwise(sign_off, confirmation):
    shown = (sign_off.confirming, sign_off.confirmed_at)
    if confirmation is None:
        return f"sign-off {sign_off.sign_off} was never confirmed" if any(shown) else ""
    row, external = confirmation
    if shown != (row.entry, row.recorded_at):
        return f"entry {row.sequence}: the sign-off does not show its confirmation"
    if external != sign_off.external:
        return f"entry {row.sequence}: the sign-off is another signer's than the confirmed one"
    return ""
