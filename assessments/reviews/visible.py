"""Which reviews somebody may open: whoever takes part, and who precepted on its day (P27)."""

from django.db.models import Q, QuerySet

from assessments.reviews.models.review_outcome import precepts_for
from programs.preceptorships.models import Preceptorship, Review


def reviews_visible_to(person, *, on) -> QuerySet:
    """A preceptor who reviewed and precepts no longer still signs, and reads what they signed."""
    visible = Preceptorship.objects.visible_to(person, on=on)
    rows = Review.objects.annotate(precepts=precepts_for(person, on=on))
    return rows.filter(Q(preceptorship__in=visible) | Q(precepts=True)).select_related(
        "preceptorship__program__preceptorship_rules",
        "preceptorship__cohort",
        "preceptorship__learner__person",
        "held_by",
    )
