"""What somebody may do alone, with help, or not yet: for whoever works with them (P18, P25)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.cards.permissions import can_read_hand_over
from assessments.progress.counting import Clearance
from assessments.sign_offs.models import CompetencyState, SignOffRequest
from people.models import Person
from programs.preceptorships.models import Preceptorship
from programs.shifts.models import Shift, ShiftNote

# As many of each are named where a card is part of something else.
MOST = 5


@dataclass(frozen=True, slots=True)
class Skills:
    """Skills of one kind, of which a short card names the first."""

    word: str
    tone: str
    icon: str
    states: list[CompetencyState] = field(default_factory=list)

    @property
    def first(self) -> list[CompetencyState]:
        return self.states[:MOST]

    @property
    def more(self) -> int:
        return len(self.states) - len(self.first)


def clearance_of(preceptorship: Preceptorship) -> list[Skills]:
    """Sort the skills of a record by what may be done, critical ones first; never a comment."""
    kinds = {
        Clearance.CLEARED: Skills(_("Alone"), "teal", "check2"),
        Clearance.SUPERVISED: Skills(_("With help"), "amber", "eye"),
        Clearance.NOT_YET: Skills(_("Not yet"), "neutral", "circle"),
    }
    states = preceptorship.competency_states.select_related("competency")
    for state in sorted(states, key=_order):
        kinds[state.clearance].states.append(state)
    return list(kinds.values())


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
    """What a shift's page and Today say of what may be done (programs/registry.py).

    Whoever took one day and is not there any more reads no more of it than anybody else.
    """
    preceptorship = shift.preceptorship
    if shift.day < today and not can_read_hand_over(reader, preceptorship, on=today):
        return
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
    yield from states.order_by("due_on").values_list("competency", flat=True)[:MOST]


def _order(state):
    return not state.is_critical, state.due_on or date.max, state.competency.position
