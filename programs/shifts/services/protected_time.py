"""Protected time: written down by whoever had it, and taken back (P17)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Person
from programs.shifts.models import ProtectedTime
from programs.shifts.protected import YEAR
from programs.shifts.services.roster import ShiftError

# More than this on one day is a slip of the pen.
MOST_IN_A_DAY = 12 * 60


@transaction.atomic
def add_protected_time(*, person: Person, day: date, minutes: int, at: datetime) -> ProtectedTime:
    """Note that the person was free for precepting for so long that day.

    :raises ShiftError: if the day is to come or over a year ago, or has too many hours.
    """
    today = timezone.localdate(at)
    if day > today:
        raise ShiftError(_("This day is still to come. Add it once you've had the time."))
    if day < today - YEAR:
        raise ShiftError(_("This was over a year ago and would no longer count."))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    noted = person.protected_time.filter(day=day).aggregate(sum=Sum("minutes", default=0))["sum"]
    if minutes < 1:
        raise ShiftError(_("Enter how long it was."))
    if noted + minutes > MOST_IN_A_DAY:
        raise ShiftError(_("That makes more than 12 hours on one day. Please check the hours."))
    return ProtectedTime.objects.create(person=person, day=day, minutes=minutes, written_at=at)


def remove_protected_time(entry: ProtectedTime) -> None:
    """Take back what was noted by mistake; removed twice changes nothing."""
    ProtectedTime.objects.filter(pk=entry.pk).delete()
