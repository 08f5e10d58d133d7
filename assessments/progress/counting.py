"""Whether a competency is achieved, and how far somebody is. Pure: no Django here.

Rating levels are ordinal: they are counted, ordered, never added or averaged (P5).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Clearance(StrEnum):
    """What the learner may do: alone, under supervision, or not yet."""

    CLEARED = "cleared"
    SUPERVISED = "supervised"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a program asks of one competency (P3)."""

    observations: int = 1
    assessors: int = 1
    is_critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One sign-off that stands: neither revoked nor suspended.

    ``level`` is whatever names the level; ``rank`` is its place on its scale, the better the
    higher, whichever way the scale runs. Ranks of different scales are never compared.
    """

    assessor: Hashable
    scale: Hashable
    level: Hashable
    rank: int
    is_pass: bool
    is_workplace: bool
    observed_on: date
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one competency stands, as counted from its observations."""

    attempts: int = 0
    passes: int = 0
    assessors: int = 0
    workplace_passes: int = 0
    achieved_at: datetime | None = None
    latest: Observation | None = None
    best: Observation | None = None

    @property
    def clearance(self) -> Clearance:
        return clearance(is_achieved=self.achieved_at is not None, attempts=self.attempts)


def standing(
    requirement: Requirement, observations: Iterable[Observation], *, learner: Hashable
) -> Standing:
    """Count a competency afresh from the sign-offs that stand.

    What the learner signed for themselves is not counted at all (P4). The best one is sought
    among those on the scale of the latest.
    """
    counted = sorted(
        (seen for seen in observations if seen.assessor != learner),
        key=lambda seen: seen.signed_at,
    )
    passes = [seen for seen in counted if seen.is_pass]
    latest = max(counted, key=_when_seen, default=None)
    comparable = [seen for seen in counted if latest and seen.scale == latest.scale]
    return Standing(
        attempts=len(counted),
        passes=len(passes),
        assessors=len({seen.assessor for seen in passes}),
        workplace_passes=sum(seen.is_workplace for seen in passes),
        achieved_at=_achieved_at(requirement, passes),
        latest=latest,
        best=max(comparable, key=lambda seen: seen.rank, default=None),
    )


def is_achieved(requirement: Requirement, passes: Sequence[Observation]) -> bool:
    """Whether these passes are enough: in number, by enough people, one at the workplace (P3)."""
    if len(passes) < requirement.observations:
        return False
    if len({seen.assessor for seen in passes}) < requirement.assessors:
        return False
    return not requirement.is_critical or any(seen.is_workplace for seen in passes)


def clearance(*, is_achieved: bool, attempts: int) -> Clearance:
    if is_achieved:
        return Clearance.CLEARED
    return Clearance.SUPERVISED if attempts else Clearance.NOT_YET


def expected_by(due_dates: Iterable[date | None], today: date) -> int | None:
    """Return how many should be achieved by the end of ``today``; None if nothing has a date."""
    dated = [due_on for due_on in due_dates if due_on is not None]
    return sum(due_on <= today for due_on in dated) if dated else None


def due_on(starts_on: date, week: int | None) -> date | None:
    """Return the last day of that week of a preceptorship; the first week is week 1."""
    return starts_on + timedelta(weeks=week, days=-1) if week else None


def median_rank(ranks: Sequence[int]) -> int | None:
    """Return the middle rank; of two middle ones the less good, never one in between (P5)."""
    return sorted(ranks)[(len(ranks) - 1) // 2] if ranks else None


def distribution(levels: Iterable[Hashable], scale: Iterable[Hashable]) -> dict[Hashable, int]:
    """Return how often each level of the scale was given, levels never given included."""
    given = Counter(levels)
    return {level: given[level] for level in scale}


def _achieved_at(requirement, passes):
    """Return when the requirement was first met; ``passes`` in the order of signing.

    Only the signature that completes it can be the moment, so the answer depends on nothing
    but what stands now, and counting again gives it again.
    """
    if not is_achieved(requirement, passes):
        return None
    enough = next(
        count
        for count in range(requirement.observations, len(passes) + 1)
        if is_achieved(requirement, passes[:count])
    )
    return passes[enough - 1].signed_at


def _when_seen(seen):
    return seen.observed_on, seen.signed_at
