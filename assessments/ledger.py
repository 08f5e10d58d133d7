"""The ledger of signatures: what exactly is hashed, and how a chain is checked (DESIGN 6).

Pure: needs nothing but the standard library, so that somebody who does not trust the
application can run the same rules over an export.

An entry's *canonical text* is JSON with sorted keys, no spaces, every string in Unicode
form NFC, ids and hashes in lower case, dates as ``2026-11-23``, moments in UTC to the
microsecond. Its hash is SHA-256 over the UTF-8 of that text, which names the hash of
the entry before it. Personal content is not in the text: only a salted *commitment* to it.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

# Raised whenever the text of the same act would come out differently.
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands: the chain of a preceptorship, its number, what went before."""

    preceptorship: UUID
    sequence: int
    previous_hash: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What an assessor states by signing: facts and ids, nothing personal."""

    sign_off: UUID
    learner: UUID
    assessor: UUID
    competency: UUID
    competency_wording: str
    scale: UUID
    level: int
    level_wording: str
    is_pass: bool
    method: str
    observed_on: date
    is_late: bool
    # The recorded exception under which a rule marked ◇ was set aside (P8).
    override: UUID | None

    kind = "sign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """What somebody states by taking a signature back (P7)."""

    sign_off: UUID
    revoked_by: UUID

    kind = "revoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The personal part: names as shown, and the comment or the reason."""

    signed_as: str
    learner_name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry as its columns hold it."""

    preceptorship: UUID
    sequence: int
    kind: str
    canonical: str
    previous_hash: str
    hash: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where a chain does not hold, and in what way."""

    sequence: int
    problem: str

    def __str__(self):
        return f"entry {self.sequence}: {self.problem}"


def canonical_text(place: Place, act: Signature | Revocation, commitment: str) -> str:
    """Return the text of an entry, the same to the letter on every machine."""
    facts = {"format": FORMAT, "kind": act.kind, "content": commitment}
    return encode({**facts, **stated(place), **stated(act)})


def stated(record: Place | Signature | Revocation | Content) -> dict:
    """Return the facts of a record by name; ``asdict`` would copy each of them."""
    return {name: getattr(record, name) for name in record.__slots__}


def entry_hash(canonical: str) -> str:
    """Return SHA-256 of an entry's text, in hexadecimal."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def commitment(salt: str, content: Content) -> str:
    """Bind an entry to its personal content without telling it.

    ``salt``: 64 hexadecimal digits, random for each entry. Once content and salt are erased
    nobody can guess the content from what remains, and the chain still holds (D3).
    """
    return hmac.new(bytes.fromhex(salt), encode(stated(content)).encode(), "sha256").hexdigest()


def wording_hash(*parts: str) -> str:
    """Return SHA-256 over words as shown, such as a level's name and its anchor."""
    return hashlib.sha256(encode(list(parts)).encode()).hexdigest()


def encode(value) -> str:
    """Return the canonical JSON of a value.

    :raises TypeError: for floats and for anything whose text could differ by machine.
    :raises ValueError: for a moment without a time zone.
    """
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def first_fault(links: Iterable[Link], *, preceptorship: UUID) -> Fault | None:
    """Check one preceptorship's chain, in order, and return where it breaks first."""
    previous_hash = ""
    for sequence, link in enumerate(links, 1):
        problem = _problem(link, preceptorship, sequence, previous_hash)
        if problem:
            return Fault(sequence, problem)
        previous_hash = link.hash
    return None


def facts_of(canonical: str) -> dict:
    """Return what an entry's text states; nothing if the text is no longer an entry."""
    try:
        facts = json.loads(canonical)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def differences(canonical: str, expected: Mapping) -> list[str]:
    """Return the names of the facts in which an entry's text differs from ``expected``."""
    facts = facts_of(canonical)
    return sorted(
        name for name, value in _plain(dict(expected)).items() if facts.get(name) != value
    )


def _problem(link, preceptorship, sequence, previous_hash):
    if link.sequence != sequence:
        return f"missing; the next one found is {link.sequence}"
    if link.previous_hash != previous_hash:
        return "does not follow from the entry before it"
    if not hmac.compare_digest(entry_hash(link.canonical), link.hash):
        return "the text does not match its hash"
    place = Place(
        preceptorship=preceptorship,
        sequence=sequence,
        previous_hash=previous_hash,
        recorded_at=link.recorded_at,
    )
    expected = {"format": FORMAT, "kind": link.kind, **stated(place)}
    names = differences(link.canonical, expected)
    return f"the columns differ from the text in {', '.join(names)}" if names else ""


def _plain(value):
    """Turn a value into what JSON knows. ``bool`` comes before ``int``, moments before dates."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case UUID():
            return str(value)
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case dict():
            return {_plain(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no canonical text")


def _moment(value):
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone has no canonical text")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
