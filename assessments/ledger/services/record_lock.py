"""One record changes one step at a time."""

from programs.preceptorships.models import Preceptorship


def lock_record(preceptorship: Preceptorship) -> None:
    """Hold the preceptorship: one chain grows by one entry at a time (DESIGN 17).

    Reads anew what may have changed meanwhile; its program and people stay as they were read.
    """
    held = Preceptorship.objects.select_for_update(no_key=True)
    preceptorship.refresh_from_db(fields=["status", "starts_on", "closed_at"], from_queryset=held)
