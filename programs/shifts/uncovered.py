"""Days without anybody, put together by what took them: an absence, a word, a departure (P30)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from common.dated import dated
from people.models import Absence
from programs.shifts.models import Shift

# As many days without anybody are read at once.
MOST = 200
# What one page gives away at once, and how far ahead it offers days that are not lost.
MOST_AT_ONCE = 20
NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of one learner to which one preceptor does not come, for one cause, by time.

    ``away``: the absence that took them, with all its days however far ahead; else whoever was
    to come said so, has left or is assigned no longer.
    """

    shifts: Sequence[Shift]
    away: Absence | None = None

    @property
    def first(self) -> Shift:
        return self.shifts[0]

    @property
    def key(self) -> str:
        """Names the cause from one day to the next; what is lost for a new one has another."""
        if self.away:
            return f"{self.first.preceptorship_id}:{self.away.pk}"
        asked = [shift.cover_asked_at for shift in self.shifts if shift.cover_asked_at]
        if asked:
            return f"{self.first.preceptorship_id}:{max(asked).isoformat()}"
        return str(self.shifts[-1].pk)

    def since(self, at: datetime) -> date:
        """When somebody first said so, else today: an absence does not say when it was noted."""
        asked = [shift.cover_asked_at for shift in self.shifts if shift.cover_asked_at]
        return timezone.localdate(min(asked, default=at))


@dataclass(frozen=True, slots=True)
class Together:
    """Days that one page lets be given to others; ``ticked`` are those it is about.

    ``left_out``: how many more it is about than it shows.
    """

    shifts: Sequence[Shift]
    ticked: frozenset
    away: Absence | None = None
    left_out: int = 0


def gaps(shifts: QuerySet, at: datetime, *, most: int | None = MOST) -> list[Gap]:
    """Those among ``shifts`` that have nobody, put together, the next first.

    ``most``: how many days are read that are due; None for all. Queries: three at most.
    """
    lost = {shift.pk: shift for shift in _by_time(shifts.uncovered(at))[:most]}
    if not lost:
        return []
    absences = _absences_of(lost.values())
    if absences:
        lost |= {shift.pk: shift for shift in _of_absences(shifts.lost(at), absences)}
    by_cause = defaultdict(list)
    for shift in sorted(lost.values(), key=lambda shift: shift.starts_at):
        away = _absence_on(shift, absences)
        by_cause[shift.preceptorship_id, shift.preceptor_id, away].append(shift)
    return [Gap(found, away) for (_learner, _preceptor, away), found in by_cause.items()]


def together_with(shift: Shift, *, at: datetime) -> Together:
    """Return the days that whoever covers this one may give away with it.

    All that have nobody for the same cause; where none does, or without an absence, also the
    next ones of the two, for somebody who falls ill.
    """
    pair = Shift.objects.filter(preceptorship=shift.preceptorship_id, preceptor=shift.preceptor_id)
    found = gaps(pair, at)
    is_ahead = not shift.is_called_off and shift.starts_at > at
    if not is_ahead and not found:
        return Together([], frozenset())
    gap = next((gap for gap in found if shift in gap.shifts), None)
    gap = gap or (Gap([shift]) if is_ahead else found[0])

    ticked = gap.shifts[:MOST_AT_ONCE]
    others = [] if gap.away else _others_near(pair, gap, at)
    shown = [*ticked, *others[: MOST_AT_ONCE - len(ticked)]]
    return Together(
        shifts=sorted(shown, key=lambda shift: shift.starts_at),
        ticked=frozenset(shift.pk for shift in ticked),
        away=gap.away,
        left_out=len(gap.shifts) - len(ticked),
    )


def span(first: date, last: date) -> str:
    """Days in a few characters: "3 Dec", "3–7 Dec", "28 Nov – 3 Dec"."""
    if first == last:
        return dated(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{dated(last)}"
    return f"{dated(first)} – {dated(last)}"


def _others_near(pair, gap, at):
    near = pair.standing().filter(starts_at__gt=at, day__lte=gap.first.day + NEAR)
    return _by_time(near.exclude(pk__in=[shift.pk for shift in gap.shifts]))[:MOST_AT_ONCE]


def _by_time(shifts):
    return shifts.with_people().order_by("starts_at", "pk")


def _absences_of(shifts: Iterable[Shift]) -> list[Absence]:
    """Those of whoever was to come that take one of these days."""
    people = {shift.preceptor.person_id for shift in shifts}
    days = [shift.day for shift in shifts]
    rows = Absence.objects.filter(
        person__in=people, valid_from__lte=max(days), valid_to__gte=min(days)
    )
    return [row for row in rows if any(_takes(row, shift) for shift in shifts)]


def _of_absences(lost, absences):
    """All days to come that these absences take."""
    found = _by_time(
        lost.filter(
            preceptor__person__in=[absence.person_id for absence in absences],
            day__gte=min(absence.valid_from for absence in absences),
            day__lte=max(absence.valid_to for absence in absences),
        )
    )
    return [shift for shift in found if _absence_on(shift, absences)]


def _absence_on(shift, absences):
    return next((absence for absence in absences if _takes(absence, shift)), None)


def _takes(absence, shift):
    is_theirs = absence.person_id == shift.preceptor.person_id
    return is_theirs and absence.valid_from <= shift.day <= absence.valid_to
