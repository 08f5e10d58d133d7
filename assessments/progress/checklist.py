"""The checklist as somebody looks at it: competencies by group, with what each still asks for.

Built in Python from two queries whatever its size; no template asks the database (DESIGN 11).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.progress import counting
from assessments.sign_offs.models import CompetencyState, SignOffRequest
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship


class Show(models.TextChoices):
    ALL = "all", gettext_lazy("All")
    OPEN = "open", gettext_lazy("Open")
    OVERDUE = "overdue", gettext_lazy("Overdue")
    CRITICAL = "critical", gettext_lazy("Critical")


@dataclass(frozen=True, slots=True)
class Line:
    """One competency in one preceptorship, ready to be shown."""

    state: CompetencyState
    is_overdue: bool
    # The newest request for it that waits, if any does.
    request: SignOffRequest | None = None

    @property
    def competency(self) -> Competency:
        return self.state.competency

    @property
    def is_cleared(self) -> bool:
        return self.state.achieved_at is not None

    @property
    def clearance(self) -> str:
        return self.state.clearance

    @property
    def asked(self) -> str:
        """What is there of what is asked for: "2 of 3 signed, by 1 of 2 people"."""
        return ", ".join(_asked(self.state))

    def is_shown(self, show: str) -> bool:
        match show:
            case Show.OPEN:
                return not self.is_cleared
            case Show.OVERDUE:
                return self.is_overdue
            case Show.CRITICAL:
                return self.state.is_critical
        return True

    def matches(self, words: list[str]) -> bool:
        text = f"{self.competency.title} {self.competency.statement}".casefold()
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class Group:
    """Competencies that stand together in the framework, and where the group stands."""

    title: str
    path: str
    lines: list[Line]
    # Of the whole group, whatever is filtered away.
    achieved: int
    total: int


@dataclass(frozen=True)
class Checklist:
    """Everything on the checklist, and the part of it that was asked to be shown."""

    lines: list[Line]
    groups_of: dict[UUID, "GroupName"]
    today: date
    is_paused: bool = False
    show: str = Show.ALL
    search: str = ""
    words: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.lines)

    @cached_property
    def achieved(self) -> int:
        return sum(line.is_cleared for line in self.lines)

    @cached_property
    def overdue(self) -> int:
        return sum(line.is_overdue for line in self.lines)

    @cached_property
    def expected(self) -> int | None:
        return counting.expected_by([line.state.due_on for line in self.lines], self.today)

    @property
    def is_behind(self) -> bool:
        """Not while it is paused: its clock stands still (P15)."""
        return not self.is_paused and self.expected is not None and self.achieved < self.expected

    @property
    def tone(self) -> str:
        return "amber" if self.is_behind else "teal"

    @property
    def is_filtered(self) -> bool:
        return self.show != Show.ALL or bool(self.words)

    @property
    def nothing(self) -> str:
        """What is said where nothing is shown: that nothing was found, or what there is none of."""
        if self.words:
            return _("Nothing found")
        match self.show:
            case Show.OPEN:
                return _("Everything is signed off")
            case Show.OVERDUE:
                return _("Nothing overdue")
        return _("No critical skills")

    @property
    def summary(self) -> str:
        return progress_words(self.achieved, self.total, self.expected)

    @cached_property
    def counts(self) -> list[tuple[str, str, int]]:
        """Each filter with its label and how many competencies it shows."""
        return [
            (show.value, show.label, sum(line.is_shown(show) for line in self.lines))
            for show in Show
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """Groups in the framework's order, those left out in which nothing is shown."""
        groups = []
        for parent, members in groupby(self.lines, key=lambda line: line.competency.parent_id):
            whole = list(members)
            shown = [
                line for line in whole if line.is_shown(self.show) and line.matches(self.words)
            ]
            if shown:
                name = self.groups_of.get(parent, GroupName("", ""))
                achieved = sum(line.is_cleared for line in whole)
                groups.append(Group(name.title, name.path, shown, achieved, len(whole)))
        return groups

    @property
    def shown(self) -> int:
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True, slots=True)
class GroupName:
    title: str
    # The titles of the groups above, outermost first.
    path: str


def read_checklist(
    preceptorship: Preceptorship, *, today: date, show: str = Show.ALL, search: str = ""
) -> Checklist:
    """Read a preceptorship's checklist as it stands on the day ``today``.

    While it is paused the day is that on which the pause began: every clock stands (P15).
    """
    states = preceptorship.competency_states.select_related("competency").in_order()
    states = states.with_awaiting()
    waiting = waiting_requests(preceptorship)
    lines = [line_of(state, preceptorship, today, waiting) for state in states]
    return Checklist(
        lines=lines,
        groups_of=_group_names(preceptorship.framework_version_id),
        today=_clock_day(preceptorship, today),
        is_paused=preceptorship.is_paused,
        show=show if show in Show.values else Show.ALL,
        search=search.strip(),
        words=search.casefold().split(),
    )


def line_of(
    state: CompetencyState,
    preceptorship: Preceptorship,
    today: date,
    waiting: Mapping[UUID, SignOffRequest],
) -> Line:
    """Show one competency as it stands today; while it is paused nothing is overdue (P15)."""
    is_late = state.achieved_at is None and state.due_on is not None and state.due_on < today
    return Line(
        state,
        is_overdue=is_late and not preceptorship.is_paused,
        request=waiting.get(state.competency_id),
    )


def waiting_requests(preceptorship: Preceptorship) -> dict[UUID, SignOffRequest]:
    """Return the requests that wait for a signature, by competency; of several the newest."""
    waiting = SignOffRequest.objects.open().filter(preceptorship=preceptorship)
    in_order = waiting.select_related("assessor").order_by("requested_at", "pk")
    return {request.competency_id: request for request in in_order}


def _clock_day(preceptorship, today):
    """The day on which the preceptorship's clock stands: today unless it is paused."""
    if not preceptorship.is_paused:
        return today
    pause = preceptorship.pauses.filter(valid_to=None).first()
    return min(pause.valid_from, today) if pause else today


def progress_words(achieved: int, total: int, expected: int | None) -> str:
    """Say a meter in words: "11 of 30 signed off, 9 expected by now"."""
    words = _("%(achieved)s of %(total)s signed off") % {"achieved": achieved, "total": total}
    if expected is None:
        return words
    return _("%(words)s, %(expected)s expected by now") % {"words": words, "expected": expected}


def _group_names(version) -> dict[UUID, GroupName]:
    groups = {
        group.pk: group
        for group in Competency.objects.filter(version=version, is_group=True)
        .only("parent_id", "code", "statement", "short_statement")
        .order_by()
    }
    return {
        pk: GroupName(group.title, " › ".join(_ancestors(group, groups)))
        for pk, group in groups.items()
    }


def _ancestors(group, groups) -> list[str]:
    titles = []
    while group.parent_id in groups:
        group = groups[group.parent_id]
        titles.insert(0, group.title)
    return titles


def _asked(state) -> Iterable[str]:
    required, people = state.observations_required, state.assessors_required
    if required > 1:
        words = {"passes": min(state.passes, required), "required": required}
        yield _("%(passes)s of %(required)s signed") % words
    if people > 1:
        words = {"assessors": min(state.assessors, people), "people": people}
        enough = state.assessors >= people
        said = (
            _("by %(people)s people as required")
            if enough
            else _("by %(assessors)s of %(people)s people")
        )
        yield said % words
    if state.is_critical and state.passes and not state.workplace_passes:
        yield _("one at work still needed")
    if state.awaits:
        yield _("waiting to be confirmed by e-mail")
