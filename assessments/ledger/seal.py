"""The daily seal: one hash over the ends of all chains, kept outside the database (DESIGN 6).

Pure: needs nothing but the standard library. A chain proves that nobody changed its middle;
who holds the database could still cut its end off, write it anew, or bring an old backup back.
A seal tells: it is one line in a file that only grows, and names

- the *heads*: the last entry of every chain that grew since the seal before,
- the *root*: a Merkle root over the heads of all chains there were,
- the SHA-256 of the line before, so that no line can be taken out.

What is newer than the last seal is provisional. Where a backup was brought back, or the file
lost its end, a line says so and why (``restored``): it alone may leave numbers out, let a chain
go back, or be gone, which is a head of no entries.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from assessments.ledger.chain import encode

# Raised whenever the line of the same seal would come out differently.
FORMAT = 1


# A signature may be under way while a seal is taken: so much earlier it may be dated.
UNDER_WAY = timedelta(minutes=2)


class Head(NamedTuple):
    """The last entry of a chain: its number and its hash."""

    sequence: int
    hash: str


GONE = Head(0, "")


class Dated(NamedTuple):
    """From this entry on a chain is newer than a seal, and cannot be dated before it."""

    sequence: int
    not_before: str


@dataclass(slots=True)
class Grown:
    """Where chains ended at which seal: pairs of an entry and the place of a time in ``times``."""

    times: list[str] = field(default_factory=list)
    ends: dict[UUID, list[tuple[int, int]]] = field(default_factory=dict)

    def dated(self, chain: UUID) -> Iterator[Dated]:
        """Yield which entries of a chain came after which seal."""
        ended = 0
        for sequence, place in [*self.ends.get(chain, ()), (0, len(self.times))]:
            if place:
                sealed_at = datetime.fromisoformat(self.times[place - 1])
                yield Dated(ended + 1, _plain(sealed_at - UNDER_WAY))
            ended = sequence

    def part(self, chains: Iterable[UUID]) -> "Grown":
        """Return the same of some chains, for another process."""
        return Grown(self.times, {chain: self.ends.get(chain, []) for chain in chains})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One line of the file. ``heads`` are those that changed, by preceptorship.

    ``repaired``: what was done to the file before, in a sentence; in no line.
    """

    number: int
    sealed_at: datetime
    chains: int
    root: str
    previous: str
    heads: Mapping[UUID, Head]
    restored: str = ""
    repaired: str = ""

    @property
    def line(self) -> str:
        restored = {"restored": self.restored} if self.restored else {}
        return encode(
            restored
            | {
                "format": FORMAT,
                "number": self.number,
                "sealed_at": self.sealed_at,
                "chains": self.chains,
                "root": self.root,
                "previous": self.previous,
                "heads": {str(chain): list(head) for chain, head in self.heads.items()},
            }
        )


@dataclass(slots=True)
class Sealed:
    """What all seals together say: the head of every chain, and the end of the file.

    ``lines``: hash and time of every line by its number; ``restored``: why, by the number of
    the line that says so. ``fault`` is the first thing wrong with the file itself, or empty.
    """

    number: int = 0
    root: str = ""
    previous: str = ""
    sealed_at: str = ""
    heads: dict[UUID, Head] = field(default_factory=dict)
    grown: Grown = field(default_factory=Grown)
    lines: dict[int, tuple[str, str]] = field(default_factory=dict)
    restored: dict[int, str] = field(default_factory=dict)
    fault: str = ""


def line_hash(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def merkle_root(heads: Mapping[UUID, Head]) -> str:
    """Return the root over all heads in the order of their chains; empty for none.

    Leaves and knots are hashed with different first bytes, so that no knot passes for a leaf;
    an odd one moves up as it is.
    """
    level = [
        hashlib.sha256(b"\0" + f"{chain} {heads[chain].sequence} {heads[chain].hash}".encode())
        for chain in sorted(heads)
    ]
    level = [leaf.digest() for leaf in level]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs]
        level = above + level[len(above) * 2 :]
    return level[0].hex() if level else ""


def next_seal(
    sealed: Sealed,
    heads: Mapping[UUID, Head],
    *,
    at: datetime,
    number: int | None = None,
    restored: str = "",
    repaired: str = "",
) -> Seal:
    """Seal the heads of all chains as they stand at ``at``, after what is sealed already.

    No seal is dated before the one before it. ``number``: another one than the next, where
    the file was ``restored``. Of ``repaired`` the line says nothing.
    """
    changed = {chain: head for chain, head in heads.items() if sealed.heads.get(chain) != head}
    if restored:
        changed |= {chain: GONE for chain in sealed.heads if chain not in heads}
    standing = _standing(sealed.heads | changed)
    if sealed.sealed_at:
        at = max(at, datetime.fromisoformat(sealed.sealed_at))
    return Seal(
        number=number or sealed.number + 1,
        sealed_at=at,
        chains=len(standing),
        root=merkle_root(standing),
        previous=sealed.previous,
        heads=changed,
        restored=restored,
        repaired=repaired,
    )


def read_seals(lines: Iterable[str], *, until: int | None = None) -> Sealed:
    """Put together what the lines of the file say, and check that they belong together.

    ``until``: up to the seal of this number, as if it were the last.
    """
    sealed = Sealed()
    for line in lines:
        sealed.fault = _add(sealed, line.rstrip("\n"))
        if sealed.fault:
            return sealed
        if sealed.number == until:
            break
    if sealed.number and merkle_root(sealed.heads) != sealed.root:
        sealed.fault = f"seal {sealed.number}: the heads do not give its root"
    return sealed


def _add(sealed, line) -> str:
    """Take one line in; return what is wrong with it."""
    number = sealed.number + 1
    try:
        said = json.loads(line)
        heads = {UUID(chain): Head(*head) for chain, head in said["heads"].items()}
        facts = (said["number"], said["root"], said["sealed_at"])
        is_earlier = datetime.fromisoformat(facts[2]) < _last(sealed)
        restored = str(said.get("restored", ""))
        is_next = facts[0] == number or (restored and facts[0] > number)
        is_whole = said["previous"] == sealed.previous
        chains = said["chains"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"seal {number}: this line is no seal"
    if not (is_next and is_whole):
        return f"seal {number}: does not follow from the line before it"
    if is_earlier:
        return f"seal {number}: dated before the seal before it"
    for chain, head in () if restored else heads.items():
        if head.sequence <= sealed.heads.get(chain, GONE).sequence:
            return f"seal {number}: the chain {chain} did not grow"
    sealed.number, sealed.root, sealed.sealed_at = facts
    _take_in(sealed, line, heads, restored)
    return "" if chains == len(sealed.heads) else f"seal {number}: there are more or fewer chains"


def _take_in(sealed, line, heads, restored):
    sealed.previous = line_hash(line)
    sealed.lines[sealed.number] = (sealed.previous, sealed.sealed_at)
    # How many seals there were before this one, none of which knew what is new in it.
    place = len(sealed.grown.times)
    for chain, head in heads.items():
        sealed.grown.ends.setdefault(chain, []).append((head.sequence, place))
    sealed.grown.times.append(sealed.sealed_at)
    sealed.heads |= heads
    if restored:
        sealed.heads = _standing(sealed.heads)
        sealed.restored[sealed.number] = restored


def _standing(heads):
    return {chain: head for chain, head in heads.items() if head != GONE}


def _last(sealed):
    last = sealed.sealed_at
    return datetime.fromisoformat(last) if last else datetime.min.replace(tzinfo=UTC)


def _plain(moment):
    """Write a moment as the text of an entry has it, so that the two can be compared."""
    return json.loads(encode(moment))
