"""A change of the primary preceptor whose day has not come (P18)."""

from datetime import timedelta

from programs.preceptorships.models import PreceptorAssignment

Role = PreceptorAssignment.Role


def forget_change(change: PreceptorAssignment) -> None:
    """Undo what was planned, as if it had never been: whoever was to end that day goes on.

    The caller holds the lock of the preceptorship.
    """
    assignments = PreceptorAssignment.objects.filter(preceptorship=change.preceptorship_id)
    assignments.filter(pk=change.pk).delete()
    ended = assignments.filter(valid_to=change.valid_from - timedelta(days=1))
    # Of two that end on one day, whoever came last held the part.
    ended = ended.order_by("-assigned_at")
    parts = (ended.primary(), ended.filter(role=Role.BACKUP, preceptor=change.preceptor_id))
    for part in parts:
        assignments.filter(pk__in=part.values("pk")[:1]).update(valid_to=None)
