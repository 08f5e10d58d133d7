"""The record of a review as its page and its PDF show it (P27)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from assessments.reviews.models import ReviewLink, ReviewOutcome, ReviewPart, is_coordinators_turn
from assessments.reviews.signers import signers_of
from assessments.reviews.stated import ORDER, words_in
from programs.preceptorships.models import Preceptorship, Review

Role = ReviewPart.Role


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part with its words, from wherever they stand, and how its signature stands."""

    part: ReviewPart
    title: str
    # Who signed it, or who is to; empty where nobody can be named.
    who: str
    # Who wrote it; empty before that.
    author: str
    # Both empty as well as long as nobody signed them and they are not this reader's to write.
    text: str
    ahead: str
    state: str
    tone: str

    @property
    def role(self) -> str:
        return self.part.role

    @property
    def signed_at(self) -> datetime | None:
        return self.part.signed_at


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with its parts in their order; ``is_erased``: names and words are gone (D3)."""

    outcome: ReviewOutcome
    parts: list[ShownPart]
    reason: str
    is_erased: bool
    # The third signer's, while it opens something or waits to be confirmed.
    link: ReviewLink | None
    # Those of whoever says that it was not them.
    disowned: list[ReviewLink]

    def part_of(self, role: str) -> ReviewPart | None:
        shown = self.shown_part_of(role)
        return shown.part if shown else None

    def shown_part_of(self, role: str) -> ShownPart | None:
        return next((each for each in self.parts if each.role == role), None)

    @property
    def unsigned(self) -> list[ShownPart]:
        return [part for part in self.parts if not part.signed_at]


def read_records(review: Review, *, on: date, role: str = "") -> list[Shown]:
    """Return the records of a review, the newest first: an earlier one was corrected.

    ``role`` says whose part the reader writes: of the others' they read what is signed. Before
    anybody wrote a word there is one record that is not stored yet. Whose signatures are missing
    is said as it is on the day ``on``.
    """
    parts = Prefetch("parts", ReviewPart.objects.select_related("written_by"))
    outcomes = review.outcomes.select_related("entry__content").prefetch_related(parts)
    stored = []
    for outcome in _newest_first(outcomes):
        outcome.review = review
        links = outcome.links.all() if outcome.third_signer else []
        stored.append(_shown(outcome, outcome.parts.all(), list(links), on, role))
    return stored or [_unopened(review, on, role)]


def _newest_first(outcomes):
    """Each after the one that corrects it, whatever their clocks said."""
    by_corrected = {outcome.corrects_id: outcome for outcome in outcomes}
    chain, outcome = [], by_corrected.get(None)
    while outcome:
        chain.insert(0, outcome)
        outcome = by_corrected.get(outcome.pk)
    return chain


def _unopened(review, on, role):
    third_signer = review.preceptorship.program.preceptorship_rules.review_third_signer
    outcome = ReviewOutcome(review=review, third_signer=third_signer)
    return _shown(outcome, [ReviewPart(role=each) for each in outcome.roles], [], on, role)


def _shown(outcome, parts, links, on, role):
    words = words_in(outcome) if outcome.is_complete else None
    told = words["parts"] if words else {}
    parts = sorted(parts, key=lambda part: ORDER.index(part.role))
    unsigned = {part.role for part in parts if not part.is_signed}
    link = next((link for link in links if link.is_live), None)
    shown = [_shown_part(part, outcome, told.get(part.role), unsigned, link, on) for part in parts]
    return Shown(
        outcome=outcome,
        parts=[each if _may_read(each, role) else _begun(each) for each in shown],
        reason=words["reason"] if words else outcome.reason,
        is_erased=outcome.is_complete and words is None,
        link=link,
        disowned=[link for link in links if link.disowned_at],
    )


def _shown_part(part, outcome, told, unsigned, link, on):
    told = told or {"signed_as": part.signed_as, "text": part.text, "ahead": part.ahead}
    state, tone = _state(part, unsigned, link)
    return ShownPart(
        part=part,
        title=title_of(part.role, outcome),
        who=told["signed_as"] or _expected(part, outcome, link, on),
        author=told["signed_as"] or _author(part, link),
        text=told["text"],
        ahead=told["ahead"],
        state=state,
        tone=tone,
    )


def _may_read(shown, role):
    """Words are their writers' until they are signed, and of whoever could sign them instead."""
    return shown.part.is_signed or shown.role == role


def _begun(shown):
    """The part without its words, which others than its writers read once it is signed."""
    is_begun = shown.part.written_by_id and (shown.text or shown.ahead)
    state = _("begun, not signed yet") if is_begun else shown.state
    return replace(shown, text="", ahead="", state=state)


def _expected(part, outcome, link, on):
    """Who is to sign; of several who could, all of them."""
    if part.is_signed:
        return ""
    if part.role == Role.THIRD:
        return link.name_as_signed if link else ""
    people = sorted(signers_of(outcome, part.role, on=on), key=lambda person: person.sort_name)
    return get_text_list([person.name for person in people], _("or"))


def _author(part, link):
    if part.role == Role.THIRD:
        return link.name_as_signed if link else ""
    return part.written_by.name if part.written_by else ""


def title_of(role: str, outcome: ReviewOutcome) -> str:
    """What a part is called: in the words of the program where it has some."""
    preceptorship = outcome.review.preceptorship
    if role == Role.THIRD:
        return _("%(who)s, by link") % {"who": capfirst(outcome.third_signer)}
    labels = {
        Role.LEARNER: preceptorship.program.learner_label,
        Role.PRECEPTOR: preceptorship.program.guide_label,
        Role.COORDINATOR: _("Coordinator"),
    }
    return capfirst(str(labels[Role(role)]))


def _state(part, unsigned, link):
    if part.is_signed:
        return _("signed"), "teal"
    if part.role == Role.THIRD:
        return _state_of_link(link)
    if part.role == Role.COORDINATOR and not is_coordinators_turn(unsigned):
        return _("after the others"), "neutral"
    return _("not signed yet"), "amber"


def _state_of_link(link):
    if link is None:
        return _("not asked yet"), "amber"
    if link.status == ReviewLink.Status.SIGNED:
        return _("waiting to be confirmed"), "amber"
    return _("asked"), "neutral"


def readers_of_review(preceptorship: Preceptorship, *, is_signed: bool = False) -> str:
    """Say who can read what is written in a review, once it is signed: nobody by a link.

    ``is_signed``: it is read at once, as why a signed review is corrected is.
    """
    program = preceptorship.program
    readers = [
        preceptorship.learner.person.name,
        _("everyone assigned as %(guide)s") % {"guide": program.guide_label},
        _("the program's coordinators"),
        _("site administrators"),
    ]
    said = {"readers": get_text_list(readers, _("and"))}
    if is_signed:
        return _("%(readers)s can read this.") % said
    return _("%(readers)s can read this once it's signed.") % said
