"""The daily seal: one hash over the ends of all chains, kept outside the database (DESIGN 6).

Pure: needs nothing but the standard library. A chain proves that nobody changed its middle;
who holds the database could still cut its end off, write it anew, or bring an old backup back.
A seal tells: it is one line in a file that only grows, and names

- the *heads*: the last entry of every chain that grew since the seal before,
- the *root*: a Merkle root over the heads of all chains there were,
- the SHA-256 of the line before, so that no line can be taken out.

What is newer than the last seal is provisional.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from assessments.ledger.chain import encode

# Raised whenever the line of the same seal would come out differently.
FORMAT = 1


class Head(NamedTuple):
    """The last entry of a chain: its number and its hash."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One line of the file. ``heads`` are those that changed, by preceptorship."""

    number: int
    sealed_at: datetime
    chains: int
    root: str
    previous: str
    heads: Mapping[UUID, Head]

    @property
    def line(self) -> str:
        return encode(
            {
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

    ``fault`` is the first thing wrong with the file itself, or empty.
    """

    number: int = 0
    root: str = ""
    previous: str = ""
    sealed_at: str = ""
    heads: dict[UUID, Head] = field(default_factory=dict)
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


def next_seal(sealed: Sealed, heads: Mapping[UUID, Head], *, at: datetime) -> Seal:
    """Seal the heads of all chains as they stand at ``at``, after what is sealed already."""
    changed = {chain: head for chain, head in heads.items() if sealed.heads.get(chain) != head}
    return Seal(
        number=sealed.number + 1,
        sealed_at=at,
        chains=len(sealed.heads | heads),
        root=merkle_root(sealed.heads | heads),
        previous=sealed.previous,
        heads=changed,
    )


def read_seals(lines: Iterable[str]) -> Sealed:
    """Put together what the lines of the file say, and check that they belong together."""
    sealed = Sealed()
    for number, line in enumerate(lines, 1):
        sealed.fault = _add(sealed, number, line.rstrip("\n"))
        if sealed.fault:
            return sealed
    if sealed.number and merkle_root(sealed.heads) != sealed.root:
        sealed.fault = f"seal {sealed.number}: the heads do not give its root"
    return sealed


def _add(sealed, number, line) -> str:
    """Take one line in; return what is wrong with it."""
    try:
        said = json.loads(line)
        heads = {UUID(chain): Head(*head) for chain, head in said["heads"].items()}
        facts = (said["number"], said["previous"], said["root"], said["sealed_at"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"seal {number}: this line is no seal"
    if facts[:2] != (number, sealed.previous):
        return f"seal {number}: does not follow from the line before it"
    for chain, head in heads.items():
        if chain in sealed.heads and head.sequence <= sealed.heads[chain].sequence:
            return f"seal {number}: the chain {chain} did not grow"
    sealed.number, _, sealed.root, sealed.sealed_at = facts
    sealed.previous = line_hash(line)
    sealed.heads |= heads
    return ""
