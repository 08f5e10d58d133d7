"""Who opened what of a pair, written down for the two (M5)."""

from datetime import UTC, datetime
from uuid import UUID

from people.models import Person
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.wall.models import BreakGlass, Reading


def record_reading(
    *,
    mentorship: Mentorship,
    reader: Person,
    what: Reading.What,
    at: datetime,
    object_id: UUID | None = None,
    break_glass: BreakGlass | None = None,
) -> None:
    """Write down that ``reader`` opened it; once for each thing and day, the last time kept.

    One statement, so that two pages opened at once write one row.
    """
    reading = Reading(
        mentorship=mentorship,
        reader=reader,
        what=what,
        object_id=object_id or mentorship.pk,
        read_on=at.astimezone(UTC).date(),
        first_at=at,
        last_at=at,
        break_glass=break_glass,
    )
    Reading.objects.bulk_create(
        [reading],
        update_conflicts=True,
        unique_fields=["mentorship", "reader", "what", "object_id", "read_on"],
        update_fields=["last_at", "break_glass"],
    )
