"""Check-ins of a mentorship: booked, moved, called off, held, missed (M12). Facts only."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.cohorts.services.locks import lock_people
from programs.mentoring.meetings import notices as meetings_notices
from programs.mentoring.meetings.models import AgendaItem, CheckIn, CheckInNote
from programs.mentoring.mentorships.models import Mentorship

FURTHEST_AHEAD = timedelta(days=2 * 366)
LONGEST = timedelta(minutes=480)


class CheckInError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def plan_check_in(
    *,
    mentorship: Mentorship,
    starts_at: datetime,
    minutes: int,
    medium: CheckIn.Medium,
    by: Person,
    at: datetime,
) -> CheckIn:
    """Book a time for the two and tell the other one.

    :raises CheckInError: if it has passed, is years ahead, meets another booking of either
        of the two, or the mentorship does not run.
    """
    mentorship = lock_for_check_in(mentorship)
    require_free(mentorship, starts_at, minutes, by=by, at=at)
    check_in = _create(mentorship, starts_at, minutes, medium, by=by, at=at)
    meetings_notices.contact_made(mentorship.pk, at=at)
    meetings_notices.check_in_planned(check_in, by=by, at=at)
    return check_in


@transaction.atomic
def move_check_in(
    *,
    check_in: CheckIn,
    starts_at: datetime,
    minutes: int,
    medium: CheckIn.Medium,
    by: Person,
    at: datetime,
) -> CheckIn:
    """Book another time in place of this one; return the new check-in.

    The old row stays as called off, so that each time and each notice of it is its own;
    notes and agenda go along.

    :raises CheckInError: as ``plan_check_in``, and if it was held or called off meanwhile.
    """
    mentorship = lock_for_check_in(check_in.mentorship)
    _claim(check_in, cancelled_at=at)
    require_free(mentorship, starts_at, minutes, by=by, at=at)
    moved = _create(mentorship, starts_at, minutes, medium, by=by, at=at)
    moved.calendar_id, moved.sequence = check_in.calendar_id, check_in.sequence + 1
    moved.save(update_fields=["calendar_id", "sequence"])
    CheckInNote.objects.filter(check_in=check_in).update(check_in=moved)
    AgendaItem.objects.filter(check_in=check_in).update(check_in=moved)
    meetings_notices.check_ins_off([check_in], at=at)
    meetings_notices.check_in_moved(moved, by=by, at=at)
    return moved


@transaction.atomic
def cancel_check_in(*, check_in: CheckIn, by: Person, at: datetime) -> None:
    """Call a booked check-in off and tell the other one.

    :raises CheckInError: if it was held or called off meanwhile.
    """
    lock_for_check_in(check_in.mentorship)
    _claim(check_in, cancelled_at=at, sequence=F("sequence") + 1)
    meetings_notices.check_ins_off([check_in], at=at)
    meetings_notices.check_in_cancelled(check_in, by=by, at=at)


@transaction.atomic
def hold_check_in(*, check_in: CheckIn, at: datetime) -> None:
    """Say that the two met as planned: they met when it was planned, and nothing else.

    :raises CheckInError: if its time has not come, or it was told otherwise meanwhile.
    """
    if check_in.starts_at > at:
        raise CheckInError(
            _("That check-in is still to come. If you met earlier, record when you met instead.")
        )
    _require_open(lock_for_check_in(check_in.mentorship))
    _claim(check_in, held_at=check_in.starts_at)
    meetings_notices.check_in_told(check_in, at=at)


@transaction.atomic
def miss_check_in(*, check_in: CheckIn, at: datetime) -> None:
    """Say that a planned check-in did not take place. Nobody is blamed for it.

    :raises CheckInError: if its time has not come, or it was told otherwise meanwhile.
    """
    if check_in.starts_at > at:
        raise CheckInError(_("That check-in is still to come. You can cancel it."))
    _require_open(lock_for_check_in(check_in.mentorship))
    _claim(check_in, missed_at=at)
    meetings_notices.check_in_told(check_in, at=at)


@transaction.atomic
def record_check_in(
    *,
    mentorship: Mentorship,
    met_at: datetime,
    minutes: int,
    medium: CheckIn.Medium,
    by: Person,
    at: datetime,
) -> CheckIn:
    """Note a contact that nobody had planned: any contact counts, a written one too (M12).

    :raises CheckInError: if it lies ahead or before the mentorship, or it is noted already.
    """
    mentorship = lock_for_check_in(mentorship)
    _require_open(mentorship)
    if met_at > at:
        raise CheckInError(_("That time is still to come. You can book it instead."))
    if met_at.date() < mentorship.starts_on:
        raise CheckInError(_("That was before your mentorship began."))
    check_in = _create(mentorship, met_at, minutes, medium, by=by, at=at, held_at=met_at)
    meetings_notices.contact_made(mentorship.pk, at=at)
    return check_in


@transaction.atomic
def undo_check_in(*, check_in: CheckIn, at: datetime) -> None:
    """Take back that a check-in was held or missed; what was never planned disappears.

    :raises CheckInError: if there is nothing to take back.
    """
    _require_open(lock_for_check_in(check_in.mentorship))
    told = CheckIn.objects.filter(pk=check_in.pk, cancelled_at=None).exclude(
        held_at=None, missed_at=None
    )
    gone_at = at if check_in.was_recorded_afterwards else None
    if not told.update(held_at=None, missed_at=None, cancelled_at=gone_at):
        raise CheckInError(_("There is nothing to undo."))


def lock_for_check_in(mentorship):
    """Lock both persons in the order of DESIGN 17, then the mentorship.

    Somebody's times are compared across all their mentorships, so the persons it is.
    """
    lock_people([mentorship.mentor.person_id, mentorship.learner.person_id])
    rows = Mentorship.objects.with_people().select_for_update(of=("self",))
    return rows.get(pk=mentorship.pk)


def _require_open(mentorship):
    if not mentorship.is_open:
        raise CheckInError(_("This mentorship has ended."))


def _claim(check_in, **outcome):
    planned = CheckIn.objects.planned().filter(pk=check_in.pk)
    if not planned.update(**outcome):
        raise CheckInError(_("This check-in has just been changed. Please look at it again."))


def _create(mentorship, starts_at, minutes, medium, *, by, at, held_at=None):
    try:
        with transaction.atomic():
            return CheckIn.objects.create(
                mentorship=mentorship,
                starts_at=starts_at,
                minutes=minutes,
                medium=medium,
                planned_by=by,
                planned_at=at,
                held_at=held_at,
            )
    except IntegrityError as error:
        raise CheckInError(_("A check-in at that time is already recorded.")) from error


def require_free(mentorship, starts_at, minutes, *, by, at):
    if not mentorship.is_running:
        raise CheckInError(_("This mentorship is paused or has ended, so nothing can be booked."))
    if starts_at <= at:
        raise CheckInError(_("That time has passed. If you met then, record that you met."))
    if starts_at - at > FURTHEST_AHEAD:
        raise CheckInError(_("That is more than two years ahead. Please check the year."))
    _require_nothing_else(mentorship, starts_at, minutes, by=by)


def _require_nothing_else(mentorship, starts_at, minutes, *, by):
    partner = mentorship.partner_of(by)
    if _has_other(by, starts_at, minutes):
        raise CheckInError(_("You have another check-in at that time."))
    if _has_other(partner, starts_at, minutes):
        # Whom the partner meets is not said.
        raise CheckInError(_("%(name)s is not free at that time.") % {"name": partner.name})


def _has_other(person, starts_at, minutes):
    ends_at = starts_at + timedelta(minutes=minutes)
    near = CheckIn.objects.of(person).planned().filter(mentorship__closed_at=None)
    near = near.filter(starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST)
    return any(other.ends_at > starts_at for other in near)
