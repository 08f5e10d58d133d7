"""What an evidence pack says of the signatures under reviews (P27)."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Count, DateField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from assessments.reviews.models import ReviewOutcome, ReviewPart
from programs.registry import EvidenceFigure, EvidenceScope


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    """Of reviews that took place in the period: the first record of each, corrections left out."""
    figure = partial(EvidenceFigure, section=_("Reviews"), order=40, rule="P27")
    rows = ReviewOutcome.objects.filter(
        **scope.of("review__preceptorship__"),
        review__held_on__range=scope.days,
        corrects=None,
    )
    counts = rows.annotate(until=_sign_by(), last_signed_at=_last_signed_at()).aggregate(
        held=Count("pk"),
        signed=Count("pk", filter=Q(completed_at__isnull=False)),
        in_time=Count(
            "pk", filter=Q(completed_at__isnull=False, last_signed_at__date__lte=F("until"))
        ),
        corrected=Count("pk", filter=Q(correction__isnull=False)),
    )
    held = counts["held"]
    yield figure(
        label=_("Took place"),
        value=held,
        note=_("Reviews with a record, done in the period, whenever they were due."),
    )
    yield figure(
        label=_("Signed by everyone in time"),
        value=counts["in_time"],
        denominator=held,
        note=_("Within the days after which the program tells the coordinator."),
    )
    yield figure(
        label=_("Signed by everyone"),
        value=counts["signed"],
        denominator=held,
        note=_("By learner, preceptor, coordinator and whoever else the program names, by now."),
    )
    yield figure(
        label=_("Corrected"),
        value=counts["corrected"],
        denominator=held,
        note=_("A second record was begun beside the first, which stays."),
    )


def _last_signed_at():
    """When the last of them signed; the ledger may date its entry later, in its own order."""
    signed = ReviewPart.objects.filter(outcome=OuterRef("pk"), signed_at__isnull=False)
    return Subquery(signed.order_by("-signed_at").values("signed_at")[:1])


def _sign_by():
    """The last day to sign."""
    days = F("review__preceptorship__program__preceptorship_rules__review_unsigned_days")
    return ExpressionWrapper(F("review__held_on") + days, DateField())
