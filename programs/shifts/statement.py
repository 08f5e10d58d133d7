"""A preceptor's statement of hours: what one shows for licence points or pay (P17).

Whoever reads it outside learns who taught, when and how long; no learner's name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Person
from programs.shifts.hours import Month
from programs.shifts.models import Shift

COLUMNS = ("day", "from", "to", "hours", "program", "unit")


@dataclass(frozen=True, slots=True)
class Statement:
    """The hours of a period that count at the moment it was made."""

    person: Person
    first: date
    last: date
    made_at: datetime
    shifts: Sequence[Shift]

    @property
    def minutes(self) -> int:
        return sum(shift.minutes for shift in self.shifts)


def statement_of(person: Person, first: date, last: date, *, at: datetime) -> Statement:
    """Those of the shifts in which the person precepted whose hours count by now (P26)."""
    shifts = Shift.objects.of_preceptor(person).counted(at).filter(day__range=(first, last))
    return Statement(person, first, last, at, list(shifts.with_people().order_by("starts_at")))


def default_period(today: date) -> tuple[date, date]:
    """The last twelve months."""
    return today - timedelta(days=364), today


def months_in_a_row(months: Iterable[Month], *, today: date) -> int:
    """How many months in a row one has taught, up to this one or the last (S3)."""
    taught = {month.first for month in months}
    month = today.replace(day=1)
    if month not in taught:
        month = _before(month)
    count = 0
    while month in taught:
        count, month = count + 1, _before(month)
    return count


def rows(statement: Statement) -> Iterable[Sequence[Any]]:
    """One row a shift, times by the clock of whoever taught, hours with two decimals."""
    for shift in statement.shifts:
        starts, ends = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
        yield (
            shift.day,
            starts.strftime("%H:%M"),
            ends.strftime("%H:%M"),
            round(shift.minutes / 60, 2),
            shift.preceptorship.program.name,
            shift.unit.name if shift.unit else "",
        )


def for_pdf(statement: Statement) -> dict[str, Any]:
    """What ``templates/pdf/statement.typ`` sets."""
    period = {
        "first": date_format(statement.first, "j F Y"),
        "last": date_format(statement.last, "j F Y"),
    }
    return {
        "tone": "teal",
        "title": _("Statement of hours"),
        "subtitle": statement.person.name,
        "page_of": _("Page {page} of {pages}"),
        "period": _("From %(first)s to %(last)s, as preceptor.") % period,
        "total": _("%(hours)s hours in %(count)d shifts")
        % {"hours": in_hours(statement.minutes), "count": len(statement.shifts)},
        "note": _(
            "Hours that both sides confirmed, or that nobody questioned for 14 days. Made on "
            "%(day)s."
        )
        % {"day": date_format(timezone.localtime(statement.made_at), "j F Y")},
        "columns": [_("Day"), _("From"), _("To"), _("Hours"), _("Program"), _("Unit")],
        "rows": [
            [date_format(row[0], "j M Y"), row[1], row[2], in_hours(shift.minutes), *row[4:]]
            for row, shift in zip(rows(statement), statement.shifts, strict=True)
        ],
    }


def in_hours(minutes: int) -> str:
    """ "11.5", "12": hours with as many decimals as they need."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)
