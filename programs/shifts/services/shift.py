"""Who works with whom: planned one by one, by a pattern, changed, cancelled (P24)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from programs.cohorts.services.locks import lock_people
from programs.preceptorships.models import Preceptorship
from programs.shifts import cover_notices, notices
from programs.shifts.models import Shift
from programs.shifts.services.roster import Plan, Roster, ShiftError, Times

# A pattern is written out as shifts for so long at most.
PATTERN_FOR = timedelta(weeks=26)


@transaction.atomic
def plan_shift(
    *, preceptorship: Preceptorship, times: Times, plan: Plan, by: Person, at: datetime
) -> Shift:
    """Write down that these two work together.

    :raises ShiftError: if the preceptorship has ended, the learner has another shift then, the
        day is not one of its days, the preceptor is not one of its, or the times make no shift.
    """
    preceptorship = lock_learner(preceptorship)
    roster = Roster([preceptorship], since=times.day)
    shift = roster.shift(preceptorship, times, plan, by=by, at=at)
    roster.take(shift)
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
    has a shift then already. Queries: five, whatever the number.

    :raises ShiftError: as for one shift, if no day is meant, or for more than 26 weeks.
    """
    if until > times.day + PATTERN_FOR:
        raise ShiftError(_("Plan for at most 26 weeks at a time."))
    preceptorship = lock_learner(preceptorship)
    roster = Roster([preceptorship], since=times.day)
    days = [day for day in _days(times.day, until) if day.weekday() in weekdays]
    if not days:
        raise ShiftError(_("None of these days of the week lies between the two dates."))
    planned = [
        roster.shift(preceptorship, replace(times, day=day), plan, by=by, at=at) for day in days
    ]
    free = list(_taken_by(roster, planned))
    Shift.objects.bulk_create(free)
    return len(free), len(planned) - len(free)


@transaction.atomic
def change_shift(*, shift: Shift, times: Times, plan: Plan, at: datetime) -> None:
    """Give a shift that is still to come other times, another unit or another way to count.

    :raises ShiftError: if it has begun or was cancelled, or as for a new one.
    """
    preceptorship = lock_learner(shift.preceptorship)
    shift = lock_shift(shift)
    refuse_begun(shift, at=at)
    roster = Roster([preceptorship], since=times.day)
    fresh = roster.shift(preceptorship, times, plan, by=shift.created_by, at=at)
    has_moved = (fresh.starts_at, fresh.ends_at) != (shift.starts_at, shift.ends_at)
    formerly = notices.times_of(shift)
    names = ("day", "starts_at", "ends_at", "minutes", "settles_at", "unit", "is_supernumerary")
    for name in names:
        setattr(shift, name, getattr(fresh, name))
    roster.take(shift)
    shift.save(update_fields=names)
    if has_moved:
        notices.shift_moved(shift, formerly=formerly, at=at)


@transaction.atomic
def call_off_shift(*, shift: Shift, by: Person, at: datetime) -> None:
    """Take a shift out of the plan; the other one of the two is told.

    :raises ShiftError: if it was cancelled before, or there is a note of it: it took place.
    """
    shift = lock_shift(shift)
    if shift.is_called_off:
        raise ShiftError(_("This has already been cancelled."))
    if shift.notes.exists():
        raise ShiftError(
            _("There is a note about it, so it took place. Correct its hours instead.")
        )
    shift.called_off_at, shift.called_off_by = at, by
    shift.save(update_fields=["called_off_at", "called_off_by"])
    notices.shift_called_off(shift, by=by, at=at)


def call_off_all(preceptorship: Preceptorship, at: datetime) -> None:
    """Cancel what was to come, when a preceptorship pauses or ends; nobody is told again."""
    coming = Shift.objects.standing().filter(preceptorship=preceptorship, starts_at__gt=at)
    gone = list(coming.values_list("pk", flat=True))
    notices.withdraw_of(gone, at=at)
    cover_notices.forget_several(gone, at=at)
    Shift.objects.filter(pk__in=gone).update(called_off_at=at)


def call_off_of_learner(person: Person, by: Person, at: datetime) -> None:
    """Whoever has left comes to no shift any more."""
    for preceptorship in Preceptorship.objects.open().of_learner(person):
        call_off_all(preceptorship, at)


def lock_learners(preceptorships: Collection[Preceptorship]) -> None:
    """Plan for a learner one at a time, so that no two shifts of theirs overlap."""
    lock_people([preceptorship.learner.person_id for preceptorship in preceptorships])


def lock_learner(preceptorship: Preceptorship) -> Preceptorship:
    """Return the preceptorship as it stands under the lock of its learner.

    :raises ShiftError: if it has ended.
    """
    lock_learners([preceptorship])
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
        raise ShiftError(_("This was cancelled."))
    if shift.starts_at <= at:
        raise ShiftError(_("This has already begun."))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _taken_by(roster: Roster, planned: Iterable[Shift]) -> Iterable[Shift]:
    """Those that meet neither what stands nor, over midnight, one planned before them."""
    for shift in planned:
        try:
            roster.take(shift)
        except ShiftError:
            continue
        yield shift
