"""What a coordinator's worklist shows of reviews: those not signed for days (P27)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.reviews.links import path_of
from assessments.reviews.models import ReviewOutcome, ReviewPart, is_coordinators_turn
from assessments.reviews.shown import title_of
from common.dated import dated
from programs.registry import WorklistRow

KINDS = {"review_unsigned": gettext_lazy("Reviews to sign")}


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    """One row for each review of these programs whose signatures are missing for too long."""
    today = timezone.localdate(at)
    late = ReviewOutcome.objects.long_unsigned(today).filter(
        review__preceptorship__program__in=programs
    )
    late = late.with_people().prefetch_related("parts").order_by("review__held_on", "pk")
    for outcome in late:
        yield _row(outcome)


def _row(outcome):
    review, path = outcome.review, path_of(outcome)
    preceptorship = review.preceptorship
    days = preceptorship.program.preceptorship_rules.review_unsigned_days
    unsigned = {part.role for part in outcome.parts.all() if not part.is_signed}
    missing = [title_of(role, outcome) for role in ReviewPart.Role if role in unsigned]
    facts = (
        (_("Took place on %(day)s") % {"day": dated(review.held_on, "j F")}, path),
        (_("Not signed: %(who)s") % {"who": ", ".join(missing)}, path),
    )
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
        # Whoever else is missing was asked; until they have signed, a coordinator can only look.
        act=_("Sign the review") if is_coordinators_turn(unsigned) else _("Open the review"),
        url=path,
        facts=facts,
    )
