"""Who hears that a review waits for them, and that it is done: facts, never text (N7, P27)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from assessments.reviews.links import path_of
from assessments.reviews.models import (
    ReviewLink,
    ReviewOutcome,
    ReviewPart,
    is_coordinators_turn,
)
from assessments.reviews.signers import signers_of
from people.models import Person
from people.notices.services.notice import step_of, take_back, tell
from people.registry import NoticeKind, Part
from programs.preceptorships.models import Review

Role = ReviewPart.Role
TO_SIGN, OWN_TO_SIGN, TO_CLOSE = "review_to_sign", "own_review_to_sign", "review_to_close"
REMINDER, OWN_REMINDER = "review_reminder", "own_review_reminder"
COMPLETE, DISOWNED = "review_complete", "review_link_disowned"
# What can be corrected is told after so long (N10).
WAITS = timedelta(minutes=10)
# By which kind whoever signs a part is asked; a third signer has nothing but the link.
REMINDED_BY = {Role.LEARNER: OWN_REMINDER, Role.PRECEPTOR: REMINDER}
ASKED_BY = {Role.LEARNER: OWN_TO_SIGN, Role.PRECEPTOR: TO_SIGN, Role.COORDINATOR: TO_CLOSE}


def _kind(code, **fields):
    defaults = {
        "why": _("You get this because you sign this review."),
        "act": _("Open the review"),
        "icon": "calendar-check",
        "facts": ("learner", "review", "held_on"),
        "labels": {"review": Review.Kind},
    }
    return NoticeKind(code=code, **{**defaults, **fields})


def _asking(code, *ended_by, **fields):
    ends_with = (*ended_by, "review_complete")
    return _kind(code, ends_with=ends_with, asks=True, is_duty=True, **fields)


KINDS = (
    _asking(
        TO_SIGN,
        "review_signed_by_preceptor",
        label=_("A review is waiting for your signature"),
        subject=_("%(review)s with %(learner)s is waiting for your signature"),
        line=_("It took place on %(held_on)s. Write your part, then sign."),
        whom=_("Preceptor"),
        parts=(Part.PRECEPTOR,),
    ),
    _asking(
        OWN_TO_SIGN,
        "review_signed_by_learner",
        label=_("Your review is waiting for your signature"),
        subject=_("Your review is waiting for your signature: %(review)s"),
        line=_("It took place on %(held_on)s. Write your part, then sign."),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
    ),
    _asking(
        REMINDER,
        *("review_signed_by_preceptor", "review_reminded"),
        label=_("A reminder to sign a review"),
        subject=_("A reminder: %(review)s with %(learner)s is still waiting for your signature"),
        line=_("It took place on %(held_on)s. Write your part, then sign."),
        whom=_("Preceptor"),
        parts=(Part.PRECEPTOR,),
    ),
    _asking(
        OWN_REMINDER,
        *("review_signed_by_learner", "review_reminded"),
        label=_("A reminder to sign your review"),
        subject=_("A reminder: your review is still waiting for your signature: %(review)s"),
        line=_("It took place on %(held_on)s. Write your part, then sign."),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
    ),
    _asking(
        TO_CLOSE,
        "review_signed_by_coordinator",
        "review_signature_fell",
        label=_("A review is waiting for the coordinator's signature"),
        subject=_("%(review)s of %(learner)s is waiting for your signature"),
        line=_("It took place on %(held_on)s, and the learner and the preceptor have signed."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
    ),
    _kind(
        COMPLETE,
        label=_("A review is signed by everyone"),
        subject=_("%(review)s of %(learner)s is signed by everyone"),
        line=_("It took place on %(held_on)s. You can read it and save it as a PDF."),
        whom=_("Everyone who signed it"),
        parts=(Part.LEARNER, Part.PRECEPTOR, Part.COORDINATOR),
        icon="check2",
    ),
    _kind(
        DISOWNED,
        label=_("Someone says they didn't sign a review"),
        subject=_("Someone says they didn't sign the review of %(learner)s"),
        line=_(
            "%(review)s on %(held_on)s was signed by link in their name. Ask them, and correct it "
            "if need be."
        ),
        why=_("You get this because you coordinate the program."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        is_duty=True,
        tone="red",
        icon="exclamation-octagon",
    ),
)


def ask_to_sign(
    outcome: ReviewOutcome,
    *,
    at: datetime,
    roles: Collection[str] = (Role.LEARNER, Role.PRECEPTOR),
    but: Person | None = None,
) -> None:
    """Ask whoever signs these parts, except whoever did what it follows from."""
    for role in roles:
        for person in signers_of(outcome, role, on=at.date()):
            if person != but:
                _tell(outcome, ASKED_BY[Role(role)], person, at=at)


def part_signed(part: ReviewPart, *, by: Person | None, at: datetime) -> None:
    """Whoever could have signed it needs to no longer; the coordinator's turn may have come.

    It comes with the second of learner and preceptor, and no third signer changes that.
    """
    if part.role == Role.LEARNER:
        take_back("review_signed_by_learner", [part.outcome_id], at=at)
    elif part.role == Role.PRECEPTOR:
        take_back("review_signed_by_preceptor", [part.outcome_id], at=at)
    elif part.role == Role.COORDINATOR:
        take_back("review_signed_by_coordinator", [part.outcome_id], at=at)
    outcome = part.outcome
    unsigned = set(outcome.parts.filter(signed_at=None).values_list("role", flat=True))
    if part.role in (Role.LEARNER, Role.PRECEPTOR) and is_coordinators_turn(unsigned):
        ask_to_sign(outcome, roles=[Role.COORDINATOR], but=by, at=at)


def remind(outcome: ReviewOutcome, people: Collection[tuple[Person, str]], *, at: datetime) -> None:
    """Tell each of those who sign a part once more, instead of the reminder before."""
    take_back("review_reminded", [outcome.pk], at=at)
    for person, role in people:
        _tell(outcome, REMINDED_BY[Role(role)], person, at=at)


def signature_fell(outcome: ReviewOutcome, *, at: datetime) -> None:
    """Learner and preceptor have no longer both signed: it is not the coordinator's turn."""
    take_back("review_signature_fell", [outcome.pk], at=at)


def complete(outcome: ReviewOutcome, *, by: Person | None, at: datetime) -> None:
    """Everybody has signed: those hear of it who signed with an account, but the last."""
    take_back("review_complete", [outcome.pk], at=at)
    signed = outcome.parts.filter(signed_by__isnull=False).select_related("signed_by")
    for part in signed:
        if part.signed_by != by:
            _tell(outcome, COMPLETE, part.signed_by, at=at, after=WAITS)


def take_back_asking(outcome: ReviewOutcome, *, at: datetime) -> None:
    """What was to be signed is so no longer."""
    take_back("review_complete", [outcome.pk], at=at)


def disowned(link: ReviewLink, *, at: datetime) -> None:
    for person in signers_of(link.outcome, Role.COORDINATOR, on=at.date()):
        _tell(link.outcome, DISOWNED, person, at=at)


def facts_of(outcome: ReviewOutcome) -> dict:
    review = outcome.review
    return {
        "learner": review.preceptorship.learner.person.name,
        "review": review.kind,
        "held_on": review.held_on,
    }


def _tell(outcome, kind, recipient, *, at, after=timedelta(0)):
    facts, path = facts_of(outcome), path_of(outcome)
    tell(
        kind=kind,
        recipient=recipient,
        about=outcome,
        facts=facts,
        path=path,
        at=at,
        # Each act is told of its own: asked again for a signature that fell, they are mailed again.
        step=step_of(at),
        after=after,
    )
