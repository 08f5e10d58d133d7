"""Whether a shift can be: the times, the days, who is assigned, what stands already (P18, P24)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.local_time import NoSuchTimeError, moment_of
from common.refusal import Refusal
from people.models import Person, Preceptor, Unit
from people.notices.quiet_hours import time_zone
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.shifts.models import Shift
from programs.shifts.models.shift import LONGEST


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
        """When it begins and ends; one that ends earlier than it begins goes over midnight.

        :raises ShiftError: where both are the same, or the clocks skip one of the two.
        """
        if self.ends == self.starts:
            raise ShiftError(_("The end is the same as the start. Check the times."))
        last_day = self.day + timedelta(days=self.ends < self.starts)
        try:
            return moment_of(self.day, self.starts, zone), moment_of(last_day, self.ends, zone)
        except NoSuchTimeError:
            raise ShiftError(
                _(
                    "The clocks go forward that night (%(day)s), so one of these times doesn't "
                    "exist. Choose another."
                )
                % {"day": _dated(self.day)}
            ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a shift is besides its times."""

    preceptor: Preceptor
    origin: Shift.Origin
    unit: Unit | None = None
    is_supernumerary: bool = True


class Roster:
    """What stands of some learners, read once: many shifts are judged without a question each.

    The caller holds the locks of the learners (``services.shift.lock_learners``). ``since`` is
    the first day that will be asked about.
    """

    def __init__(self, preceptorships: Collection[Preceptorship], *, since: date):
        learners = {row.learner.person_id for row in preceptorships}
        # A day more, whatever the zone.
        begun = timezone.make_aware(datetime.combine(since, time.min)) - timedelta(days=2)
        standing = Shift.objects.standing().filter(
            preceptorship__learner__person__in=learners, ends_at__gt=begun
        )
        self._shifts = defaultdict(list)
        for shift in standing.with_people():
            self._shifts[shift.preceptorship.learner.person_id].append(shift)
        self._assignments = defaultdict(list)
        held = PreceptorAssignment.objects.filter(preceptorship__in=preceptorships)
        # The primary first, and of two whoever came last.
        held = held.select_related("preceptor__person").order_by("-role", "-valid_from")
        for assignment in held:
            self._assignments[assignment.preceptorship_id].append(assignment)

    def preceptors_on(self, preceptorship: Preceptorship, day: date) -> list[Preceptor]:
        """Whoever is assigned that day, the primary first."""
        held = self._assignments[preceptorship.pk]
        return [assignment.preceptor for assignment in held if assignment.is_on(day)]

    def same_as(self, preceptorship: Preceptorship, times: Times) -> Shift | None:
        """The shift that stands with exactly these times, if one does."""
        moments = times.moments(zone_of(preceptorship))
        for shift in self._shifts[preceptorship.learner.person_id]:
            if shift.preceptorship_id == preceptorship.pk and moments == _moments(shift):
                return shift
        return None

    def shift(
        self, preceptorship: Preceptorship, times: Times, plan: Plan, *, by: Person, at: datetime
    ) -> Shift:
        """Return such a shift, not stored yet.

        :raises ShiftError: if the day is not one of the preceptorship's, the preceptor is not
            assigned then, or the times make no shift.
        """
        starts_at, ends_at = times.moments(zone_of(preceptorship))
        _refuse_day(preceptorship, times.day)
        if plan.preceptor not in self.preceptors_on(preceptorship, times.day):
            words = {"name": plan.preceptor, "learner": preceptorship.learner}
            words["day"] = _dated(times.day)
            raise ShiftError(_("%(name)s isn't assigned to %(learner)s on %(day)s.") % words)
        return Shift(
            preceptorship=preceptorship,
            preceptor=plan.preceptor,
            unit=plan.unit,
            day=times.day,
            starts_at=starts_at,
            ends_at=ends_at,
            minutes=_worked_minutes(starts_at, ends_at, times.break_minutes),
            is_supernumerary=plan.is_supernumerary,
            origin=plan.origin,
            created_at=at,
            created_by=by,
            settles_at=ends_at + settles_after(preceptorship),
        )

    def take(self, shift: Shift) -> None:
        """Give the learner this time, of which nobody else gets any.

        :raises ShiftError: if they have another shift then, in whichever preceptorship.
        """
        taken = self._shifts[shift.preceptorship.learner.person_id]
        for other in taken:
            overlaps = other.starts_at < shift.ends_at and shift.starts_at < other.ends_at
            if overlaps and other.pk != shift.pk:
                raise ShiftError(_taken_words(shift, other))
        taken.append(shift)


def settles_after(preceptorship: Preceptorship) -> timedelta:
    """How long both sides may question hours before they count (P26)."""
    return timedelta(days=preceptorship.program.preceptorship_rules.hours_settle_days)


def zone_of(preceptorship: Preceptorship) -> ZoneInfo:
    """The zone of the learner, who is where the shift is."""
    return time_zone(preceptorship.learner.person.time_zone)


def _moments(shift):
    return shift.starts_at, shift.ends_at


def _taken_words(shift, other):
    zone = zone_of(shift.preceptorship)
    return _("%(learner)s already works then: %(from)s to %(to)s.") % {
        "learner": shift.preceptorship.learner,
        "from": date_format(timezone.localtime(other.starts_at, zone), "j M, H:i"),
        "to": date_format(timezone.localtime(other.ends_at, zone), "H:i"),
    }


def _worked_minutes(starts_at, ends_at, break_minutes):
    """What was worked, by the hours that pass, on nights when clocks change too."""
    if ends_at - starts_at > LONGEST:
        raise ShiftError(_("At most 24 hours at a time."))
    minutes = int((ends_at - starts_at).total_seconds()) // 60 - break_minutes
    if minutes <= 0:
        raise ShiftError(_("The break is as long as the work."))
    return minutes


def _refuse_day(preceptorship, day):
    last_day = max(preceptorship.ends_on, preceptorship.supported_until)
    if not preceptorship.starts_on <= day <= last_day:
        days = {"first": _dated(preceptorship.starts_on), "last": _dated(last_day)}
        raise ShiftError(_("Choose a day of the preceptorship, from %(first)s to %(last)s.") % days)


def _dated(day):
    return date_format(day, "j M Y")
