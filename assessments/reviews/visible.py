"""Which reviews somebody may open: whoever takes part, and who precepted on its day (P27)."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from assessments.reviews.models.review_outcome import precepts_for
from programs.preceptorships.models import Preceptorship, Review


def reviews_visible_to(person, *, on) -> QuerySet:
    """Reviews with their people, for their page.

    A preceptor who reviewed and precepts no longer still signs, and reads what they signed: then
    ``sees_plan`` is false. ``before_on`` is the day of the review held before, if there was one.
    """
    visible = Preceptorship.objects.visible_to(person, on=on).order_by()
    before = Review.objects.held().filter(
        preceptorship=OuterRef("preceptorship"), position__lt=OuterRef("position")
    )
    rows = Review.objects.annotate(
        precepts=precepts_for(person, on=on),
        sees_plan=Exists(visible.filter(pk=OuterRef("preceptorship"))),
        before_on=Subquery(before.order_by("-held_on").values("held_on")[:1]),
    )
    return rows.filter(Q(sees_plan=True) | Q(precepts=True)).select_related(
        "preceptorship__program__preceptorship_rules",
        "preceptorship__cohort",
        "preceptorship__learner__person",
        "held_by",
    )
