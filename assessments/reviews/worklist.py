"""What a coordinator's worklist shows of reviews: those to sign, or unsigned for days (P27)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.reviews.links import path_of
from assessments.reviews.models import (
    ReviewLink,
    ReviewOutcome,
    ReviewPart,
    is_coordinators_turn,
)
from assessments.reviews.shown import title_of
from assessments.reviews.signers import to_remind, was_reminded
from common.dated import dated
from common.together import part
from programs.preceptorships.models import Review

UNSIGNED = "review_unsigned"
KINDS = {UNSIGNED: gettext_lazy("Reviews to sign")}


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    """Each review of these programs that waits for its coordinator, or is unsigned for too long."""
    late = ReviewOutcome.objects.on_worklist(today).filter(
        review__preceptorship__program__in=programs
    )
    unsigned = ReviewPart.objects.filter(outcome=OuterRef("pk"), signed_at=None)
    mailed = ReviewLink.objects.mailed().filter(outcome=OuterRef("pk"))
    told = {name: f"review__{name}" for name in ("held_on", "position")}
    yield part(
        late.order_by("review__held_on", "pk"),
        UNSIGNED,
        of="review__preceptorship",
        **told,
        review="review",
        review_kind="review__kind",
        days="review__preceptorship__program__preceptorship_rules__review_unsigned_days",
        third_signer="third_signer",
        unsigned=ArraySubquery(unsigned.values("role")),
        reminded_at="reminded_at",
        is_mailed=Exists(mailed),
    )


def _rows(found, at):
    for late in found:
        told, held_on = late.told, late.day("held_on")
        review = Review(pk=told["review"], kind=told["review_kind"], position=told["position"])
        review.preceptorship = late.preceptorship
        reminded_at = late.moment("reminded_at")
        outcome = ReviewOutcome(
            review=review, third_signer=told["third_signer"], reminded_at=reminded_at
        )
        path = path_of(outcome)
        missing = [title_of(role, outcome) for role in ReviewPart.Role if role in told["unsigned"]]
        facts = [
            (_("Took place on %(day)s") % {"day": dated(held_on, "j F")}, path),
            (_("Not signed: %(who)s") % {"who": ", ".join(missing)}, path),
        ]
        if reminded_at:
            when = dated(timezone.localtime(reminded_at), "j M, H:i")
            facts.append((_("Reminded on %(when)s") % {"when": when}, path))
        yield late.row(
            title=_("%(review)s isn't signed by everyone") % {"review": review.name},
            since=_since(held_on, told, timezone.localdate(at)),
            facts=tuple(facts),
            **_act(outcome, told, path, timezone.localdate(at)),
        )


def _since(held_on, told, today):
    """From the day on which it was late; before that day, from the review itself."""
    late_on = held_on + timedelta(days=told["days"])
    return late_on if late_on <= today else held_on


def _act(outcome, told, path, today):
    """Sign where it is the coordinator's turn; else remind, once a day, or look."""
    if is_coordinators_turn(told["unsigned"]):
        return {"act": _("Sign the review"), "url": path}
    asked = to_remind(told["unsigned"], is_mailed=told["is_mailed"])
    if asked and not was_reminded(outcome, today=today):
        url = reverse("assessments:review-remind", args=[outcome.review_id])
        return {"act": _("Remind"), "url": url, "posts": True}
    return {"act": _("Open the review"), "url": path}


WORDS = {UNSIGNED: _rows}
