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
from typing import NamedTuple
from uuid import UUID

# Raised whenever the text of the same act would come out differently. What was signed in an
# earlier format still holds: it states nothing of what came later.
FORMAT = 3
FORMATS = (1, 2, FORMAT)
SINCE_FORMAT_3 = frozenset({"overridden_by"})
SINCE_FORMAT_2 = frozenset({"meaning", "channel", "external", "evidence"}) | SINCE_FORMAT_3
UNKNOWN_TO = {1: SINCE_FORMAT_2, 2: SINCE_FORMAT_3, FORMAT: frozenset()}

# These parts of the personal content are hashed even when they are empty.
ALWAYS = frozenset({"signed_as", "learner_name", "text"})

# What a signature says, in the one language in which it is hashed.
OBSERVED = "I observed this performance myself and judge it to be at this level."
EXAMINED = "I examined evidence of this performance and judge it to be at this level."


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
    meaning: str
    learner: UUID
    # One of the two: who had an account, or who named themselves (P11).
    assessor: UUID | None
    external: UUID | None
    channel: str
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
    overridden_by: UUID | None
    # SHA-256 of each file that it rests on, in their order.
    evidence: tuple[str, ...]

    kind = "sign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """What somebody states by taking a signature back (P7)."""

    sign_off: UUID
    revoked_by: UUID

    kind = "revoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Whoever a signature names says that it was not them; it does not count for now (P11)."""

    sign_off: UUID

    kind = "suspend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinstatement:
    """A coordinator looked into it: the signature counts again."""

    sign_off: UUID
    reinstated_by: UUID

    kind = "reinstate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Whoever holds the mailbox that a link's signature named says it is theirs: it counts."""

    sign_off: UUID
    external: UUID

    kind = "confirm"


class Asked(NamedTuple):
    """What is asked of one competency: when it is met (P3), by what methods (P9), by which day."""

    competency: UUID
    sign_offs: int
    assessors: int
    is_critical: bool
    methods: tuple[str, ...]
    due_on: date | None


class Level(NamedTuple):
    """A level of a scale, and the hash of its words."""

    value: int
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """What counts in a record from here on: when it is opened, and when that changes.

    ``asked`` is in the order of its ids, ``levels`` in that of their values. ``scale`` is None
    while a program has none.
    """

    scale: UUID | None
    pass_level: int | None
    direction: str
    levels: tuple[Level, ...]
    asked: tuple[Asked, ...]

    kind = "require"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Somebody took names and comments of these entries away for good (D3)."""

    erased_by: UUID
    entries: tuple[int, ...]

    kind = "erase"


class PartSigned(NamedTuple):
    """Who signed their part of a review, and when; nobody by an account where it was by a link."""

    role: str
    person: UUID | None
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Everybody who was asked has signed what a review found and agreed (P27).

    ``corrects``: the record of the same review that this one takes the place of. What each
    wrote is personal, and stands in the content.
    """

    record: UUID
    corrects: UUID | None
    review: UUID
    review_kind: str
    learner: UUID
    held_on: date
    outcome: str
    next_on: date | None
    # In the order of the roles.
    signatures: tuple[PartSigned, ...]

    kind = "review"


Act = (
    Signature
    | Revocation
    | Suspension
    | Reinstatement
    | Confirmation
    | Requirements
    | Reviewed
    | Erasure
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The personal part: names as shown, and the comment or the reason."""

    signed_as: str
    learner_name: str
    text: str
    # What comes now is of no part in the hash where there is none: the address of somebody
    # without an account, the rules that were set aside and why, the titles of the evidence.
    identity: str = ""
    override: str = ""
    titles: tuple[str, ...] = ()


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


def canonical_text(place: Place, act: Act, commitment: str | None) -> str:
    """Return the text of an entry, the same to the letter on every machine.

    ``commitment``: None for an act that has nothing personal.
    """
    facts = {"format": FORMAT, "kind": act.kind, "content": commitment}
    return encode({**facts, **stated(place), **stated(act)})


def stated(record: Place | Act | Content) -> dict:
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
    told = {
        name: _plain(value) for name, value in stated(content).items() if value or name in ALWAYS
    }
    return hmac.digest(bytes.fromhex(salt), text_of(told).encode(), "sha256").hex()


def wording_hash(*parts: str) -> str:
    """Return SHA-256 over words as shown, such as a level's name and its anchor."""
    return hashlib.sha256(encode(list(parts)).encode()).hexdigest()


def encode(value) -> str:
    """Return the canonical JSON of a value.

    :raises TypeError: for floats and for anything whose text could differ by machine.
    :raises ValueError: for a moment without a time zone.
    """
    return _ENCODER.encode(_plain(value))


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def first_fault(links: Iterable[Link], *, preceptorship: UUID) -> Fault | None:
    """Check one preceptorship's chain, in order, and return where it breaks first."""
    previous = None
    for sequence, link in enumerate(links, 1):
        problem = link_problem(link, preceptorship, sequence, previous)
        if problem:
            return Fault(sequence, problem)
        previous = link
    return None


def link_problem(link: Link, preceptorship: UUID, sequence: int, previous: Link | None) -> str:
    """Return what is wrong with an entry at this place of a chain, or nothing.

    Ids and moments of the links may also be the strings that stand in the text.
    """
    if link.sequence != sequence:
        return f"missing; the next one found is {link.sequence}"
    previous_hash = previous.hash if previous else ""
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
    names = differences(link.canonical, {"kind": link.kind, **stated(place)})
    if facts_of(link.canonical).get("format") not in FORMATS:
        names.append("format")
    if names:
        return f"the columns differ from the text in {', '.join(names)}"
    if previous and link.recorded_at < previous.recorded_at:
        return "dated before the entry before it"
    return ""


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
    written_in = facts.get("format")
    unknown = UNKNOWN_TO[written_in] if written_in in FORMATS else frozenset()
    return sorted(
        name
        for name, value in _plain(dict(expected)).items()
        if name not in unknown and facts.get(name) != value
    )


def text_of(facts: Mapping) -> str:
    """Return the text that states these facts, each already as JSON has it.

    ``canonical_text`` without turning ids and dates into strings: for whoever reads them as
    such, a hundred thousand at a time.
    """
    return _ENCODER.encode(facts)


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
