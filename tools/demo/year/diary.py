"""The moving clock: who does what when, one act after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count


@dataclass
class Diary:
    """What is still to come. ``now`` is the moment of the act that is being done."""

    now: datetime
    _coming: list = field(default_factory=list)
    _order: count = field(default_factory=count)

    @property
    def today(self) -> date:
        return self.now.date()

    def put(self, at: datetime, act: Callable, *arguments) -> None:
        """Have something done at a moment; what has passed by then is done at once."""
        heappush(self._coming, (max(at, self.now), next(self._order), act, arguments))

    def in_days(self, days: int, hour: int, act: Callable, *arguments, minute: int = 0) -> None:
        self.put(moment(self.today + timedelta(days=days), hour, minute), act, *arguments)

    def live(self, *, until: datetime, watch: Callable, is_over: Callable[[], bool]) -> None:
        """Do all that comes up to a moment, in order; ``watch`` does each act."""
        while self._coming and self._coming[0][0] <= until and not is_over():
            self.now, _order, act, arguments = heappop(self._coming)
            watch(act, *arguments)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)
