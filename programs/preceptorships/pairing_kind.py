"""What pairing asks of preceptorships (DESIGN 14)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Value

from people.models import Preceptor
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.preceptorship import publish_preceptorship
from programs.registry import PairingKind, Place


def _between(guides: Collection[UUID], learners: Collection[UUID], on: date) -> QuerySet:
    """Who assesses whom, as primary or backup."""
    return (
        PreceptorAssignment.objects.filter(preceptorship__closed_at=None)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .filter(preceptor__person__in=guides, preceptorship__learner__person__in=learners)
        .order_by()
        .values_list("preceptor__person", "preceptorship__learner__person", Value("assesses"))
    )


def _last_place(preceptor: Preceptor, on: date) -> Place | None:
    places = PreceptorAssignment.objects.filling_places(on).filter(preceptor=preceptor)
    places = places.select_related("preceptorship__learner__person", "assigned_by")
    last = places.order_by("-assigned_at").first()
    return last and Place(last.preceptorship.learner, last.assigned_by, last.assigned_at)


def _without_guide(on: date) -> QuerySet:
    return Preceptorship.objects.without_preceptor(on=on)


def _open(*, guide: Preceptor, **opening) -> None:
    publish_preceptorship(preceptor=guide, **opening)


PRECEPTORSHIPS = PairingKind(
    model=Preceptorship,
    places=PreceptorAssignment.objects.filling_places,
    between=_between,
    last_place=_last_place,
    without_guide=_without_guide,
    open=_open,
)
