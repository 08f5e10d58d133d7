"""How many hours there are, of whom and in which standing, and until when noted (P26, P17)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, Sum, Value, When
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from programs.cohorts.models import PreceptorshipRules
from programs.shifts.models import Shift, ShiftNote, ShiftQuerySet, settled

COUNTED, OPEN, QUESTIONED = "counted", "open", "questioned"


@dataclass(slots=True)
class Hours:
    """Minutes in each standing; supernumerary ones and others are kept apart."""

    supernumerary: dict[str, int] = field(default_factory=dict)
    in_numbers: dict[str, int] = field(default_factory=dict)

    def add(self, is_supernumerary: bool, standing: str, minutes: int) -> None:
        kind = self.supernumerary if is_supernumerary else self.in_numbers
        kind[standing] = kind.get(standing, 0) + minutes

    @property
    def counted(self) -> int:
        return self.supernumerary.get(COUNTED, 0) + self.in_numbers.get(COUNTED, 0)

    @property
    def open(self) -> int:
        return self.supernumerary.get(OPEN, 0) + self.in_numbers.get(OPEN, 0)

    @property
    def questioned(self) -> int:
        return self.supernumerary.get(QUESTIONED, 0) + self.in_numbers.get(QUESTIONED, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """So many hours of a kind, of those that are asked for."""

    label: str
    minutes: int
    hours_required: int

    @property
    def is_reached(self) -> bool:
        return self.minutes >= self.hours_required * 60

    @property
    def percent(self) -> int:
        return min(100, self.minutes * 100 // (self.hours_required * 60))


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    minutes: int
    shifts: int


def standing_of(shift: Shift, *, at: datetime) -> str:
    """``counted``, ``open`` for those that can still be questioned, or ``questioned``."""
    if shift.questioned_at:
        return QUESTIONED
    return COUNTED if shift.confirmed_at or shift.settles_at <= at else OPEN


def hours_in(shifts: ShiftQuerySet, *, at: datetime) -> Hours:
    """Add up those that are over, in one query."""
    standing = Case(
        When(questioned_at__isnull=False, then=Value(QUESTIONED)),
        When(confirmed_at__isnull=False, then=Value(COUNTED)),
        When(settles_at__lte=at, then=Value(COUNTED)),
        default=Value(OPEN),
    )
    rows = shifts.over(at).order_by().values("is_supernumerary", standing=standing)
    hours = Hours()
    for row in rows.annotate(worked=Sum("minutes")):
        hours.add(row["is_supernumerary"], row["standing"], row["worked"])
    return hours


def months_in(shifts: ShiftQuerySet, *, at: datetime) -> list[Month]:
    """The hours that count and the shifts, month by month, the latest first."""
    rows = shifts.counted(at).order_by().values(month=TruncMonth("day"))
    rows = rows.annotate(worked=Sum("minutes"), count=Count("pk")).order_by("-month")
    return [Month(row["month"], row["worked"], row["count"]) for row in rows]


def last_days(preceptorships: Collection[UUID], at: datetime) -> dict[UUID, date]:
    """The last day of which a note was written in each of these preceptorships."""
    written = Shift.objects.over(at).filter(notes__isnull=False, preceptorship__in=preceptorships)
    return dict(written.order_by().values_list("preceptorship").annotate(last=Max("day")))


def minutes_and_last_days(
    preceptorships: Collection[UUID], at: datetime
) -> dict[UUID, tuple[int, date | None]]:
    """The minutes that count and the last day of which a note was written, in one query."""
    over = Shift.objects.over(at).filter(preceptorship__in=preceptorships).order_by()
    over = over.annotate(is_noted=Exists(ShiftNote.objects.filter(shift=OuterRef("pk"))))
    counted = Sum("minutes", filter=settled(at), default=0)
    rows = over.values("preceptorship").annotate(
        sum=counted, last=Max("day", filter=Q(is_noted=True))
    )
    return {row["preceptorship"]: (row["sum"], row["last"]) for row in rows}


def targets_of(rules: PreceptorshipRules, hours: Hours) -> Iterable[Target]:
    """What the program asks for, and how far it is; none where it asks for none."""
    if rules.supernumerary_hours:
        minutes = hours.supernumerary.get(COUNTED, 0)
        yield Target(_("Supernumerary"), minutes, rules.supernumerary_hours)
    if rules.logged_hours_required:
        yield Target(_("Hours to log"), hours.counted, rules.logged_hours_required)
