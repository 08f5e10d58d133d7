"""Closing a preceptorship as not achieved, once the rooms above find nothing missing (P14)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from people.notices.services.notice import take_back
from people.permissions import is_about
from programs import registry
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.preceptorship import (
    PreceptorshipError,
    close_as,
    lock_preceptorship,
    refuse_step,
)

Status = Preceptorship.Status


@transaction.atomic
def fail_preceptorship(
    *, preceptorship: Preceptorship, by: Person, at: datetime, today: date
) -> None:
    """Close it as not achieved; what was signed stays valid. Whoever calls this tells of it.

    :raises PreceptorshipError: naming all that is missing, if it is ``by``'s own, or if its final
        review is not due.
    """
    preceptorship = lock_preceptorship(preceptorship)
    refuse_step(preceptorship, Status.NOT_ACHIEVED)
    if is_about(by, preceptorship.learner.person_id):
        raise PreceptorshipError(_("Someone else has to decide about you."))
    missing = [
        sentence
        for blockers in registry.not_achieved_blockers
        for sentence in blockers(preceptorship)
    ]
    if missing:
        raise PreceptorshipError(" ".join(missing))
    take_back("preceptorship_over", [preceptorship.pk], at=at)
    close_as(preceptorship, Status.NOT_ACHIEVED, by=by, at=at, today=today)
