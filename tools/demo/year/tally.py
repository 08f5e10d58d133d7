"""What is counted while the year goes by, and what went wrong."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

# So long a row may stand without an act or a day it is put off to.
PATIENCE = timedelta(weeks=3)


@dataclass
class Tally:
    """``acts``: of the coordinators, by week and kind; ``done``: of everybody, by kind."""

    starts_on: date
    done: Counter = field(default_factory=Counter)
    acts: dict[int, Counter] = field(default_factory=lambda: defaultdict(Counter))
    # Rows that waited on each Monday.
    mondays: dict[date, int] = field(default_factory=dict)
    refused: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    _seen: dict[tuple, date] = field(default_factory=dict)

    def act(self, kind: str, today: date, count: int = 1) -> None:
        """Count what a coordinator did."""
        # What is made ready on the day before belongs to the first week.
        week = max(0, (today - self.starts_on).days // 7) + 1
        self.acts[week][kind] += count

    def look_at(self, lines, *, today: date) -> None:
        """Note which rows stand on a Monday, and for how long none was answered."""
        self.mondays[today] = len(lines)
        standing = {(line.row.kind, line.row.key): line for line in lines}
        self._seen = {key: self._seen.get(key, today) for key in standing}
        for key, line in standing.items():
            if today - self._seen[key] > PATIENCE:
                row = line.row
                said = f"stands since {self._seen[key]}: {row.kind}, {row.person}: {row.title}"
                self.faults.append(said)
                self._seen[key] = today

    def answered(self, row, today: date) -> None:
        """Something was done about it: its patience begins again."""
        if (row.kind, row.key) in self._seen:
            self._seen[row.kind, row.key] = today

    def per_week(self) -> list[int]:
        return [sum(self.acts[week].values()) for week in range(1, max(self.acts, default=0) + 1)]
