"""What happens to whom: fixed numbers, spread over the weeks."""

from dataclasses import dataclass
from enum import Enum

# Of sixty who begin: so many, and one who joins later.
SIXTY = 60


class Fate(Enum):
    """How the course of a learner goes."""

    WELL = "well"
    # At risk, and put right by an action plan; with more time; or not at all.
    MENDED = "mended"
    EXTENDED = "extended"
    NOT_ACHIEVED = "not achieved"
    LEAVES = "leaves"
    # Away for weeks: paused.
    ILL = "ill"


@dataclass(frozen=True)
class Story:
    """The numbers of one run, in the proportion of sixty learners and a year."""

    learners: int
    weeks: int

    def _share(self, of_sixty: int, least: int = 1) -> int:
        return max(least, round(of_sixty * self.learners / SIXTY))

    @property
    def special(self) -> list[Fate]:
        """What happens to some of those who begin; with all others it goes well."""
        counts = {
            Fate.EXTENDED: self._share(2),
            Fate.NOT_ACHIEVED: self._share(1),
            Fate.LEAVES: self._share(3),
            Fate.MENDED: self._share(2, least=0),
            Fate.ILL: self._share(2, least=0),
        }
        return [fate for fate, number in counts.items() for _each in range(number)]

    @property
    def joins_in_week(self) -> int:
        return self.at_week(6)

    @property
    def tail(self) -> int:
        """So many weeks after the last day the last of them has ended, too."""
        return max(5, round(self.weeks * 8 / 52))

    @property
    def longer(self) -> int:
        """By so many weeks somebody's end is moved."""
        return max(2, round(self.weeks * 4 / 52))

    @property
    def plan_weeks(self) -> int:
        return max(2, round(self.weeks * 8 / 52))

    @property
    def certificates(self) -> int:
        gone = (Fate.LEAVES, Fate.NOT_ACHIEVED)
        return self.learners + 1 - sum(fate in gone for fate in self.special)

    @property
    def preceptors_gone(self) -> int:
        """Who leaves, who lets an approval lapse, who is away for months: two learners each."""
        return max(1, round(9 * self.learners / SIXTY))

    @property
    def changes(self) -> int:
        return 2 * self.preceptors_gone

    def at_week(self, of_a_year: int) -> int:
        """The same part of this run as that week is of a year."""
        return max(1, round(of_a_year * self.weeks / 52))
