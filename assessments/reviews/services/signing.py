"""Signing one's part of a review; with the last of them the record is complete (P27)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.ledger import chain
from assessments.ledger.services.ledger import append_entry
from assessments.permissions import can_say_outcome
from assessments.reviews import notices
from assessments.reviews.models import ReviewLink, ReviewOutcome, ReviewPart
from assessments.reviews.services.review_outcome import (
    ReviewError,
    Written,
    hold_part,
    keep_written,
    next_review,
)
from assessments.reviews.stated import ORDER, signature_of, stated_by, words_of
from people.models import Person
from people.names import signing_name
from programs.preceptorships.models import Review
from programs.preceptorships.services.review import move_review

Role = ReviewPart.Role
# Theirs says something; a coordinator may have nothing to add.
HAVE_TO_WRITE = (Role.LEARNER, Role.PRECEPTOR)


@transaction.atomic
def sign_part(
    *, review: Review, written: Written, seen: int, by: Person, at: datetime, today: date
) -> ReviewPart:
    """Keep what one wrote and sign it, with the outcome and the next date that all agree on.

    ``seen`` is the version of the record that the signer had before them. Where something else
    stands there by now nothing is signed or kept: the page shows it, and what they typed. With
    the last signature it becomes an entry of the ledger. Signed twice, it is signed once.

    :raises ReviewError: if the review has not taken place, something changed, no outcome is
        chosen, nothing is written, or the same person signed another part.
    """
    part = hold_part(review, by, at=at, today=today)
    if part.signed_by_id == by.pk and _is_same(part, written):
        return part
    check_seen(part.outcome, seen)
    keep_written(part, written, by=by, at=at)
    _check(part, review, by)
    part.signed_by, part.signed_at = by, at
    part.signed_as = signing_name(by, at=at)
    part.save(update_fields=["signed_by", "signed_at", "signed_as"])
    notices.part_signed(part, by=by, at=at)
    settle(part.outcome, by=by, at=at)
    return part


def check_seen(outcome: ReviewOutcome, seen: int) -> None:
    """Refuse to sign what another has changed since the signer's page was made.

    :raises ReviewError: if something changed.
    """
    if seen == outcome.version:
        return
    who = outcome.changed_by or _("The person who signs by the link")
    raise ReviewError(
        _(
            "%(name)s changed this review after you opened it, so nothing was signed. What you "
            "wrote is still here. Read what's new, then sign."
        )
        % {"name": who}
    )


def settle(outcome: ReviewOutcome, *, by: Person | None, at: datetime) -> None:
    """Once everybody has signed, write it into the ledger and let the next review follow.

    The caller holds the lock. What each wrote moves into the entry's content, so that it can be
    erased there and the chain still holds (D3).
    """
    parts = sorted(outcome.parts.all(), key=lambda part: ORDER.index(part.role))
    if not all(part.is_signed for part in parts):
        return
    preceptorship = outcome.review.preceptorship
    entry = append_entry(
        preceptorship=preceptorship,
        act=stated_by(outcome, map(signature_of, parts)),
        content=_content(outcome, parts),
        at=at,
    )
    outcome.parts.all().erase()
    outcome.entry, outcome.completed_at, outcome.reason = entry, entry.recorded_at, ""
    outcome.save(update_fields=["entry", "completed_at", "reason"])
    _move_next(outcome, at=at)
    notices.complete(outcome, by=by, at=at)


def _check(part, review, by):
    if review.held_on is None:
        raise ReviewError(_("You can sign once the review is marked as done."))
    if not part.outcome.outcome:
        raise ReviewError(_("Nobody has chosen the outcome yet. You can sign once it's there."))
    if part.role in HAVE_TO_WRITE and not part.text:
        raise ReviewError(_("Write a few words first. They are what you sign."))
    if part.outcome.parts.exclude(pk=part.pk).filter(signed_by=by).exists():
        raise ReviewError(_("You've signed another part of this review. Someone else has to."))


def _is_same(part, written):
    agreed = (part.outcome.outcome, part.outcome.next_on)
    is_agreed = not can_say_outcome(part.role) or agreed == (written.outcome, written.next_on)
    return is_agreed and (part.text, part.ahead) == (written.text.strip(), written.ahead.strip())


def _content(outcome, parts):
    learner = outcome.review.preceptorship.learner.person
    link = outcome.links.filter(status=ReviewLink.Status.CONFIRMED).first()
    last = max(parts, key=lambda part: part.signed_at)
    return chain.Content(
        signed_as=last.signed_as,
        learner_name=learner.name,
        text=words_of(outcome, parts),
        identity=link.email if link else "",
    )


def _move_next(outcome, *, at):
    following = next_review(outcome.review)
    if following and outcome.next_on and outcome.review.preceptorship.is_open:
        following.preceptorship = outcome.review.preceptorship
        move_review(review=following, due_on=outcome.next_on, at=at)
