"""Asking for a sign-off, and every way in which that ends (P6)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_answer_request, can_ask_for_sign_off
from assessments.sign_offs import request_notices as notices
from assessments.sign_offs.models import SignOff, SignOffRequest
from assessments.sign_offs.services.assessor import assessors_of, judge_assessor
from common.refusal import Refusal
from people.models import Person
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship

NUDGE_AFTER = timedelta(days=2)

Status = SignOffRequest.Status


class SignOffRequestError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def ask_for_sign_offs(
    *,
    preceptorship: Preceptorship,
    competencies: Collection[Competency],
    assessor: Person,
    observed_on: date,
    by: Person,
    at: datetime,
    today: date,
) -> list[SignOffRequest]:
    """Ask one assessor for a sign-off of each competency, as seen on that day.

    The assessor is told once, however many there are (N1). What waits already is not asked
    for again.

    :raises SignOffRequestError: if ``by`` is not the learner, the day or a competency does
        not belong to the preceptorship, or the assessor may not sign for that day (P8).
    """
    lock_record(preceptorship)
    if not can_ask_for_sign_off(by, preceptorship):
        raise SignOffRequestError(
            _("Only the person who learns can ask, while the record is open.")
        )
    _check_what(preceptorship, competencies)
    if not preceptorship.starts_on <= observed_on <= today:
        raise SignOffRequestError(_("Choose a day from the start of the record to today."))
    _check_whom(preceptorship, assessor, observed_on, today)
    facts = {"preceptorship": preceptorship, "assessor": assessor, "observed_on": observed_on}
    days = preceptorship.program.preceptorship_rules.request_days
    asked = [
        SignOffRequest(**facts, competency=competency, requested_at=at, expires_at=at + _days(days))
        for competency in _not_waiting(competencies, facts)
    ]
    if not asked:
        raise SignOffRequestError(
            _("You have already asked for this and it is waiting for an answer.")
        )
    SignOffRequest.objects.bulk_create(asked)
    notices.tell_asked(asked, at=at)
    return asked


@transaction.atomic
def nudge_assessor(*, request: SignOffRequest, by: Person, at: datetime) -> None:
    """Remind the assessor kindly, once in two days.

    :raises SignOffRequestError: if it is too early, or the request no longer waits.
    """
    held = _lock_own(request, by)
    if at < (held.nudged_at or held.requested_at) + NUDGE_AFTER:
        raise SignOffRequestError(
            _("They had a message recently. You can send a reminder in two days.")
        )
    held.nudged_at = at
    held.save(update_fields=["nudged_at"])
    notices.tell_nudged(held, at=at)


@transaction.atomic
def extend_request(*, request: SignOffRequest, by: Person, at: datetime) -> None:
    """Let the request wait longer, once, by as many days as the program gives (P6).

    :raises SignOffRequestError: if that was done, the program gives none, or the request no
        longer waits.
    """
    held = _lock_own(request, by)
    if held.extended_at:
        raise SignOffRequestError(_("This request has already been extended once."))
    longer = _days(held.preceptorship.program.preceptorship_rules.request_extension_days)
    if not longer:
        raise SignOffRequestError(
            _("The program doesn't allow more time. You can ask again instead.")
        )
    held.extended_at, held.expires_at = at, held.expires_at + longer
    held.save(update_fields=["extended_at", "expires_at"])


@transaction.atomic
def withdraw_request(*, request: SignOffRequest, by: Person, at: datetime) -> None:
    """Take the request back. Nobody is told.

    :raises SignOffRequestError: if it no longer waits.
    """
    _close(_lock_own(request, by), Status.WITHDRAWN, at=at)


@transaction.atomic
def decline_request(*, request: SignOffRequest, by: Person, obstacle: str, at: datetime) -> None:
    """Answer that one could not assess it: no judgement, and nothing in the record (P4).

    :raises SignOffRequestError: if ``by`` was not asked, or the request no longer waits.
    """
    held = _lock(request)
    if not can_answer_request(by, held):
        raise SignOffRequestError(_("This request went to someone else."))
    held.obstacle = SignOffRequest.Obstacle(obstacle)
    _close(held, Status.NOT_ASSESSED, at=at)
    notices.tell_not_assessed(held, at=at)


def answer_requests(sign_off: SignOff, request: SignOffRequest | None = None) -> None:
    """Close what the new signature answers: its request, or those for that person and day.

    The caller holds the lock on the preceptorship. No such request goes to somebody without
    an account.
    """
    if sign_off.assessor_id is None:
        return
    same = Q(
        preceptorship=sign_off.preceptorship,
        competency=sign_off.competency,
        assessor=sign_off.assessor,
    )
    answered = Q(observed_on=sign_off.observed_on)
    if request:
        answered |= Q(pk=request.pk)
    waiting = SignOffRequest.objects.open().filter(same & answered)
    closed = list(waiting.select_related("assessor", "rerouted_from"))
    if not closed:
        return
    waiting.update(status=Status.SIGNED, sign_off=sign_off, closed_at=sign_off.signed_at)
    notices.settled(closed, at=sign_off.signed_at)


def reopen_requests(sign_offs: Collection[SignOff], *, at: datetime) -> None:
    """Let what they answered wait again, unless its time is over or it was asked anew.

    The assessor is told once of what was asked at once (N1). The caller holds the lock on the
    preceptorship.
    """
    twins = SignOffRequest.objects.open().filter(
        preceptorship=OuterRef("preceptorship"),
        competency=OuterRef("competency"),
        assessor=OuterRef("assessor"),
        observed_on=OuterRef("observed_on"),
    )
    answered = SignOffRequest.objects.filter(
        ~Exists(twins), sign_off__in=sign_offs, expires_at__gt=at
    )
    in_order = answered.with_learner().select_related("competency", "assessor")
    again = list(in_order.order_by("requested_at", "competency__position"))
    answered.update(status=Status.OPEN, sign_off=None, closed_at=None)
    for _at_once, requests in groupby(again, key=attrgetter("requested_at", "assessor_id")):
        notices.tell_asked(list(requests), at=at)


def expire_requests(*, at: datetime) -> int:
    """Close what waited too long, and tell each learner; return how many."""
    expired = 0
    for request in SignOffRequest.objects.expired(at).order_by("expires_at", "pk").iterator():
        with transaction.atomic():
            held = _lock(request, or_none=True)
            if held and held.expires_at <= at:
                _close(held, Status.EXPIRED, at=at)
                notices.tell_expired(held, at=at)
                expired += 1
    return expired


def hand_requests_over(person: Person, by: Person, at: datetime) -> None:
    """Send what waits for somebody who was deactivated to a backup at once (P6)."""
    reroute_requests(at=at, today=timezone.localdate(at), assessor=person)


def reroute_requests(*, at: datetime, today: date, assessor: Person | None = None) -> int:
    """Send to a backup what waited half its time or its assessor cannot answer any more (P6).

    Once for each request, and only to somebody who could sign for that day; where there is
    nobody it stays. Returns how many went.
    """
    astray = SignOffRequest.objects.astray(at, on=today)
    if assessor:
        astray = astray.filter(assessor=assessor)
    moved = 0
    for request in astray.order_by("requested_at", "pk").iterator():
        with transaction.atomic():
            held = _lock(request, or_none=True)
            moved += bool(held and _reroute(held, at=at, today=today))
    return moved


def _reroute(request, *, at, today):
    for candidate in assessors_of(request.preceptorship, on=today):
        if candidate.person != request.assessor and _may_take(request, candidate, today):
            request.rerouted_from, request.rerouted_at = request.assessor, at
            request.assessor = candidate.person
            request.save(update_fields=["assessor", "rerouted_from", "rerouted_at"])
            notices.tell_rerouted(request, at=at)
            return True
    return False


def _may_take(request, candidate, today):
    judgement = judge_assessor(
        request.preceptorship, candidate.person, on=request.observed_on, today=today
    )
    twin = SignOffRequest.objects.open().filter(
        preceptorship=request.preceptorship,
        competency=request.competency,
        assessor=candidate.person,
        observed_on=request.observed_on,
    )
    return candidate.person.is_active and judgement.is_allowed and not twin.exists()


def _check_what(preceptorship, competencies):
    if not competencies:
        raise SignOffRequestError(_("Choose at least one skill."))
    # As many as can be signed in one act (P10).
    most = preceptorship.program.preceptorship_rules.bulk_limit
    if len(competencies) > most:
        raise SignOffRequestError(_("You can ask for up to %(most)d at once.") % {"most": most})
    asked_for = preceptorship.competency_states.filter(competency__in=competencies).count()
    if asked_for != len(competencies):
        raise SignOffRequestError(_("One of these is not part of this record."))


def _check_whom(preceptorship, assessor, observed_on, today):
    judgement = judge_assessor(preceptorship, assessor, on=observed_on, today=today)
    if not (judgement.is_allowed and assessor.is_active):
        words = {"name": assessor}
        raise SignOffRequestError(
            _("%(name)s can't sign for that day. Choose someone from the list.") % words
        )


def _not_waiting(competencies, facts):
    waiting = SignOffRequest.objects.open().filter(**facts)
    known = set(waiting.values_list("competency_id", flat=True))
    return [competency for competency in competencies if competency.pk not in known]


def _lock(request, *, or_none=False):
    """Hold the record, then the request, in the order of DESIGN 17; it must still wait."""
    lock_record(request.preceptorship)
    open_ones = SignOffRequest.objects.open().select_for_update(of=("self",))
    held = open_ones.with_what().filter(pk=request.pk).first()
    if held is None and not or_none:
        raise SignOffRequestError(_("This request has been answered in the meantime."))
    if held:
        held.preceptorship = request.preceptorship
    return held


def _lock_own(request, by):
    held = _lock(request)
    if not can_ask_for_sign_off(by, held.preceptorship):
        raise SignOffRequestError(_("Only the person who asked can do this."))
    return held


def _days(count):
    return timedelta(days=count)


def _close(request, status, *, at):
    request.status, request.closed_at = status, at
    request.save(update_fields=["status", "closed_at", "obstacle"])
    notices.settled([request], at=at)
