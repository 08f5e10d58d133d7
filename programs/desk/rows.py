"""The coordinator's worklist: what needs them in all their programs, in the order of need."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.compiled import compiled_once
from common.together import together
from people.models import Person
from people.permissions import is_about
from programs import registry
from programs.cohorts.models import Program
from programs.desk.models import WorklistMark
from programs.preceptorships.models import Preceptorship
from programs.registry import Figure, Found, WorklistRow


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

    @property
    def tone(self) -> str:
        return {0: "red", 1: "amber"}.get(self.row.urgency, "neutral")

    @property
    def since_words(self) -> str:
        if not self.days:
            return _("since today")
        return ngettext("since yesterday", "%(days)s days", self.days) % {"days": self.days}

    @property
    def more_words(self) -> str:
        """What the menu of the line is called."""
        return _("More about %(name)s") % {"name": self.row.person}

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


def counts_of(lines: Iterable[Line]) -> list[tuple[str, str, int]]:
    """(kind, word, how many) of these lines, in the order in which kinds are known."""
    counted = Counter(line.row.kind for line in lines)
    return [
        (kind, word, counted[kind])
        for kind, word in registry.worklist_kinds.items()
        if counted[kind]
    ]


def worklist_for(reader: Person, *, at: datetime, today: date) -> Worklist:
    """Put together all that needs whoever runs programs, in those that they run."""
    programs = Program.objects.open().coordinated_by(reader).order_by()
    if reader.is_administrator:
        return worklist_of(programs, reader=reader, at=at, today=today)
    waiting = _waiting_for(reader, at, today)
    return _listed(waiting, programs, reader=reader, at=at, today=today)


def worklist_of(programs: QuerySet, *, reader: Person, at: datetime, today: date) -> Worklist:
    """The same of some programs."""
    waiting = waiting_in(programs, at, today)
    return _listed(waiting, programs, reader=reader, at=at, today=today)


def _listed(waiting, programs, *, reader, at, today):
    """Put together what every room knows; the most urgent first, then the oldest.

    Nothing about the reader themselves: nobody runs their own course (P4).
    """
    told = [
        *what_waits(waiting, at),
        *(part for source in registry.worklist for part in source(programs, at)),
    ]
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
    lines.sort(key=_need)
    return Worklist(
        waiting=[line for line in lines if not line.is_snoozed(today)],
        snoozed=[line for line in lines if line.is_snoozed(today)],
        figures=[part for part in told if isinstance(part, Figure)],
    )


def _need(line):
    row, kinds = line.row, list(registry.worklist_kinds)
    return row.urgency, row.since, row.person.sort_name, kinds.index(row.kind)


@compiled_once
def _waiting_for(reader: Person, at: datetime, today: date):
    return waiting_in(Program.objects.open().naming(reader).order_by(), at, today)


def waiting_in(programs: QuerySet, at: datetime, today: date) -> QuerySet:
    """Ask for all that waits in these programs, whatever its kind, in one query."""
    return together(
        part for source in registry.worklist_queries for part in source(programs, at, today)
    )


def what_waits(rows: Iterable[tuple], at: datetime) -> Iterator[WorklistRow | Figure]:
    """Say each row that :func:`waiting_in` asks for, in the words of its room. Queries: two."""
    rows = list(rows)
    courses = Preceptorship.objects.select_related("program", "learner__person")
    courses = courses.in_bulk({course for _kind, _key, course, _told in rows} - {None})
    named = {told["person"] for *_other, told in rows if "person" in told}
    people = {str(person.pk): person for person in Person.objects.filter(pk__in=named)}
    found = defaultdict(list)
    for kind, key, pk, told in rows:
        course = courses.get(pk)
        # A figure is about nobody.
        person = course.learner.person if course else people.get(told.get("person"))
        found[kind].append(
            Found(kind=kind, key=key, preceptorship=course, person=person, told=told)
        )
    for kind, words in registry.worklist_words.items():
        if kind in found:
            yield from words(found[kind], at)
