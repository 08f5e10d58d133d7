"""When somebody can meet: their week, and their shifts and leave from a calendar (M12)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.mentoring.meetings.decoding import decode_rota
from programs.mentoring.meetings.models import BusySpan, Rota, WeeklyHours
from programs.mentoring.meetings.rota_files import Rota as ReadRota
from programs.mentoring.meetings.rota_files import RotaFileError


class AvailabilityError(Refusal):
    """It cannot be kept."""


@transaction.atomic
def set_weekly_hours(*, person: Person, week: Mapping[int, Sequence[tuple[time, time]]]) -> None:
    """Keep the person's week in place of what was kept; spans by weekday (0 is Monday)."""
    Person.objects.select_for_update().get(pk=person.pk)
    WeeklyHours.objects.filter(person=person).delete()
    WeeklyHours.objects.bulk_create(
        [
            WeeklyHours(person=person, weekday=weekday, begins=begins, ends=ends)
            for weekday, spans in week.items()
            for begins, ends in spans
        ]
    )


def import_rota(*, person: Person, content: bytes, at: datetime) -> ReadRota:
    """Take shifts and leave from a calendar file, in place of the ones before; return what it held.

    Only when they are is kept. Times without a zone are by the file's own, else the person's.

    :raises AvailabilityError: if nothing in the file can be read; the rota stays as it was.
    """
    try:
        read = decode_rota(content, zone=person.time_zone, at=at, by=person.pk)
    except RotaFileError as error:
        # A reason among them is a sentence of its own.
        values = {
            name: _(value) if isinstance(value, str) else value
            for name, value in error.message.values.items()
        }
        raise AvailabilityError(_(error.message.template) % values) from error
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        Rota.objects.filter(person=person).delete()
        rota = Rota.objects.create(person=person, imported_at=at, until=read.until)
        BusySpan.objects.bulk_create(
            [BusySpan(rota=rota, starts_at=begin, ends_at=end) for begin, end in read.spans]
        )
    return read


def remove_rota(*, person: Person) -> None:
    Rota.objects.filter(person=person).delete()
