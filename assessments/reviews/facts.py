"""What a review's page knows before anybody writes a word (P27)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from assessments.practice.models import PracticeNote
from assessments.progress.checklist import line_of
from assessments.sign_offs.models import SignOff
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
    # The latest signatures that count, and how many there are: a skill may have several.
    signatures: list[SignOff]
    signature_count: int
    # Skills, counted as the checklist does: those that were signed off in these days.
    signed_count: int
    critical_count: int
    critical_total: int
    open_count: int
    overdue_count: int
    # Shared notes and own views stay between the learner and those who sign them off (P12).
    notes: list[PracticeNote] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    more: list[ReviewFact] = field(default_factory=list)


def gather_facts(review: Review, *, reader: Person, today: date, is_complete: bool) -> Facts:
    """Put together what is there already, of a review as ``reviews_visible_to`` gives it.

    Of one that took place, what was so on its day; ``is_complete``: everybody has signed, and
    what holds today says nothing of it any more.

    Queries: four at most, and those of the hooks.
    """
    preceptorship = review.preceptorship
    since = review.before_on or preceptorship.starts_on  # type: ignore[attr-defined]
    until = min(review.held_on or today, today)
    standing = _standing(review, until)
    signatures = [each for each in standing if each.is_pass and since <= each.observed_on]
    states = list(preceptorship.competency_states.order_by())
    lines = [line_of(state, preceptorship, today, {}) for state in states]
    achieved = [state for state in states if _is_achieved_in(state, since, until)]
    notes = _notes(review, reader, until, today)
    more = [fact for fact in _more(review, reader, since, until) if not is_complete or fact.stays]
    return Facts(
        since=since,
        until=until,
        signatures=signatures[:MOST_SIGNED],
        signature_count=len(signatures),
        signed_count=len(achieved),
        critical_count=sum(state.is_critical for state in achieved),
        critical_total=sum(state.is_critical for state in states),
        open_count=sum(state.achieved_at is None for state in states),
        overdue_count=sum(line.is_overdue for line in lines),
        notes=[note for note in notes if since <= note.practised_on][:MOST_NOTES],
        views=_views(notes, standing),
        more=sorted(more, key=lambda fact: fact.order),
    )


def _is_achieved_in(state, since, until):
    at = state.achieved_at
    return at is not None and since <= timezone.localdate(at) <= until


def _standing(review, until):
    """What was signed until then and counts, the last first."""
    standing = SignOff.objects.standing().filter(
        preceptorship=review.preceptorship_id, observed_on__lte=until
    )
    return list(standing.select_related("competency", "level").order_by("-observed_on", "-pk"))


def _notes(review, reader, until, today):
    """Shared notes that this reader may read, newest first: none for a coordinator (P12)."""
    visible = PracticeNote.objects.visible_to(reader, on=today).filter(shared_at__isnull=False)
    visible = visible.filter(preceptorship=review.preceptorship_id, practised_on__lte=until)
    return list(visible.with_author().select_related("competency")[:100])


def _views(notes, standing):
    """The newest own view of each skill, beside the level signed last."""
    own, levels = {}, {}
    for note in notes:
        if note.self_level:
            own.setdefault(note.competency_id, note)
    for sign_off in standing:
        levels.setdefault(sign_off.competency_id, sign_off.level)
    newest = list(own.values())[:MOST_VIEWS]
    return [
        View(note.competency, note.self_level, levels.get(note.competency_id)) for note in newest
    ]


def _more(review, reader, since, until) -> Iterable[ReviewFact]:
    for hook in review_facts:
        yield from hook(review, reader, since, until)
