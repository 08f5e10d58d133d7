"""What pairing asks of mentorships (DESIGN 14)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Value

from people.models import Mentor
from programs.cohorts.models import Enrolment
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.mentorship_opening import (
    open_mentorship,
    propose_mentorship,
)
from programs.registry import PairingKind, Place


def _between(guides: Collection[UUID], learners: Collection[UUID], on: date) -> QuerySet:
    """Who is whose mentor, or asked to be."""
    return (
        Mentorship.objects.open()
        .filter(mentor__person__in=guides, learner__person__in=learners)
        .order_by()
        .values_list("mentor__person", "learner__person", Value("mentors"))
    )


def _places(on: date) -> QuerySet:
    return Mentorship.objects.open()


def _last_place(mentor: Mentor, on: date) -> Place | None:
    pairs = Mentorship.objects.open().filter(mentor=mentor)
    last = pairs.select_related("learner__person", "created_by").order_by("-created_at").first()
    return last and Place(last.learner, last.created_by, last.created_at)


def _without_guide(on: date) -> QuerySet:
    return Mentorship.objects.open().filter(mentor__person__is_active=False)


def _open(*, enrolment: Enrolment, guide: Mentor, **opening) -> None:
    """Ask both first where the program does (M15)."""
    is_proposed = enrolment.cohort.program.asks_first
    begin = propose_mentorship if is_proposed else open_mentorship
    begin(enrolment=enrolment, mentor=guide, **opening)


MENTORSHIPS = PairingKind(
    model=Mentorship,
    places=_places,
    between=_between,
    last_place=_last_place,
    without_guide=_without_guide,
    open=_open,
)
