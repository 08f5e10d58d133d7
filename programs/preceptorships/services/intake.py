"""An intake that starts on another day takes along its pairings that have not begun."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from people.models import Person
from people.permissions import is_about
from programs import registry
from programs.cohorts.models import Cohort
from programs.preceptorships import notices
from programs.preceptorships.models import (
    PreceptorAssignment,
    Preceptorship,
    PreceptorshipChange,
)
from programs.preceptorships.services.preceptorship import PreceptorshipError

Role = PreceptorAssignment.Role
DATES = ("starts_on", "ends_on", "supported_until")


@transaction.atomic
def move_planned(cohort: Cohort, by: Person, at: datetime, today: date) -> int:
    """Move every planned preceptorship to the cohort's start; return how many moved (P1).

    All of its dates move by the same days, and those who take part are told once. What runs
    already keeps its dates.
    """
    planned = Preceptorship.objects.filter(cohort=cohort, status=Preceptorship.Status.PLANNED)
    starts_on = max(cohort.starts_on, today)
    planned = planned.exclude(starts_on=starts_on).with_people().order_by("pk")
    moved = list(planned.select_for_update(of=("self",), no_key=True))
    if any(is_about(by, each.learner.person_id) for each in moved):
        raise PreceptorshipError(
            _("You learn in this cohort yourself, so someone else has to move its start.")
        )
    for preceptorship in moved:
        _move(preceptorship, starts_on, by=by, at=at)
    return len(moved)


def _move(preceptorship, starts_on, *, by, at):
    length = starts_on - preceptorship.starts_on
    for name in DATES:
        setattr(preceptorship, name, getattr(preceptorship, name) + length)
    preceptorship.save(update_fields=DATES)
    preceptorship.phases.update(starts_on=F("starts_on") + length, ends_on=F("ends_on") + length)
    preceptorship.reviews.planned().update(due_on=F("due_on") + length)
    _move_preceptors(preceptorship, length)
    for hook in registry.preceptorship_moved:
        hook(preceptorship, length // timedelta(days=1), at)
    PreceptorshipChange.objects.create(
        preceptorship=preceptorship,
        from_status=preceptorship.status,
        to_status=preceptorship.status,
        changed_at=at,
        changed_by=by,
        reason=_("The whole intake moved"),
    )
    notices.review_dates_moved(preceptorship, at=at)
    notices.preceptorship_moved(preceptorship, by=by, at=at)


def _move_preceptors(preceptorship, length):
    """With them goes a change of the primary preceptor that was planned for a later day."""
    moved = preceptorship.assignments.filter(Q(valid_to=None) | Q(role=Role.PRIMARY))
    moved.update(valid_from=F("valid_from") + length, valid_to=F("valid_to") + length)
