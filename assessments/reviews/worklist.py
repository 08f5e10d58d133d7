"""What a coordinator's worklist shows of reviews: those not signed for days (P27)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.reviews.links import path_of
from assessments.reviews.models import ReviewOutcome, ReviewPart, is_coordinators_turn
from assessments.reviews.shown import title_of
from assessments.reviews.signers import to_remind, was_reminded
from common.dated import dated
from programs.registry import WorklistRow

KINDS = {"review_unsigned": gettext_lazy("Reviews to sign")}


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    """One row for each review of these programs whose signatures are missing for too long."""
    today = timezone.localdate(at)
    late = ReviewOutcome.objects.long_unsigned(today).filter(
        review__preceptorship__program__in=programs
    )
    late = late.with_people().prefetch_related("parts", "links")
    for outcome in late.order_by("review__held_on", "pk"):
        yield _row(outcome, today)


def _row(outcome, today):
    review, path = outcome.review, path_of(outcome)
    preceptorship = review.preceptorship
    days = preceptorship.program.preceptorship_rules.review_unsigned_days
    unsigned = {part.role for part in outcome.parts.all() if not part.is_signed}
    missing = [title_of(role, outcome) for role in ReviewPart.Role if role in unsigned]
    facts = [
        (_("Took place on %(day)s") % {"day": dated(review.held_on, "j F")}, path),
        (_("Not signed: %(who)s") % {"who": ", ".join(missing)}, path),
    ]
    if outcome.reminded_at:
        when = dated(timezone.localtime(outcome.reminded_at), "j M, H:i")
        facts.append((_("Reminded on %(when)s") % {"when": when}, path))
    person = preceptorship.learner.person
    return WorklistRow(
        kind="review_unsigned",
        key=str(outcome.pk),
        program=preceptorship.program_id,
        cohort=preceptorship.cohort_id,
        unit=person.unit_id,
        person=person,
        title=_("%(review)s isn't signed by everyone") % {"review": review.name},
        since=review.held_on + timedelta(days=days),
        facts=tuple(facts),
        **_act(outcome, unsigned, path, today),
    )


def _act(outcome, unsigned, path, today):
    """Sign where it is the coordinator's turn; else remind, once a day, or look."""
    if is_coordinators_turn(unsigned):
        return {"act": _("Sign the review"), "url": path}
    if to_remind(unsigned, outcome.links.all()) and not was_reminded(outcome, today=today):
        url = reverse("assessments:review-remind", args=[outcome.review_id])
        return {"act": _("Remind"), "url": url, "posts": True}
    return {"act": _("Open the review"), "url": path}
