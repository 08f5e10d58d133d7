from datetime import datetime

from people.models import Stamp


def stamp(name: Stamp.Name, *, at: datetime) -> None:
    """Write down that it happened at that time; only the last time is kept."""
    Stamp.objects.update_or_create(name=name, defaults={"stamped_at": at})
