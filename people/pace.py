"""How fast passwords may be tried. Pure: knows no Django."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil


@dataclass(frozen=True, slots=True)
class Pace:
    """So many wrong tries are free; each one after them makes the next wait, and longer.

    One wrong try is forgotten every ``forgets``, so that nothing is ever locked.
    """

    free: int
    waits: tuple[timedelta, ...]
    forgets: timedelta

    def count(self, tries: float, last_at: datetime, at: datetime) -> float:
        """Return how many of the wrong tries still count at ``at``, the last of ``last_at``."""
        return max(0.0, tries - (at - last_at) / self.forgets)

    def one_more(self, tries: float, last_at: datetime, at: datetime) -> float:
        """Return how many there are with the one of ``at``; past the longest wait, no more."""
        return min(self.count(tries, last_at, at) + 1, self.free + len(self.waits))

    def ready_at(self, tries: float, last_at: datetime) -> datetime:
        """Return from when on the next try is taken."""
        over = ceil(tries) - self.free
        if over < 0:
            return last_at
        return last_at + self.waits[min(over, len(self.waits) - 1)]


_MINUTES = (0.5, 1, 2, 5, 10, 15)
# Of one account from one device, or from one network where nobody has logged in to it before.
ACCOUNT = Pace(
    free=5,
    waits=tuple(timedelta(minutes=minutes) for minutes in _MINUTES),
    forgets=timedelta(hours=1),
)
# Of all accounts from one network, known devices left out: a whole hospital may be one.
NETWORK = Pace(free=200, waits=(timedelta(seconds=30),), forgets=timedelta(seconds=30))
