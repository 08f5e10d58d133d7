"""What somebody may do alone, with help, or not yet: for whoever works with them (P18, P25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from assessments.progress.counting import Clearance
from assessments.sign_offs.models import CompetencyState, SignOffRequest
from people.models import Person
from programs.preceptorships.models import Preceptorship
from programs.shifts.models import Shift, ShiftNote

# Of skills that nobody has begun only the nearest are named on a card.
MOST_NOT_YET = 6


@dataclass(frozen=True, slots=True)
class ClearanceCard:
    """Titles of skills in each of three states, critical ones first; never a comment."""

    alone: list[CompetencyState]
    with_help: list[CompetencyState]
    not_yet: list[CompetencyState]

    @property
    def not_yet_near(self) -> list[CompetencyState]:
        return self.not_yet[:MOST_NOT_YET]

    @property
    def more_not_yet(self) -> int:
        return max(0, len(self.not_yet) - MOST_NOT_YET)


def clearance_of(preceptorship: Preceptorship) -> ClearanceCard:
    """Sort the skills of a record by what may be done, in one query."""
    states = preceptorship.competency_states.select_related("competency")
    card = ClearanceCard([], [], [])
    lists = {
        Clearance.CLEARED: card.alone,
        Clearance.SUPERVISED: card.with_help,
        Clearance.NOT_YET: card.not_yet,
    }
    for state in sorted(states, key=_order):
        lists[state.clearance].append(state)
    return card


def requests_of(preceptorship: Preceptorship) -> list[str]:
    """What waits to be signed, by title."""
    waiting = SignOffRequest.objects.open().filter(preceptorship=preceptorship)
    waiting = waiting.select_related("competency").order_by("requested_at")
    return [request.competency.title for request in waiting]


def last_next_time(preceptorship: Preceptorship) -> ShiftNote | None:
    """The last note that says what comes next."""
    notes = ShiftNote.objects.with_people().filter(shift__preceptorship=preceptorship)
    return notes.exclude(next_time="").order_by("-shift__starts_at", "-written_at").first()


def shift_card(
    shift: Shift, reader: Person, today: date
) -> Iterable[tuple[str, dict[str, object]]]:
    """What a shift's page and Today say of what may be done (programs/registry.py)."""
    preceptorship = shift.preceptorship
    yield (
        "assessments/cards/_card.html",
        {
            "card": clearance_of(preceptorship),
            "next_time": last_next_time(preceptorship),
            "waiting": requests_of(preceptorship),
            "is_own": preceptorship.learner.person_id == reader.pk,
            "hand_over": preceptorship.pk,
        },
    )


def pressing(preceptorship: Preceptorship, today: date) -> Iterable[UUID]:
    """What is asked for, then what falls due first: the short list of a note's form."""
    asked = SignOffRequest.objects.open().filter(preceptorship=preceptorship)
    yield from asked.order_by("requested_at").values_list("competency", flat=True)
    states = preceptorship.competency_states.filter(achieved_at=None, due_on__isnull=False)
    yield from states.order_by("due_on").values_list("competency", flat=True)[:MOST_NOT_YET]


def _order(state):
    return not state.is_critical, state.due_on or date.max, state.competency.position
