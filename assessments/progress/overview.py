"""How far several learners are, one row each, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, FilteredRelation, Min, OuterRef, Q, Value
from django.db.models.functions import Least

from assessments.progress.checklist import progress_words
from assessments.sign_offs.models import CompetencyState, Progress
from people.models import Person
from programs.cohorts.schedule import week_of
from programs.preceptorships.models import Preceptorship, Review


@dataclass(frozen=True, slots=True)
class Row:
    """One learner's progress, ready to be shown."""

    progress: Progress
    # By the day on which the clock stands; None where nothing has a due date.
    expected: int | None
    overdue: int
    week: int
    weeks: int

    @property
    def preceptorship(self) -> Preceptorship:
        return self.progress.preceptorship

    @property
    def learner(self) -> Person:
        return self.preceptorship.learner.person

    @property
    def is_paused(self) -> bool:
        return self.preceptorship.is_paused

    @property
    def is_behind(self) -> bool:
        """Not while it is paused: its clock stands still (P15)."""
        expected = self.expected
        return not self.is_paused and expected is not None and self.progress.achieved < expected

    @property
    def tone(self) -> str:
        return "amber" if self.is_behind else "teal"

    @property
    def summary(self) -> str:
        return progress_words(self.progress.achieved, self.progress.total, self.expected)


def own_and_others(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Part those whose primary preceptor the reader is from those for whom they stand in (P18).

    Of counters that were asked for by ``signed_by``.
    """
    own = [row for row in rows if row.progress.is_own]
    return own, [row for row in rows if not row.progress.is_own]


def something_overdue(today: date) -> Q:
    """Whether a preceptorship has a competency or a review past its day and its clock runs.

    For rows of preceptorships: every page that counts who is late counts by this.
    """
    states = CompetencyState.objects.past_their_day(today).filter(preceptorship=OuterRef("pk"))
    reviews = Review.objects.overdue(today).filter(preceptorship=OuterRef("pk"))
    return Q(Exists(states), status__in=Preceptorship.RUNNING) | Q(Exists(reviews))


def overview(progress: Sequence[Progress], *, today: date) -> list[Row]:
    """Add to each counter what was expected by now and what is overdue: one query for all."""
    dues = _dues([counter.pk for counter in progress], today)
    return [_row(counter, dues.get(counter.pk), today) for counter in progress]


def _row(progress, due, today):
    preceptorship = progress.preceptorship
    return Row(
        progress=progress,
        expected=due and due["expected"],
        overdue=due["overdue"] if due and not preceptorship.is_paused else 0,
        week=week_of(starts_on=preceptorship.starts_on, today=_clock(preceptorship, due, today)),
        weeks=(preceptorship.ends_on - preceptorship.starts_on).days // 7,
    )


def _clock(preceptorship, due, today):
    """The day on which its clock stands: that of its pause, or today (P15)."""
    return (preceptorship.is_paused and due and due["paused_on"]) or today


def _dues(preceptorships, today) -> dict:
    """Count what is due, by preceptorship; the clock of a paused one stands still (P15)."""
    # Joined: a subquery would be asked anew for each of thousands of states.
    paused = FilteredRelation(
        "preceptorship__pauses", condition=Q(preceptorship__pauses__valid_to=None)
    )
    rows = (
        CompetencyState.objects.filter(preceptorship__in=preceptorships, due_on__isnull=False)
        .order_by()
        .annotate(paused=paused)
        # The least of those that are known.
        .annotate(day=Least("paused__valid_from", Value(today)))
        .values("preceptorship")
        .annotate(
            paused_on=Min("paused__valid_from"),
            expected=Count("pk", filter=Q(due_on__lte=F("day"))),
            overdue=Count("pk", filter=Q(due_on__lt=F("day"), achieved_at=None)),
        )
    )
    return {row["preceptorship"]: row for row in rows}
