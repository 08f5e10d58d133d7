"""What the calendar alone does to preceptorships (P23)."""

from datetime import date, datetime

from django.db import transaction

from programs.preceptorships.models import Preceptorship, PreceptorshipChange

Status = Preceptorship.Status
CHUNK = 500


def advance_preceptorships(*, today: date, at: datetime) -> int:
    """Begin those planned for today or earlier, ask for the final review of those at their end.

    Returns how many steps were taken. May run twice, also at once: each sweep skips what
    another holds. Reaching the end never completes anything (P23).
    """
    begun = _advance(Status.PLANNED, Status.ACTIVE, {"starts_on__lte": today}, at=at)
    ended = _advance(Status.ACTIVE, Status.FINAL_REVIEW_DUE, {"ends_on__lte": today}, at=at)
    return begun + ended


def _advance(status, following, when, *, at):
    taken = 0
    while chunk := _advance_some(status, following, when, at=at):
        taken += chunk
    return taken


@transaction.atomic
def _advance_some(status, following, when, *, at):
    due = Preceptorship.objects.open().filter(status=status, **when).order_by("starts_on", "pk")
    claimed = due.select_for_update(skip_locked=True, of=("self",), no_key=True)[:CHUNK]
    ids = list(claimed.values_list("pk", flat=True))
    Preceptorship.objects.filter(pk__in=ids).update(status=following)
    PreceptorshipChange.objects.bulk_create(
        PreceptorshipChange(
            preceptorship_id=pk, from_status=status, to_status=following, changed_at=at
        )
        for pk in ids
    )
    return len(ids)
