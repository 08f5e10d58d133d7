"""A cohort as a grid: learners by skills, each cell a state by colour, shape and word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments.progress.counting import Clearance, clearance
from assessments.sign_offs.models import CompetencyState
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship

OVERDUE, NOT_ASKED = "overdue", "not_asked"
# A state's class, its shape and its word.
LOOKS = {
    Clearance.CLEARED: ("cell-cleared", "✓", _("signed off")),
    Clearance.SUPERVISED: ("cell-begun", "◐", _("in progress")),
    Clearance.NOT_YET: ("cell-not-yet", "○", _("not yet")),
    OVERDUE: ("cell-overdue", "!", _("overdue")),
    NOT_ASKED: ("", "", _("not asked for")),
}


@dataclass(frozen=True, slots=True)
class GridRow:
    """One learner: the state of each skill in the order of the columns, and the cells' HTML."""

    preceptorship: Preceptorship
    states: list[str]
    cells: SafeString

    @property
    def cleared(self) -> int:
        return self.states.count(Clearance.CLEARED)

    @property
    def overdue(self) -> int:
        return self.states.count(OVERDUE)


@dataclass(frozen=True, slots=True)
class Grid:
    skills: list[Competency]
    rows: list[GridRow]

    def words(self) -> Iterable[list[object]]:
        """Each row as a table says it: the name, then the word of each state."""
        for row in self.rows:
            yield [row.preceptorship.learner.person.name, *(LOOKS[key][2] for key in row.states)]


def read_grid(preceptorships: Sequence[Preceptorship], *, today: date) -> Grid:
    """Put the states of these learners together, in two queries whatever their number."""
    ids = [preceptorship.pk for preceptorship in preceptorships]
    rows = (
        CompetencyState.objects.filter(preceptorship__in=ids)
        .order_by()
        .values_list("preceptorship", "competency", "achieved_at", "attempts", "due_on")
    )
    paused = {row.pk for row in preceptorships if row.is_paused}
    states: dict[UUID, dict[UUID, str]] = {pk: {} for pk in ids}
    asked: set[UUID] = set()
    for preceptorship, skill, achieved_at, attempts, due_on in rows:
        is_late = due_on is not None and due_on < today and preceptorship not in paused
        states[preceptorship][skill] = _state(achieved_at, attempts, is_late)
        asked.add(skill)
    skills = list(Competency.objects.filter(pk__in=asked).order_by("version", "position"))
    cells = _cells()
    return Grid(
        skills, [_row(row, [skill.pk for skill in skills], states, cells) for row in preceptorships]
    )


def _state(achieved_at, attempts, is_late):
    if achieved_at is None and is_late:
        return OVERDUE
    return clearance(is_achieved=achieved_at is not None, attempts=attempts)


def _row(preceptorship, skills, states, cells):
    own = states[preceptorship.pk]
    keys = [own.get(skill, NOT_ASKED) for skill in skills]
    # Each of them is a constant, escaped once: a template would take five times as long.
    return GridRow(preceptorship, keys, format_html_join("", "{}", ((cells[key],) for key in keys)))


def _cells():
    return {
        key: format_html('<td class="{}" aria-label="{}">{}</td>', look, word, shape)
        for key, (look, shape, word) in LOOKS.items()
    }


def legend() -> list[tuple[str, str, str]]:
    return [LOOKS[key] for key in (*Clearance, OVERDUE)]
