"""Who works with whom: planned one by one, by a pattern, changed, called off (P24)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.local_time import NoSuchTimeError, moment_of
from common.refusal import Refusal
from people.models import Person, Preceptor, Unit
from people.notices.quiet_hours import time_zone
from programs.cohorts.services.locks import lock_people
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.shifts import notices
from programs.shifts.models import Shift
from programs.shifts.models.shift import LONGEST, SETTLES_AFTER

# A pattern is written out as shifts for so long at most.
PATTERN_FOR = timedelta(weeks=26)


class ShiftError(Refusal):
    """A rule refused the request."""


@dataclass(frozen=True, slots=True)
class Times:
    """From when to when one works, by the clocks where the learner is, and the break in it."""

    day: date
    starts: time
    ends: time
    break_minutes: int = 0

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """When it begins and ends; one that ends no later than it begins goes over midnight.

        :raises ShiftError: where the clocks skip one of the two.
        """
        last_day = self.day + timedelta(days=self.ends <= self.starts)
        try:
            return moment_of(self.day, self.starts, zone), moment_of(last_day, self.ends, zone)
        except NoSuchTimeError:
            raise ShiftError(
                _(
                    "The clocks go forward in the night of %(day)s, so one of these times doesn't "
                    "exist. Choose another."
                )
                % {"day": date_format(self.day, "j M Y")}
            ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a shift is besides its times."""

    preceptor: Preceptor
    origin: Shift.Origin
    unit: Unit | None = None
    is_supernumerary: bool = True


def zone_of(preceptorship: Preceptorship) -> ZoneInfo:
    """The zone of the learner, who is where the shift is."""
    return time_zone(preceptorship.learner.person.time_zone)


@transaction.atomic
def plan_shift(
    *, preceptorship: Preceptorship, times: Times, plan: Plan, by: Person, at: datetime
) -> Shift:
    """Write down that these two work together.

    :raises ShiftError: if the learner has another shift then, the day is not one of the
        preceptorship's, the preceptor is not one of its, or the times make no shift.
    """
    preceptorship = lock_learner(preceptorship)
    shift = _new_shift(preceptorship, times, plan, by=by, at=at)
    _refuse_overlap(shift)
    shift.save()
    return shift


@transaction.atomic
def plan_pattern(
    *,
    preceptorship: Preceptorship,
    weekdays: Collection[int],
    times: Times,
    until: date,
    plan: Plan,
    by: Person,
    at: datetime,
) -> tuple[int, int]:
    """Write out shifts on these days of the week, 0 for Monday, from the day of ``times`` on.

    Return how many were planned, and how many days were left as they are because the learner
    has a shift then already.

    :raises ShiftError: as for one shift, if no day is meant, or for more than 26 weeks.
    """
    if until > times.day + PATTERN_FOR:
        raise ShiftError(_("Plan for at most 26 weeks at a time."))
    preceptorship = lock_learner(preceptorship)
    count = (until - times.day).days + 1
    days = [times.day + timedelta(days=number) for number in range(count)]
    days = [day for day in days if day.weekday() in weekdays]
    if not days:
        raise ShiftError(_("None of these days of the week lies between the two dates."))
    planned = [
        _new_shift(
            preceptorship,
            Times(day, times.starts, times.ends, times.break_minutes),
            plan,
            by=by,
            at=at,
        )
        for day in days
    ]
    free = _without_overlap(preceptorship, planned)
    Shift.objects.bulk_create(free)
    return len(free), len(planned) - len(free)


@transaction.atomic
def change_shift(*, shift: Shift, times: Times, plan: Plan, at: datetime) -> None:
    """Give a shift that is still to come other times, another unit or another way to count.

    :raises ShiftError: if it has begun or was called off, or as for a new one.
    """
    lock_learner(shift.preceptorship)
    shift = lock_shift(shift)
    refuse_begun(shift, at=at)
    fresh = _new_shift(shift.preceptorship, times, plan, by=shift.created_by, at=at)
    moved = fresh.starts_at != shift.starts_at or fresh.ends_at != shift.ends_at
    names = ("day", "starts_at", "ends_at", "minutes", "settles_at", "unit", "is_supernumerary")
    for name in names:
        setattr(shift, name, getattr(fresh, name))
    _refuse_overlap(shift)
    shift.save(update_fields=names)
    if moved:
        notices.shift_moved(shift, at=at)


@transaction.atomic
def call_off_shift(*, shift: Shift, by: Person, at: datetime) -> None:
    """Take a shift out of the plan; what was written about it stays.

    :raises ShiftError: if it was called off before, or hours of it were confirmed.
    """
    shift = lock_shift(shift)
    if shift.is_called_off:
        raise ShiftError(_("This shift has already been cancelled."))
    if shift.notes.exists():
        raise ShiftError(
            _("There is a note about this shift, so it took place. Correct its hours instead.")
        )
    shift.called_off_at, shift.called_off_by = at, by
    shift.save(update_fields=["called_off_at", "called_off_by"])
    notices.shift_called_off(shift, by=by, at=at)


def call_off_all(preceptorship: Preceptorship, at: datetime) -> None:
    """Call off what was to come, when a preceptorship pauses or ends; nobody is told again."""
    coming = Shift.objects.standing().filter(preceptorship=preceptorship, starts_at__gt=at)
    gone = list(coming.values_list("pk", flat=True))
    notices.withdraw_of(gone, at=at)
    Shift.objects.filter(pk__in=gone).update(called_off_at=at)


def lock_learner(preceptorship: Preceptorship) -> Preceptorship:
    """Plan for one learner at a time, so that no two shifts of theirs overlap.

    :raises ShiftError: if the preceptorship has ended.
    """
    lock_people([preceptorship.learner.person_id])
    now = Preceptorship.objects.with_people().get(pk=preceptorship.pk)
    if not now.is_open:
        raise ShiftError(_("This preceptorship has already ended."))
    return now


def lock_shift(shift: Shift) -> Shift:
    """Return the row as it is now, nobody else's to change until the transaction ends."""
    rows = Shift.objects.with_people().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=shift.pk)


def refuse_begun(shift: Shift, *, at: datetime) -> None:
    if shift.is_called_off:
        raise ShiftError(_("This shift was cancelled."))
    if shift.starts_at <= at:
        raise ShiftError(_("This shift has already begun."))


def worked_minutes(starts_at: datetime, ends_at: datetime, break_minutes: int) -> int:
    """Return what was worked, by the hours that pass, on nights when clocks change too.

    :raises ShiftError: if nothing is left, or it is longer than a day.
    """
    if ends_at - starts_at > LONGEST:
        raise ShiftError(_("A shift is at most 24 hours."))
    minutes = int((ends_at - starts_at).total_seconds()) // 60 - break_minutes
    if minutes <= 0:
        raise ShiftError(_("The break is as long as the shift."))
    return minutes


def _new_shift(preceptorship, times, plan, *, by, at):
    starts_at, ends_at = times.moments(zone_of(preceptorship))
    _refuse_day(preceptorship, times.day)
    _refuse_stranger(preceptorship, plan.preceptor, times.day)
    return Shift(
        preceptorship=preceptorship,
        preceptor=plan.preceptor,
        unit=plan.unit,
        day=times.day,
        starts_at=starts_at,
        ends_at=ends_at,
        minutes=worked_minutes(starts_at, ends_at, times.break_minutes),
        is_supernumerary=plan.is_supernumerary,
        origin=plan.origin,
        created_at=at,
        created_by=by,
        settles_at=ends_at + SETTLES_AFTER,
    )


def _refuse_day(preceptorship, day):
    last_day = max(preceptorship.ends_on, preceptorship.supported_until)
    if not preceptorship.starts_on <= day <= last_day:
        raise ShiftError(
            _("Choose a day of the preceptorship, from %(first)s to %(last)s.")
            % {
                "first": date_format(preceptorship.starts_on, "j M Y"),
                "last": date_format(last_day, "j M Y"),
            }
        )


def _refuse_stranger(preceptorship, preceptor, day):
    """Whoever works with a learner is one of their preceptors that day (P18)."""
    assignments = PreceptorAssignment.objects.on(day).filter(preceptorship=preceptorship)
    if not assignments.filter(preceptor=preceptor).exists():
        raise ShiftError(
            _("%(name)s isn't assigned to %(learner)s on %(day)s.")
            % {
                "name": preceptor,
                "learner": preceptorship.learner,
                "day": date_format(day, "j M Y"),
            }
        )


def _others_of_learner(shift):
    """The shifts of the same learner, in all their preceptorships."""
    learner = shift.preceptorship.learner.person_id
    return Shift.objects.filter(preceptorship__learner__person=learner).exclude(pk=shift.pk)


def _refuse_overlap(shift):
    other = _others_of_learner(shift).overlapping(shift.starts_at, shift.ends_at).first()
    if other is None:
        return
    zone = zone_of(shift.preceptorship)
    raise ShiftError(
        _("%(learner)s already has a shift then: %(from)s to %(to)s.")
        % {
            "learner": shift.preceptorship.learner,
            "from": date_format(timezone.localtime(other.starts_at, zone), "j M, H:i"),
            "to": date_format(timezone.localtime(other.ends_at, zone), "H:i"),
        }
    )


def _without_overlap(preceptorship, planned):
    """Those that meet neither what stands nor, over midnight, one planned before them."""
    first, last = planned[0].starts_at, planned[-1].ends_at
    standing = _others_of_learner(planned[0]).overlapping(first, last)
    taken = list(standing.values_list("starts_at", "ends_at"))
    free = []
    for shift in planned:
        if all(shift.ends_at <= start or shift.starts_at >= end for start, end in taken):
            free.append(shift)
            taken.append((shift.starts_at, shift.ends_at))
    return free
