"""Reading the ledger back with distrust (DESIGN 6)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import F

from assessments.ledger import chain as ledger
from assessments.ledger.models import LedgerEntry
from assessments.ledger.seal import Dated, Grown, Head
from assessments.ledger.services.ledger import meaning_of
from assessments.ledger.services.ledger_rows import (
    Row,
    Wording,
    asked_today,
    evidence_files,
    read_rows,
    reviews_shown,
)
from assessments.reviews.models import ReviewOutcome
from assessments.sign_offs.models import SignOff
from programs.frameworks.models import RatingScale
from programs.preceptorships.models import Preceptorship

NEVER_ASKED = "something is asked, and no entry says what"
# Where these two stand in what is asked of a competency.
METHODS = ledger.Asked._fields.index("methods")
DUE_ON = ledger.Asked._fields.index("due_on")
# Hash and title of the files behind each sign-off.
Files = Mapping[str, Sequence[tuple[str, str]]]
# What the record of a review shows, by the entry that it was signed with.
Reviews = Mapping[str, Mapping[str, Any]]

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
    """What was found in a stretch of chains.

    ``provisional``: entries that no seal covers; ``erased``: those whose names and comments an
    entry of its own, one of ``erasures``, says were erased.
    """

    entries: int = 0
    provisional: int = 0
    erased: int = 0
    erasures: int = 0
    broken: list[BrokenChain] = field(default_factory=list)


def stretches() -> list[tuple[UUID, UUID]]:
    """Cut all preceptorships into stretches, each by its first and last, in their order."""
    ids = list(Preceptorship.objects.order_by("pk").values_list("pk", flat=True))
    return [(ids[at], ids[at : at + STRETCH][-1]) for at in range(0, len(ids), STRETCH)]


def check_stretch(
    first: UUID, last: UUID, sealed: Mapping[UUID, Head], grown: Grown | None = None
) -> Checked:
    """Recompute the chains of a stretch from the columns.

    Checked in this order: the chain itself, its end against ``sealed`` (the head of every
    chain at the last seal), its dates against those of the seals (``grown``), the personal
    content against its commitment (where it was not erased), the readable projection against
    what was signed, and what is asked against what the chain says is.
    """
    checked, wording, grown = Checked(), Wording(), grown or Grown()
    files, asked = evidence_files(first, last), asked_today(first, last)
    reviews = reviews_shown(first, last)
    heads = {str(chain): head for chain, head in sealed.items() if first <= chain <= last}
    for chain, rows in groupby(read_rows(first, last), key=lambda row: row.preceptorship):
        entries, head = list(rows), heads.pop(chain, None)
        found = _Chain(entries, wording, files, reviews, asked.pop(chain, ""))
        checked.entries += len(entries)
        checked.provisional += len(entries) - (head.sequence if head else 0)
        checked.erased += len(found.erased)
        checked.erasures += sum(row.kind == Kind.ERASE for row in entries)
        problem = found.problem(head, grown.dated(UUID(chain)))
        if problem:
            checked.broken.append(BrokenChain(UUID(chain), problem))
    checked.broken += [_gone(UUID(chain), head) for chain, head in heads.items()]
    unwritten = asked.keys() - {str(chain.preceptorship) for chain in checked.broken}
    checked.broken += [BrokenChain(UUID(chain), NEVER_ASKED) for chain in sorted(unwritten)]
    return checked


def broken_beside(sealed: Mapping[UUID, Head]) -> Iterator[BrokenChain]:
    """Yield what no chain shows: sealed ones without a preceptorship, what nobody signed."""
    known = set(Preceptorship.objects.filter(pk__in=sealed).values_list("pk", flat=True))
    for chain, head in sealed.items():
        if chain not in known:
            yield _gone(chain, head)
    orphans = SignOff.objects.exclude(
        entry__kind=Kind.SIGN, entry__preceptorship=F("preceptorship")
    )
    for sign_off in orphans:
        yield BrokenChain(sign_off.preceptorship_id, f"sign-off {sign_off.pk} was never signed")
    unsigned = ReviewOutcome.objects.complete().exclude(
        entry__kind=Kind.REVIEW, entry__preceptorship=F("review__preceptorship")
    )
    for outcome in unsigned.select_related("review"):
        chain = outcome.review.preceptorship_id
        yield BrokenChain(chain, f"review record {outcome.pk} was never signed")


class _Chain:
    """One preceptorship's entries, checked from the first to the last."""

    def __init__(
        self, rows: Sequence[Row], wording: Wording, files: Files, reviews: Reviews, asked: str
    ):
        self.rows, self.wording, self.files, self.asked = rows, wording, files, asked
        self.reviews = reviews
        self.erased = {
            sequence
            for row in rows
            if row.kind == Kind.ERASE
            for sequence in ledger.facts_of(row.canonical).get("entries") or ()
            if isinstance(sequence, int)
        }

    def problem(self, head: Head | None, dated: Iterable[Dated] = ()) -> str:
        """Return the first thing that is wrong, or nothing."""
        previous, doubtful = None, []
        for sequence, row in enumerate(self.rows, 1):
            if not self._is_plain(row, sequence, previous):
                place = (row.preceptorship, sequence, previous)
                # Its ids and moments are text, which is as good.
                fault = ledger.link_problem(row, *place)  # type: ignore[arg-type]
                if fault:
                    return f"entry {sequence}: {fault}"
                doubtful.append(row)
            previous = row
        found = self._sealed(head) or self._back_dated(dated) or self._contradicted(doubtful)
        try:
            return found or self._status() or self._counted_otherwise()
        except (KeyError, TypeError):
            return "an entry on what counts cannot be read"

    def _is_plain(self, row, sequence, previous):
        """Whether it is a signature whose text says to the letter what the columns say.

        Nearly all are; only what is not is looked at fact by fact.
        """
        if row.kind != Kind.SIGN or not row.is_placed or row.salt is None:
            return False
        if sequence in self.erased:
            return False
        facts = self._facts(row)
        facts["kind"], facts["content"] = row.kind, self._commitment(row)
        facts["preceptorship"], facts["sequence"] = row.preceptorship, sequence
        facts["previous_hash"], facts["recorded_at"] = row.previous_hash, row.recorded_at
        text = ledger.text_of(facts)
        is_linked = row.sequence == sequence and _follows(row, previous)
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
            "overridden_by": row.overridden_by,
            "evidence": [digest for digest, _title in self.files.get(row.sign_off, ())],
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
        if row.salt is not None and row.sequence in self.erased:
            return "names and comment were erased, and are there again"
        if row.salt is None and facts.get("content") and row.sequence not in self.erased:
            return "names and comment are gone, and no entry says who erased them"
        return self._contradicts(row, facts) or self._reworded(row, facts)

    def _reworded(self, row, facts):
        if row.salt is None or facts.get("content") == self._commitment(row, facts):
            return ""
        beside = row.override_words or self.files.get(row.sign_off)
        more = " or the words of what it rests on" if beside else ""
        return f"the names or the comment{more} were changed"

    def _contradicts(self, row, facts):
        if row.kind == Kind.REVIEW:
            return self._reviewed_otherwise(row)
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

    def _reviewed_otherwise(self, row):
        shown = self.reviews.get(row.entry)
        if shown is None:
            return "its review is missing"
        names = ledger.differences(row.canonical, shown)
        return f"the review differs from what was signed in {', '.join(names)}" if names else ""

    def _commitment(self, row, facts=None):
        """Bind what can be read beside an entry; ``facts`` where it may be of an older format."""
        has_words = row.sign_off and (not facts or facts.get("format") == ledger.FORMAT)
        titles = [title for _digest, title in self.files.get(row.sign_off, ())] if has_words else []
        content = ledger.Content(
            signed_as=row.signed_as,
            learner_name=row.learner_name,
            text=row.text,
            identity=row.identity,
            override=(row.override_words or "") if has_words else "",
            titles=tuple(titles),
        )
        return ledger.commitment(row.salt, content)

    def _back_dated(self, dated):
        for sequence, sealed_at in dated:
            if sequence <= len(self.rows) and self.rows[sequence - 1].recorded_at < sealed_at:
                return f"entry {sequence}: dated before the seal of {sealed_at}, though it is newer"
        return ""

    def _counted_otherwise(self):
        """Return where something counts, or is asked, otherwise than the chain says."""
        required, opened, methods = None, None, {}
        for row in self.rows:
            if row.kind == Kind.REQUIRE:
                required = ledger.facts_of(row.canonical)
                opened = opened or required
                methods = {each[0]: each[METHODS] for each in required["asked"]}
                # Scale and due dates may change; the rest of what is asked never does (P2).
                if _undated(required) != _undated(opened):
                    return f"entry {row.sequence}: asks otherwise than when the record was opened"
            elif row.kind == Kind.SIGN and row.level and required:
                problem = self._signed_otherwise(row, required, methods)
                if problem:
                    return f"entry {row.sequence}: {problem}"
        if required is None:
            return NEVER_ASKED if self.asked else ""
        if ledger.text_of(required["asked"]) != (self.asked or "[]"):
            return f"what is asked was changed, of {_changed(required['asked'], self.asked)}"
        return self._judged_otherwise(required) if required["scale"] else ""

    def _signed_otherwise(self, row, required, methods):
        scale, value, _wording = self.wording.levels[row.level]
        if scale != required["scale"]:
            return "signed on a scale that does not count here"
        if row.is_pass != _passes(value, required):
            return "passes otherwise than at the level that counts"
        if row.method not in methods.get(row.competency, ()):
            return "signed by a method that is not accepted here"
        return ""

    def _judged_otherwise(self, required):
        """Return how the scale differs from the one that was written down."""
        scale = required["scale"]
        passes_from = (required["pass_level"], required["direction"])
        if self.wording.scales.get(scale) != passes_from:
            return "the level from which its scale passes was changed"
        then, now = dict(required["levels"]), self.wording.levels_of[scale]
        names = [str(value) for value in sorted(then | now) if then.get(value) != now.get(value)]
        return f"its scale was changed, at level {', '.join(names)}" if names else ""

    def _status(self):
        """Return in what a sign-off shows another end than the entries about it."""
        shown = {row.sign_off: row for row in self.rows if row.kind == Kind.SIGN and row.sign_off}
        revoked, suspended, confirmed = {}, {}, {}
        for row in self.rows:
            if row.kind in (Kind.SIGN, Kind.REQUIRE, Kind.REVIEW, Kind.ERASE):
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


def _follows(row, previous):
    if previous is None:
        return not row.previous_hash
    return row.previous_hash == previous.hash and row.recorded_at >= previous.recorded_at


def _passes(value, required):
    if required["direction"] == RatingScale.Direction.FALLING:
        return value <= required["pass_level"]
    return value >= required["pass_level"]


def _undated(required):
    return [[*each[:DUE_ON], *each[DUE_ON + 1 :]] for each in required["asked"]]


def _changed(written, today):
    """Name the competencies of which something else is asked than was written down."""
    then = {required[0]: required for required in written}
    now = {required[0]: required for required in json.loads(today or "[]")}
    names = [pk for pk in sorted(then | now) if then.get(pk) != now.get(pk)]
    return ", ".join(f"competency {name}" for name in names)


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
