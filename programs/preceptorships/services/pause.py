"""A preceptorship stands still for a while, and goes on (P15)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from people.models import Person
from programs import registry
from programs.cohorts import schedule
from programs.preceptorships import notices as preceptorship_notices
from programs.preceptorships.models import Phase, Preceptorship, PreceptorshipPause
from programs.preceptorships.services.preceptorship import (
    PreceptorshipError,
    end_last_phase,
    lock_preceptorship,
    take_step,
)

Status = Preceptorship.Status


@transaction.atomic
def pause_preceptorship(
    *,
    preceptorship: Preceptorship,
    reason: str,
    by: Person,
    at: datetime,
    today: date,
    resumes_on: date | None = None,
) -> None:
    """Stop every clock of a preceptorship until it is resumed (P15).

    ``resumes_on`` is the day on which it is expected to go on: it is told and reminded of, and
    ends nothing.

    :raises PreceptorshipError: if it does not run, or that day is not after today.
    """
    if resumes_on and resumes_on <= today:
        raise PreceptorshipError(_("The pause begins today, so choose a later day to resume."))
    preceptorship = lock_preceptorship(preceptorship)
    before = preceptorship.status
    take_step(preceptorship, Status.PAUSED, by=by, at=at, reason=reason, paused_status=before)
    PreceptorshipPause.objects.create(
        preceptorship=preceptorship,
        valid_from=today,
        reason=reason,
        paused_by=by,
        resumes_on=resumes_on,
    )
    registry.run(registry.preceptorship_paused, preceptorship, at=at)
    preceptorship_notices.review_dates_moved(preceptorship, at=at)
    preceptorship_notices.preceptorship_paused(preceptorship, resumes_on=resumes_on, by=by, at=at)


@transaction.atomic
def resume_preceptorship(
    *, preceptorship: Preceptorship, by: Person, at: datetime, today: date
) -> None:
    """Go on after a pause; whatever is still to come moves by as many days as it had (P15).

    The day on which it goes on is not a day of the pause, which has at least one.

    :raises PreceptorshipError: if it is not paused.
    """
    preceptorship = lock_preceptorship(preceptorship)
    if not preceptorship.is_paused:
        raise PreceptorshipError(_("This preceptorship is not paused."))

    pause = preceptorship.pauses.get(valid_to=None)
    pause.valid_to = max(pause.valid_from, today - timedelta(days=1))
    pause.save(update_fields=["valid_to"])
    _move_what_is_to_come(preceptorship, pause)
    take_step(
        preceptorship,
        preceptorship.paused_status,
        by=by,
        at=at,
        paused_status="",
        ends_on=schedule.shifted(preceptorship.ends_on, days=pause.days),
        supported_until=schedule.shifted(preceptorship.supported_until, days=pause.days),
    )
    # Also where the pause began after it was over: the last phase runs to the end.
    end_last_phase(preceptorship)
    registry.run(registry.preceptorship_resumed, preceptorship, at=at)
    preceptorship_notices.preceptorship_resumed(preceptorship, by=by, at=at)


def _move_what_is_to_come(preceptorship, pause):
    preceptorship.reviews.planned().update(due_on=F("due_on") + timedelta(days=pause.days))
    rows = list(preceptorship.phases.all())
    moved = schedule.shifted_phases(
        [schedule.Stretch(row.name, row.starts_on, row.ends_on) for row in rows],
        paused_on=pause.valid_from,
        days=pause.days,
    )
    for row, stretch in zip(rows, moved, strict=True):
        row.starts_on, row.ends_on = stretch.starts_on, stretch.ends_on
    Phase.objects.bulk_update(rows, ["starts_on", "ends_on"])
