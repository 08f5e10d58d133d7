"""What the record of a review states in the ledger: facts and ids, nothing personal (P27)."""

import json
from collections.abc import Iterable

from assessments.ledger import chain
from assessments.reviews.models import ReviewOutcome, ReviewPart

# One chain text for all databases, whatever they sort by.
ORDER = list(ReviewPart.Role.values)


def stated_by(outcome: ReviewOutcome, signatures: Iterable[chain.PartSigned]) -> chain.Reviewed:
    """Return what a record states; its review comes with preceptorship and learner."""
    review = outcome.review
    return chain.Reviewed(
        record=outcome.pk,
        corrects=outcome.corrects_id,
        review=review.pk,
        review_kind=review.kind,
        learner=review.preceptorship.learner.person_id,
        held_on=review.held_on,
        outcome=outcome.outcome,
        next_on=outcome.next_on,
        signatures=tuple(sorted(signatures, key=lambda signed: ORDER.index(signed.role))),
    )


def signature_of(part: ReviewPart) -> chain.PartSigned:
    return chain.PartSigned(part.role, part.signed_by_id, part.signed_at)


def words_of(outcome: ReviewOutcome, parts: Iterable[ReviewPart]) -> str:
    """Return what everybody wrote, and why it is corrected, as it is hashed and kept."""
    told = {
        part.role: {"signed_as": part.signed_as, "text": part.text, "ahead": part.ahead}
        for part in parts
    }
    return json.dumps({"reason": outcome.reason, "parts": told}, ensure_ascii=False, indent=1)


def words_in(outcome: ReviewOutcome) -> dict | None:
    """Return what was signed as ``words_of`` wrote it; None where it was erased (D3)."""
    content = getattr(outcome.entry, "content", None)
    return json.loads(content.text) if content else None
