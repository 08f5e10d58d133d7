"""What is printed: each Monday's worklist, and at the end how much of everything there was."""

from collections import Counter
from collections.abc import Callable
from statistics import median

from programs.desk.rows import counts_of
from tools.demo.year.tally import Tally


class Report:
    """Writes lines by ``say``; with ``is_short`` no row, only how many of each kind."""

    def __init__(self, say: Callable[[str], None], *, is_short: bool = False):
        self.say, self.is_short = say, is_short

    def monday(self, found, today) -> None:
        counts = ", ".join(f"{number} {word}" for _kind, word, number in counts_of(found.waiting))
        self.say(f"{today:%a %d %b %Y}: {len(found.waiting)} rows. {counts}")
        for line in () if self.is_short else found.waiting:
            row = line.row
            self.say(
                f"    {line.kind_word}: {row.person}. {row.title} "
                f"(since {row.since:%d %b}): {row.act}"
            )

    def summary(self, tally: Tally, states: Counter, seconds: float) -> None:
        weeks, rows = tally.per_week(), list(tally.mondays.values())
        self.say("")
        self.say(f"Final states: {_listed(states)}")
        self.say(f"Done by all: {_listed(tally.done)}")
        by_kind = sum(tally.acts.values(), Counter())
        self.say(f"Acts of the coordinators: {_listed(by_kind)}")
        self.say(f"Acts per week (least, median, most): {_spread(weeks)}; all: {sum(weeks)}")
        self.say(f"Week by week: {' '.join(map(str, weeks))}")
        self.say(f"Rows on a Monday (least, median, most): {_spread(rows)}")
        if tally.refused:
            self.say(f"Refused: {_listed(tally.refused)}")
        for fault in tally.faults:
            self.say(f"FAULT: {fault}")
        self.say(f"{seconds:.0f} seconds")


def _spread(numbers):
    return f"{min(numbers)}, {median(numbers):g}, {max(numbers)}" if numbers else "none"


def _listed(counter: Counter):
    return ", ".join(f"{number} {kind}" for kind, number in counter.most_common())
