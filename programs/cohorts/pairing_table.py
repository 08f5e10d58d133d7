"""The rows of the pairing table: what stands in the draft, or what was just typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from people.models import Person
from programs.cohorts.eligibility import Guide, blockers_alone
from programs.cohorts.models import Cohort, Enrolment, PairingChoice
from programs.cohorts.pairing_options import OptionCells, load_of
from programs.cohorts.services.pairing_draft import Pick

# Beyond these the words alone say how full a guide is.
MOST_DOTS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One waiting learner. ``options`` is HTML; ``seen`` is the guide in the draft now.

    ``left_out`` counts the guides whom the row does not offer.
    """

    enrolment: Enrolment
    choice: PairingChoice | None
    options: str
    left_out: int
    seen: UUID | str
    reason: str
    problem: str = ""
    # Somebody free, named beside a problem.
    next_best: Guide | None = None


def table_rows(
    enrolments: Iterable[Enrolment],
    cells: OptionCells,
    guides: Sequence[Guide],
    *,
    typed: Mapping[UUID, Pick],
    problems: Mapping[UUID, str],
    all_for: str,
) -> list[Row]:
    """Return a row for each enrolment; rows with a problem keep what was typed.

    ``all_for``: the id of the enrolment for which every guide is offered.
    """
    rows = []
    for enrolment in enrolments:
        problem = problems.get(enrolment.pk, "")
        pick = typed.get(enrolment.pk) if problem else None
        row = _row(enrolment, cells, pick, is_all=str(enrolment.pk) == all_for)
        if problem:
            best = _next_best(enrolment, cells, guides)
            row = replace(row, problem=problem, next_best=best)
        rows.append(row)
    return rows


def _row(enrolment, cells, pick, *, is_all):
    """Return the row as it stands in the draft, or with what was picked but not saved."""
    choice = getattr(enrolment, "choice", None)
    drafted = choice and choice.guide_id
    reason = choice.override_reason if choice else ""
    chosen = pick.guide_id if pick else drafted
    learner = enrolment.learner
    offered = cells.guides if is_all else cells.offered(learner, chosen, drafted)
    return Row(
        enrolment=enrolment,
        choice=choice,
        options=cells.of(learner, offered, chosen=chosen, drafted_here=drafted),
        left_out=len(cells.guides) - len(offered),
        seen=drafted or "",
        reason=pick.reason if pick else reason,
    )


@dataclass(frozen=True, slots=True)
class Load:
    """How full a guide is, the draft included."""

    person: Person
    load_words: str
    # What else stands against them, whoever the learner is.
    note: str
    # One for each place: "full", "drafted" or "" where it is free.
    dots: tuple[str, ...]
    is_full: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Totals:
    waiting: int
    drafted: int
    still_open: int
    over_capacity: int


def loads(guides: Sequence[Guide], *, most: int) -> list[Load]:
    """Return the load of up to ``most`` guides: the most places left first, the blocked last."""

    def room(guide):
        return bool(blockers_alone(guide)), guide.load + guide.drafted - guide.capacity

    return [
        Load(
            person=guide.person,
            load_words=load_of(guide, drafted=guide.drafted),
            note=", ".join(blocker.text for blocker in blockers_alone(guide)),
            dots=_dots(guide),
            is_full=guide.load + guide.drafted == guide.capacity,
            is_over=guide.load + guide.drafted > guide.capacity,
        )
        for guide in sorted(guides, key=room)[:most]
    ]


def _dots(guide):
    if guide.capacity > MOST_DOTS:
        return ()
    places = ["full"] * guide.load + ["drafted"] * guide.drafted
    return tuple((places + [""] * guide.capacity)[: max(guide.capacity, len(places))])


def changed_picks(cohort: Cohort, picks: Sequence[Pick]) -> list[Pick]:
    """Return the picks that ask for something else than the page showed.

    The reason counts too: a choice may stay and get another reason.
    """
    ids = [pick.enrolment_id for pick in picks]
    rows = PairingChoice.objects.filter(enrolment__cohort=cohort, enrolment__in=ids)
    reasons = dict(rows.values_list("enrolment", "override_reason"))
    return [
        pick
        for pick in picks
        if pick.guide_id != pick.seen
        or (pick.guide_id and pick.reason != reasons.get(pick.enrolment_id, ""))
    ]


def totals(cohort: Cohort, guides: Sequence[Guide]) -> Totals:
    """Return the numbers of the whole cohort, whatever page is shown; one query."""
    numbers = Enrolment.objects.filter(cohort=cohort).numbers()
    return Totals(
        waiting=numbers["waiting"],
        drafted=numbers["drafted"],
        still_open=numbers["waiting"] - numbers["drafted"],
        over_capacity=sum(guide.load + guide.drafted > guide.capacity for guide in guides),
    )


def _next_best(enrolment, cells, guides):
    """The guide with most places left against whom nothing stands."""
    free = (
        guide
        for guide in guides
        if not cells.eligibility.blockers(guide, enrolment.learner, more=guide.drafted)
    )
    return max(free, key=lambda guide: guide.capacity - guide.load - guide.drafted, default=None)
