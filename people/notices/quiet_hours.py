"""When a mail that can wait may go out (N3). Pure: knows no Django."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")


def first_waking_moment(
    at: datetime, *, zone: str, quiet_from: time, quiet_until: time
) -> datetime:
    """Return ``at``, or the end of the quiet hours in which it falls.

    The hours are local to ``zone`` and may run over midnight; equal ends mean none.
    """
    place = time_zone(zone)
    local = at.astimezone(place)
    if not is_quiet(local.time(), quiet_from, quiet_until):
        return at
    day = local.date()
    if local.time() >= quiet_until:
        day += timedelta(days=1)
    ends_at = datetime.combine(day, quiet_until, tzinfo=place).astimezone(UTC)
    # In the night when clocks go back an hour passes twice.
    return max(at, ends_at)


def is_quiet(moment: time, quiet_from: time, quiet_until: time) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= moment < quiet_until
    return moment >= quiet_from or moment < quiet_until


def local_day(at: datetime, zone: str) -> date:
    """Return the calendar day that it is in ``zone``."""
    return at.astimezone(time_zone(zone)).date()


@lru_cache(maxsize=512)
def time_zone(name: str) -> ZoneInfo:
    """Return the zone, or UTC where the name is not known: one bad row stops no sweep."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
