"""The rows of the pairing table: what stands in the draft, or what was just typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from people.models import Person
from programs.cohorts.best_guides import BestGuides
from programs.cohorts.eligibility import Guide, blockers_alone, blockers_for
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
    seen: UUID | str
    reason: str
    left_out: int = 0
    problem: str = ""
    # Somebody free, named beside a problem.
    next_best: Guide | None = None


def table_rows(
    enrolments: Sequence[Enrolment],
    guides: Sequence[Guide],
    *,
    cohort: Cohort,
    on: date,
    typed: Mapping[UUID, Pick],
    problems: Mapping[UUID, str],
    all_for: str,
) -> list[Row]:
    """Return a row for each enrolment; rows with a problem keep what was typed.

    ``all_for``: the id of the enrolment for which every guide is offered. Queries: two.
    """
    picks = {key: pick for key, pick in typed.items() if problems.get(key)}
    best = BestGuides(cohort.program, guides)
    offers = {}
    for enrolment in enrolments:
        named = _chosen(enrolment, picks.get(enrolment.pk)), _drafted(enrolment)
        is_all = str(enrolment.pk) == all_for
        offers[enrolment.pk] = guides if is_all else best.for_learner(enrolment.learner, *named)
    eligibility = blockers_for(
        program=cohort.program,
        guides=list({guide.pk: guide for offer in offers.values() for guide in offer}.values()),
        learners=[enrolment.learner for enrolment in enrolments],
        on=on,
    )
    cells = OptionCells(eligibility)
    rows = []
    for enrolment in enrolments:
        offered, problem = offers[enrolment.pk], problems.get(enrolment.pk, "")
        row = _row(enrolment, cells, offered, picks.get(enrolment.pk))
        row = replace(row, left_out=len(guides) - len(offered))
        if problem:
            row = replace(row, problem=problem, next_best=_next_best(enrolment, cells, offered))
        rows.append(row)
    return rows


def _drafted(enrolment):
    choice = getattr(enrolment, "choice", None)
    return choice and choice.guide_id


def _chosen(enrolment, pick):
    return pick.guide_id if pick else _drafted(enrolment)


def _row(enrolment, cells, offered, pick):
    """Return the row as it stands in the draft, or with what was picked but not saved."""
    choice = getattr(enrolment, "choice", None)
    drafted, chosen = _drafted(enrolment), _chosen(enrolment, pick)
    reason = choice.override_reason if choice else ""
    return Row(
        enrolment=enrolment,
        choice=choice,
        options=cells.of(enrolment.learner, offered, chosen=chosen, drafted_here=drafted),
        seen=drafted or "",
        reason=pick.reason if pick else reason,
    )


@dataclass(frozen=True, slots=True)
class Load:
    """How full a guide is, the draft included."""

    pk: UUID
    person: Person
    load_words: str
    # What else stands against them, whoever the learner is.
    notes: tuple[str, ...]
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

    notes = {guide.pk: tuple(block.text for block in blockers_alone(guide)) for guide in guides}

    def room(guide):
        return bool(notes[guide.pk]), guide.load + guide.drafted - guide.capacity

    return [
        Load(
            pk=guide.pk,
            person=guide.person,
            load_words=load_of(guide, drafted=guide.drafted),
            notes=notes[guide.pk],
            dots=_dots(guide),
            is_full=guide.load + guide.drafted == guide.capacity,
            is_over=guide.load + guide.drafted > guide.capacity,
        )
        for guide in sorted(guides, key=room)[:most]
    ]


def places(guides: Sequence[Guide]) -> dict[str, list[int]]:
    """By guide the pairings, places and drafted, which the page counts anew as one chooses."""
    return {str(guide.pk): [guide.load, guide.capacity, guide.drafted] for guide in guides}


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
