"""What the rooms above say to those below, filled in their ``AppConfig.ready()`` (DESIGN 14).

Pairing is one and the same for both kinds of program; what each kind adds to it, its own room
says here. Hooks are callables that run in the transaction of the change, in order, and may
refuse it by raising.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from common.percent import percent_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Expression, QuerySet, Subquery

    from people.models import GuideRole, Learner, Mentor, Person, Preceptor
    from programs.cohorts.models import Cohort, Program
    from programs.preceptorships.models import Preceptorship, Review
    from programs.shifts.models import Shift


class Place(NamedTuple):
    """Who took a guide's place, by whom it was given and when."""

    learner: "Learner"
    given_by: "Person | None"
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingKind:
    """What eligibility and publishing ask about pairings with guides of one role.

    ``places``: rows that each fill a place on a day of the guide whom their field, called like
    the role, names (P16). ``between``: rows (guide, learner, word) of the persons among some
    that guide and some that learn who are paired on a day (M7). ``last_place``: who of those
    that fill a place on a day came last to a guide.
    ``without_guide``: those whose guide is gone or may not guide on a day.
    ``open`` begins or proposes a pairing, under the caller's locks.
    """

    model: Any
    places: Callable[[date], "QuerySet"]
    between: Callable[[Collection["UUID"], Collection["UUID"], date], "QuerySet"]
    last_place: Callable[["Preceptor | Mentor", date], Place | None]
    without_guide: Callable[[date], "QuerySet"]
    open: Callable[..., Any]


pairing_kinds: dict["GuideRole", PairingKind] = {}


@dataclass(frozen=True, slots=True)
class SetUpNote:
    """What a program lacks, in words that say what to do, for those who run it."""

    text: str
    url: str
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistRow:
    """One thing that needs a coordinator: about whom, since when, why, and the one act.

    ``kind`` and ``key`` name it for snoozing, from one day to the next. ``facts`` are
    sentences one can check, each with the page that shows it, or none. ``posts``: the act has
    nothing to fill in and is done by its press; it leads back to the list where it finds
    ``back`` among what is posted.
    """

    kind: str
    key: str
    program: "UUID"
    cohort: "UUID | None"
    unit: "UUID | None"
    person: "Person"
    title: str
    since: date
    act: str
    url: str
    facts: tuple[tuple[str, str], ...] = ()
    urgency: int = 1
    posts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its denominator: "46 of 60", and what it says beside it."""

    label: str
    value: str
    beside: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that waits for a coordinator, as a query of :data:`worklist_queries` found it.

    ``told`` is what the query told of it. Where it is not about a preceptorship, ``told`` names
    the person, if it is about one.
    """

    kind: str
    key: "UUID"
    preceptorship: Any
    person: Any
    told: dict[str, Any]

    def row(self, **fields: Any) -> WorklistRow:
        """Return the row of it; ``fields`` say what the preceptorship doesn't, or otherwise."""
        course = self.preceptorship
        of_course = {"program": course.program_id, "cohort": course.cohort_id} if course else {}
        named = {"kind": self.kind, "key": str(self.key), "unit": self.person.unit_id}
        return WorklistRow(person=self.person, **{**named, **of_course, **fields})

    def day(self, name: str) -> Any:
        told = self.told[name]
        return date.fromisoformat(told) if told else None

    def moment(self, name: str) -> Any:
        told = self.told[name]
        return datetime.fromisoformat(told) if told else None


# What waits in these programs, by kind, for one query of all: (programs, at, today) -> parts, as
# common/together.py makes them.
worklist_queries: list[Callable[["QuerySet", datetime, date], Iterable["QuerySet"]]] = []
# How that is said, by kind: (what was found of it, at) -> rows, or figures above them.
WorklistWords = Callable[[list[Found], datetime], Iterable[WorklistRow | Figure]]
worklist_words: dict[str, WorklistWords] = {}
# What a room asks for by itself: (programs, at) -> either.
worklist: list[Callable[["QuerySet", datetime], Iterable[WorklistRow | Figure]]] = []
# How each kind of row is called in a list of kinds.
worklist_kinds: dict[str, Any] = {}

set_up_notes: list[Callable[["Program", datetime], Iterable[SetUpNote]]] = []

# Frameworks that a person's programs use and nobody else's, so that they may be replaced: person ->
# their ids.
frameworks_of: list[Callable[["Person"], "QuerySet"]] = []

# Frameworks of programs that a person sees, whoever brought them in: person -> their ids.
frameworks_in_use: list[Callable[["Person"], "QuerySet"]] = []

# What counts as silent has changed: (program, at).
mentoring_rules_changed: list[Callable[["Program", datetime], Any]] = []

# Running preceptorships are judged by another scale from now on: (program, at).
scale_changed: list[Callable[["Program", datetime], Any]] = []

# Skills that matter today, the most pressing first: (preceptorship, today) -> competency ids.
pressing_skills: list[Callable[["Preceptorship", date], Iterable["UUID"]]] = []

# A part of a page that a room above renders: a template and its context.
Section = tuple[str, dict[str, Any]]
# What the page of a shift says beside its note, and its card on Today: (shift, reader, today).
shift_sections: list[Callable[["Shift", "Person", date], Iterable[Section]]] = []

# What the page of a learner's hours shows beside those of shifts: (preceptorship, reader, at).
hours_sections: list[Callable[["Preceptorship", "Person", datetime], Iterable[Section]]] = []

# What the plan of a preceptorship says it is for: (preceptorship, reader, today).
plan_sections: list[Callable[["Preceptorship", "Person", date], Iterable[Section]]] = []

# What else whoever takes over has to know: (preceptorship, reader, today).
hand_over_sections: list[Callable[["Preceptorship", "Person", date], Iterable[Section]]] = []

# Why a preceptorship cannot be called achieved yet, each in a sentence fit to show (P15).
completion_blockers: list[Callable[["Preceptorship"], Iterable[str]]] = []


@dataclass(frozen=True, slots=True)
class CompletionFact:
    """How a preceptorship stands in one thing, in a sentence fit to show (P28).

    ``is_met``: None where nothing is asked for. ``blocks``: whether it has to be met before it
    can be called achieved; ``completion_blockers`` then say what is missing.
    """

    text: str
    is_met: bool | None = None
    blocks: bool = False

    def __str__(self) -> str:
        return self.text


# How a preceptorship stands at a moment as counted by the rules (P28).
completion_facts: list[Callable[["Preceptorship", datetime], Iterable[CompletionFact]]] = []
# Why a preceptorship cannot be called not achieved yet, each in a sentence fit to show (P14).
not_achieved_blockers: list[Callable[["Preceptorship"], Iterable[str]]] = []

# Why a preceptorship cannot be taken back as paired by mistake, each in a sentence fit to show.
take_back_blockers: list[Callable[["Preceptorship"], Iterable[str]]] = []

# What happens to a preceptorship: (preceptorship, at). When one is resumed, the pause that is
# over is its last.
Hook = Callable[["Preceptorship", datetime], None]
preceptorship_opened: list[Hook] = []
preceptorship_paused: list[Hook] = []
preceptorship_resumed: list[Hook] = []
preceptorship_closed: list[Hook] = []

# A review has taken place: (review, by whom, at).
review_held: list[Callable[["Review", "Person", datetime], Any]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFact:
    """One thing that a review's page says beforehand: a label, what is so, where to check it."""

    label: str
    value: str
    url: str = ""
    order: int = 50
    # Whether it still tells of then, once everybody has signed; else it is left out.
    stays: bool = True


# What this reader may see of the days from one to another: (review, reader, since, until).
review_facts: list[Callable[["Review", "Person", date, date], Iterable[ReviewFact]]] = []


# A planned one begins on another day: (preceptorship, by how many days, at).
preceptorship_moved: list[Callable[["Preceptorship", int, datetime], Any]] = []
# The primary preceptor changes from a day on, or such a change is taken back: (preceptorship,
# former=, following=, from_on=, at=).
primary_changed: list[Callable[..., Any]] = []


# A cohort starts on another day: (cohort, by whom, at, today), to take along what has not begun.
cohort_moved: list[Callable[["Cohort", "Person", datetime, date], Any]] = []


# The start of a cohort that had not begun moves: (cohort, by how many days, by whom, at).
intake_moved: list[Callable[["Cohort", int, "Person", datetime], Any]] = []


class Achievement(NamedTuple):
    """What somebody takes along into a mentorship: its title and when, nothing else (P21)."""

    title: str
    achieved_on: date


# What a learner chose to take along to their mentor, for the two to read: each makes a column of
# [title, date] in a query over pairings, by their cohort and learner.
taken_along: list[Callable[[], "Expression | Subquery"]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceScope:
    """What an evidence pack is about: a program, or one cohort of it, from a day to a day.

    ``at``: as of when it is counted; the rooms count nothing that comes after it.
    """

    program: "Program"
    cohort: "Cohort | None"
    first: date
    last: date
    at: datetime

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    def of(self, path: str = "") -> dict[str, Any]:
        """The conditions by which a row is within it, reached by ``path``: program and cohort."""
        conditions = {f"{path}program": self.program}
        return conditions | ({f"{path}cohort": self.cohort} if self.cohort else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFigure:
    """A number for whoever audits a program, and how it is counted; about nobody in particular.

    ``denominator``: out of how many. ``value`` is None where the group is too small to be shown
    (D4) or nothing is there to be counted. ``note`` says how it is counted, ``rule`` which rule of
    docs/rules.md it is about. ``order`` is that of its section.
    """

    section: str
    label: str
    value: int | float | None
    note: str
    denominator: int | None = None
    unit: str = ""
    rule: str = ""
    order: int = 50
    is_hidden: bool = False

    @property
    def percent(self) -> int | None:
        if self.value is None or not self.denominator:
            return None
        return percent_of(self.value, self.denominator)


# What a room knows of a program for whoever audits it: scope -> figures, in their order.
evidence_figures: list[Callable[[EvidenceScope], Iterable[EvidenceFigure]]] = []


def run(hooks: list[Hook], preceptorship: "Preceptorship", *, at: datetime) -> None:
    for hook in hooks:
        hook(preceptorship, at)
