"""Time by the clock of whoever worked it: with two learners at once an hour is one hour (P17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from programs.shifts.models import Shift


@dataclass(frozen=True, slots=True)
class Stretch:
    """Shifts that overlap, the earliest first: for whoever precepted in them, one."""

    shifts: Sequence[Shift]

    @property
    def day(self) -> date:
        return self.shifts[0].day

    @property
    def starts_at(self) -> datetime:
        return self.shifts[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return max(shift.ends_at for shift in self.shifts)

    @property
    def minutes(self) -> int:
        """Of each shift, the longest first, so many minutes as no other covers already."""
        total, taken = 0, []
        for shift in sorted(self.shifts, key=lambda shift: -shift.minutes):
            before = _covered(taken)
            taken.append(shift)
            total += min(shift.minutes, _covered(taken) - before)
        return total


def stretches(shifts: Iterable[Shift]) -> list[Stretch]:
    """Put together those that overlap; one that begins as another ends stands alone."""
    groups: list[list[Shift]] = []
    last_end = None
    for shift in sorted(shifts, key=lambda shift: shift.starts_at):
        if last_end is None or shift.starts_at >= last_end:
            groups.append([shift])
            last_end = shift.ends_at
        else:
            groups[-1].append(shift)
            last_end = max(last_end, shift.ends_at)
    return [Stretch(tuple(group)) for group in groups]


def minutes_of(shifts: Iterable[Shift]) -> int:
    return sum(stretch.minutes for stretch in stretches(shifts))


def _covered(shifts):
    """Minutes that lie in at least one of them."""
    total, end = timedelta(0), None
    for shift in sorted(shifts, key=lambda shift: shift.starts_at):
        begin = shift.starts_at if end is None else max(end, shift.starts_at)
        total += max(shift.ends_at - begin, timedelta(0))
        end = shift.ends_at if end is None else max(end, shift.ends_at)
    return total // timedelta(minutes=1)
