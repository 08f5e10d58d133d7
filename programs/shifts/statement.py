"""A preceptor's statement of hours: what one shows for licence points or pay (P17).

Whoever reads it outside learns who taught, when and how long; no learner's name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Person
from programs.shifts.clock import Stretch, minutes_of, stretches
from programs.shifts.hours import COUNTED, OPEN, QUESTIONED, Month, standing_of
from programs.shifts.models import Shift

COLUMNS = ("day", "from", "to", "hours", "program", "unit")


@dataclass(frozen=True, slots=True)
class Statement:
    """The hours of a period that count at the moment it was made, each by the clock once."""

    person: Person
    first: date
    last: date
    made_at: datetime
    stretches: Sequence[Stretch]

    @property
    def minutes(self) -> int:
        return sum(stretch.minutes for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class OwnHours:
    """What somebody gave as a preceptor until now; time with several learners counts once."""

    months: list[Month]
    counted: int
    open: int
    questioned: int
    # When the first and the last of those that are open count, if nobody says otherwise.
    opens_on: tuple[date, date] | None


def statement_of(person: Person, first: date, last: date, *, at: datetime) -> Statement:
    """Those of the shifts in which the person precepted whose hours count by now (P26)."""
    shifts = Shift.objects.of_preceptor(person).counted(at).filter(day__range=(first, last))
    return Statement(person, first, last, at, stretches(shifts.with_people()))


def own_hours(person: Person, *, at: datetime) -> OwnHours:
    """Add up all shifts in which the person precepted, in one query (P17, P26)."""
    of_standing = {COUNTED: [], OPEN: [], QUESTIONED: []}
    for shift in Shift.objects.of_preceptor(person).over(at).order_by("starts_at"):
        of_standing[standing_of(shift, at=at)].append(shift)
    counted, opened = of_standing[COUNTED], of_standing[OPEN]
    days = [timezone.localdate(shift.settles_at) for shift in opened]
    sure, likely = minutes_of(counted), minutes_of(counted + opened)
    return OwnHours(
        months=_months(stretches(counted)),
        counted=sure,
        open=likely - sure,
        questioned=minutes_of(counted + opened + of_standing[QUESTIONED]) - likely,
        opens_on=(min(days), max(days)) if days else None,
    )


def _months(counted):
    """The hours by month, the latest first."""
    by_month = groupby(reversed(counted), key=lambda stretch: stretch.day.replace(day=1))
    of_month = [(first, list(group)) for first, group in by_month]
    return [
        Month(first, sum(stretch.minutes for stretch in group), len(group))
        for first, group in of_month
    ]


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
    """One row a shift, times by the clock of whoever taught, hours with two decimals.

    Shifts that overlap make one row: who taught two learners at once worked once.
    """
    for stretch in statement.stretches:
        starts, ends = timezone.localtime(stretch.starts_at), timezone.localtime(stretch.ends_at)
        yield (
            stretch.day,
            starts.strftime("%H:%M"),
            ends.strftime("%H:%M"),
            round(stretch.minutes / 60, 2),
            _each_once(shift.preceptorship.program.name for shift in stretch.shifts),
            _each_once(shift.unit.name for shift in stretch.shifts if shift.unit),
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
        "total": ngettext(
            "%(hours)s hours in %(count)d shift",
            "%(hours)s hours in %(count)d shifts",
            len(statement.stretches),
        )
        % {"hours": in_hours(statement.minutes), "count": len(statement.stretches)},
        "note": _(
            "Hours that either side confirmed, or that nobody questioned in the days the program "
            "gives. Time with several learners at once counts once. Made on %(day)s."
        )
        % {"day": date_format(timezone.localtime(statement.made_at), "j F Y")},
        "columns": [_("Day"), _("From"), _("To"), _("Hours"), _("Program"), _("Unit")],
        "rows": [
            [date_format(row[0], "j M Y"), row[1], row[2], in_hours(stretch.minutes), *row[4:]]
            for row, stretch in zip(rows(statement), statement.stretches, strict=True)
        ],
    }


def in_hours(minutes: int) -> str:
    """ "11.5", "12": hours with as many decimals as they need."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _each_once(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)
