"""What a review's page knows before anybody writes a word (P27)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from assessments.practice.models import PracticeNote
from assessments.sign_offs.models import CompetencyState, SignOff
from people.models import Person
from programs.frameworks.models import Competency, RatingLevel
from programs.preceptorships.models import Review
from programs.registry import ReviewFact, review_facts

MOST_SIGNED, MOST_NOTES, MOST_VIEWS = 8, 5, 8


@dataclass(frozen=True, slots=True)
class View:
    """How the learner sees one skill themselves, beside the level that was signed last."""

    competency: Competency
    own: RatingLevel
    signed: RatingLevel | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The days from the last review to this one, as this reader may see them."""

    since: date
    until: date
    signed: list[SignOff]
    signed_count: int
    critical_count: int
    open_count: int
    overdue_count: int
    # Shared notes and own views stay between the learner and those who sign them off (P12).
    notes: list[PracticeNote] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    more: list[ReviewFact] = field(default_factory=list)


def gather_facts(review: Review, *, reader: Person, today: date) -> Facts:
    """Put together what is there already, of a review as ``reviews_visible_to`` gives it.

    Queries: four at most, and those of the hooks.
    """
    since = review.before_on or review.preceptorship.starts_on  # type: ignore[attr-defined]
    until = min(review.held_on or today, today)
    signed = _signed(review, since, until)
    states = list(review.preceptorship.competency_states.order_by())
    still_open = [state for state in states if state.achieved_at is None]
    critical = {state.competency_id for state in states if state.is_critical}
    notes = _notes(review, reader, today)
    return Facts(
        since=since,
        until=until,
        signed=signed[:MOST_SIGNED],
        signed_count=len(signed),
        critical_count=sum(each.competency_id in critical for each in signed),
        open_count=len(still_open),
        overdue_count=sum(bool(state.due_on) and state.due_on < until for state in still_open),
        notes=[note for note in notes if since <= note.practised_on <= until][:MOST_NOTES],
        views=_views(review, notes),
        more=sorted(_more(review, reader, since, until), key=lambda fact: fact.order),
    )


def _signed(review, since, until):
    standing = SignOff.objects.standing().filter(
        preceptorship=review.preceptorship_id, is_pass=True, observed_on__range=(since, until)
    )
    return list(standing.select_related("competency", "level").order_by("-observed_on", "-pk"))


def _notes(review, reader, today):
    """Shared notes that this reader may read, newest first: none for a coordinator (P12)."""
    visible = PracticeNote.objects.visible_to(reader, on=today).filter(shared_at__isnull=False)
    visible = visible.filter(preceptorship=review.preceptorship_id).with_author()
    return list(visible.select_related("author", "competency", "self_level__scale")[:100])


def _views(review, notes):
    """The newest own view of each skill, beside the level signed last."""
    own = {}
    for note in notes:
        if note.self_level:
            own.setdefault(note.competency_id, note)
    states = CompetencyState.objects.filter(
        preceptorship=review.preceptorship_id, competency__in=own
    )
    latest = {
        state.competency_id: state.latest_level for state in states.select_related("latest_level")
    }
    newest = list(own.values())[:MOST_VIEWS]
    return [
        View(note.competency, note.self_level, latest.get(note.competency_id)) for note in newest
    ]


def _more(review, reader, since, until) -> Iterable[ReviewFact]:
    for hook in review_facts:
        yield from hook(review, reader, since, until)
