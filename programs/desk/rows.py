"""The coordinator's worklist: what needs them in all their programs, in the order of need."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from people.models import Person
from people.permissions import is_about
from programs import registry
from programs.desk.models import WorklistMark
from programs.registry import Figure, WorklistRow


class Key(NamedTuple):
    """What names a row from one day to the next."""

    program: UUID
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row and what was decided about it."""

    row: WorklistRow
    days: int
    mark: WorklistMark | None = None

    @property
    def kind_word(self) -> str:
        return registry.worklist_kinds[self.row.kind]

    def is_assigned_to(self, person: Person) -> bool:
        return bool(self.mark and self.mark.assigned_to_id == person.pk)

    def is_snoozed(self, today: date) -> bool:
        return bool(self.mark and self.mark.snoozed_until and self.mark.snoozed_until > today)


@dataclass(frozen=True, slots=True)
class Worklist:
    """All lines that wait, those snoozed until a day, and the figures above them."""

    waiting: list[Line]
    snoozed: list[Line]
    figures: list[Figure]

    def counts(self) -> list[tuple[str, str, int]]:
        """(kind, word, how many) of those that wait, in the order in which kinds are known."""
        counted = Counter(line.row.kind for line in self.waiting)
        return [
            (kind, word, counted[kind])
            for kind, word in registry.worklist_kinds.items()
            if counted[kind]
        ]


def worklist_of(programs: QuerySet, *, reader: Person, at: datetime, today: date) -> Worklist:
    """Put together what every room knows; the most urgent first, then the oldest.

    Nothing about the reader themselves: nobody runs their own course (P4).
    """
    told = [part for source in registry.worklist for part in source(programs, at)]
    rows = [row for row in told if isinstance(row, WorklistRow)]
    rows = [row for row in rows if not is_about(reader, row.person.pk)]
    marks = {
        Key(mark.program_id, mark.kind, mark.key): mark
        for mark in WorklistMark.objects.filter(program__in=programs).select_related("assigned_to")
    }
    lines = [
        Line(row, (today - row.since).days, marks.get(Key(row.program, row.kind, row.key)))
        for row in rows
    ]
    lines.sort(key=lambda line: (line.row.urgency, line.row.since, line.row.person.sort_name))
    return Worklist(
        waiting=[line for line in lines if not line.is_snoozed(today)],
        snoozed=[line for line in lines if line.is_snoozed(today)],
        figures=[part for part in told if isinstance(part, Figure)],
    )
