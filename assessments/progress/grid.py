"""A cohort as a grid: learners by skills, each cell a state by colour, shape and word."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.html import format_html
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
    of_these = {"preceptorship__in": [preceptorship.pk for preceptorship in preceptorships]}
    paused = {str(row.pk) for row in preceptorships if row.is_paused}
    states: dict[str, dict[str, str]] = defaultdict(dict)
    for preceptorship, skill, is_achieved, attempts, is_late in _states(of_these, today):
        is_late = is_late and preceptorship not in paused
        states[preceptorship][skill] = _state(is_achieved, attempts, is_late)
    asked = set().union(*states.values())
    skills = list(Competency.objects.filter(pk__in=asked).order_by("version", "position"))
    order, cells = [str(skill.pk) for skill in skills], _cells()
    return Grid(skills, [_row(row, order, states[str(row.pk)], cells) for row in preceptorships])


def _states(of_these, today):
    """(preceptorship, skill, whether achieved, attempts, whether past its day), the ids as text.

    Thousands of ids: to make objects of them takes a fifth of the page.
    """
    return (
        CompetencyState.objects.filter(**of_these)
        .order_by()
        .values_list(
            Cast("preceptorship_id", CharField()),
            Cast("competency_id", CharField()),
            Q(achieved_at__isnull=False),
            "attempts",
            Q(due_on__isnull=False, due_on__lt=today),
        )
    )


def _state(is_achieved, attempts, is_late):
    if is_late and not is_achieved:
        return OVERDUE
    return clearance(is_achieved=is_achieved, attempts=attempts)


def _row(preceptorship, skills, own, cells):
    keys = [own.get(skill, NOT_ASKED) for skill in skills]
    # Constants, escaped once, and joined in one call: a template would take ten times as long.
    # The last one is empty, for a learner of whom nothing is asked.
    html = format_html("{}" * len(keys) + "{}", *(cells[key] for key in keys), "")
    return GridRow(preceptorship, keys, html)


def _cells():
    return {
        key: format_html('<td class="{}" aria-label="{}">{}</td>', look, word, shape)
        for key, (look, shape, word) in LOOKS.items()
    }


def legend() -> list[tuple[str, str, str]]:
    return [LOOKS[key] for key in (*Clearance, OVERDUE)]
