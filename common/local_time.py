"""Dates and times as people say them, in the zone where they are. Pure: knows no Django."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class NoSuchTimeError(ValueError):
    """The clocks went forward over this time: no clock in that zone ever showed it."""


def moment_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which clocks in ``zone`` show ``day`` and ``clock``.

    In the night when clocks go back an hour passes twice; its first passing is meant.

    :raises NoSuchTimeError: in the hour that is skipped when clocks go forward.
    """
    local = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) != local.replace(tzinfo=None):
        raise NoSuchTimeError(local)
    return moment


def passes_twice(day: date, clock: time, zone: ZoneInfo) -> bool:
    """Whether clocks in ``zone`` show this time twice that day."""
    local = datetime.combine(day, clock, tzinfo=zone)
    return local.replace(fold=0).utcoffset() > local.replace(fold=1).utcoffset()
