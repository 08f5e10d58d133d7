"""Asking for a guest from another organisation: the other side decides.

Nobody learns by asking whether somebody is here. A request is written down and answered in the
same words for every address; who has it is looked for afterwards, by the sweep.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from people.organisations import has_wall
from people.services.security_log import Kind, record
from programs.cohorts.models import Program
from programs.guests import notices
from programs.guests.deciders import deciders_of
from programs.guests.models import GuestRequest
from programs.guests.permissions import (
    can_ask_for_guest,
    can_decide_guest,
    can_withdraw_guest_request,
)

Status = GuestRequest.Status
# Of one program: more is fishing for addresses.
MOST_WAITING = 20


class GuestRequestError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def ask_for_guest(
    *, program: Program, email: str, reason: str, by: Person, at: datetime
) -> GuestRequest:
    """Ask for whoever has this address, in another organisation, if anybody has.

    :raises GuestRequestError: if ``by`` does not run the program or finds the person already,
        or the same is asked for, or too much.
    """
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    email = email.lower()
    if not can_ask_for_guest(by, program):
        raise GuestRequestError(_("Only someone who runs this program can ask for a guest."))
    _refuse_whoever_is_found(by, email)
    for old in program.guest_requests.overdue(at).filter(email=email):
        _expire(old, at=at)
    if program.guest_requests.waiting(at).count() >= MOST_WAITING:
        raise GuestRequestError(
            _("%(count)d requests of this program are waiting. Withdraw one, or wait for answers.")
            % {"count": MOST_WAITING}
        )
    _refuse_again(program, email, at)
    request = _create(program, email, reason, by=by, at=at)
    record(Kind.GUEST_ASKED, by=by, about=request, what=f"program {program.pk}")
    return request


def _refuse_whoever_is_found(by, email):
    if not has_wall(by):
        raise GuestRequestError(_("You can already find everyone here. Search for them instead."))
    found = Person.objects.active().visible_to(by).filter(email=email).first()
    if found:
        raise GuestRequestError(
            _("You can already find %(name)s. Search for them instead.") % {"name": found.name}
        )


def _refuse_again(program, email, at):
    """Nobody is pressed: who said no is asked again after the time that there was to answer."""
    lately = program.guest_requests.filter(
        email=email, status=Status.DECLINED, closed_at__gt=at - GuestRequest.WAITS
    )
    if lately.exists():
        raise GuestRequestError(
            _("This request was declined less than 14 days ago. Please wait before asking again.")
        )


def _create(program, email, reason, *, by, at):
    try:
        with transaction.atomic():
            return GuestRequest.objects.create(
                program=program,
                email=email,
                reason=reason,
                asked_by=by,
                asked_at=at,
                expires_at=at + GuestRequest.WAITS,
            )
    except IntegrityError:
        raise GuestRequestError(
            _("This program has already asked for %(email)s.") % {"email": email}
        ) from None


@transaction.atomic
def withdraw_guest_request(*, request: GuestRequest, by: Person, at: datetime) -> None:
    """Take a request back that nobody has answered.

    :raises GuestRequestError: if it waits no longer, or ``by`` does not run the program.
    """
    if not can_withdraw_guest_request(by, request):
        raise GuestRequestError(_("Only someone who runs this program can withdraw this."))
    held = _waiting(request, at)
    _close(held, Status.WITHDRAWN, by=by, at=at)


@transaction.atomic
def grant_guest(
    *, request: GuestRequest, ends_on: date, by: Person, at: datetime, today: date
) -> None:
    """Let the program's coordinators find the person until ``ends_on``, and take them in.

    :raises GuestRequestError: if somebody answered first, ``by`` may not, or the day will not do.
    """
    held = _to_decide(request, by, at)
    if not today <= ends_on <= today + GuestRequest.LONGEST:
        raise GuestRequestError(_("Choose a day from today on, at most a year ahead."))
    held.ends_on = ends_on
    _close(held, Status.GRANTED, by=by, at=at)
    record(Kind.GUEST_DECIDED, by=by, about=held.person, what="granted")
    notices.tell_granted(held, at=at)


@transaction.atomic
def decline_guest(*, request: GuestRequest, answer: str, by: Person, at: datetime) -> None:
    """Keep the person where they are, with a reason that who asked and they themselves read.

    :raises GuestRequestError: as :func:`grant_guest`.
    """
    held = _to_decide(request, by, at)
    held.answer = answer
    _close(held, Status.DECLINED, by=by, at=at)
    record(Kind.GUEST_DECIDED, by=by, about=held.person, what="declined")
    notices.tell_declined(held, at=at)


@transaction.atomic
def end_guest(*, request: GuestRequest, by: Person, at: datetime, today: date) -> None:
    """Let the program's coordinators find the person no longer; whoever takes part stays.

    :raises GuestRequestError: if they are a guest no longer, or ``by`` may not.
    """
    held = _held(GuestRequest.objects.granted(), request)
    if held is None:
        raise GuestRequestError(_("They aren't a guest any more."))
    _refuse_decider(held, by)
    held.status, held.ends_on = Status.ENDED, min(held.ends_on, today)
    held.save(update_fields=["status", "ends_on"])
    record(Kind.GUEST_DECIDED, by=by, about=held.person, what="ended")
    notices.tell_ended(held, by=by, at=at)


def pass_on_guest_requests(*, at: datetime) -> int:
    """Ask the coordinators of those who were found here since; return how many were.

    May run twice at once: a request is passed on once.
    """
    found = 0
    unknown = GuestRequest.objects.waiting(at).filter(person=None).order_by("pk")
    for request in unknown.with_people():
        person = Person.objects.active().filter(email=request.email).first()
        if person and not Person.objects.visible_to(request.asked_by).filter(pk=person.pk):
            found += _pass_on(request, person, at=at)
    return found


@transaction.atomic
def _pass_on(request, person, *, at):
    fresh = GuestRequest.objects.waiting(at).filter(pk=request.pk, person=None)
    if not fresh.update(person=person):
        return 0
    request.person = person
    notices.tell_asked(request, deciders_of(request), at=at)
    return 1


def close_overdue(*, at: datetime, today: date) -> None:
    """Close what nobody answered, and say so; end what was granted until yesterday.

    What came to nothing is deleted after a year: it may hold the address of somebody who was
    never here.
    """
    for request in GuestRequest.objects.overdue(at).order_by("pk"):
        _expire(request, at=at)
    granted = GuestRequest.objects.granted().filter(ends_on__lt=today)
    granted.update(status=Status.ENDED)
    nothing = GuestRequest.objects.filter(status__in=[Status.EXPIRED, Status.WITHDRAWN])
    nothing.filter(closed_at__lt=at - GuestRequest.KEPT).delete()


@transaction.atomic
def _expire(request, *, at):
    held = _held(GuestRequest.objects.overdue(at), request)
    if held:
        _close(held, Status.EXPIRED, at=at)
        notices.tell_unanswered(held, at=at)


def _to_decide(request, by, at):
    held = _waiting(request, at)
    _refuse_decider(held, by)
    return held


def _refuse_decider(request, by):
    if not can_decide_guest(by, request):
        raise GuestRequestError(_("Someone else has to answer this."))


def _waiting(request, at):
    held = _held(GuestRequest.objects.waiting(at), request)
    if held is None:
        raise GuestRequestError(_("This request has been answered or is over."))
    return held


def _held(requests, request):
    """The request as it stands now, locked, or None where it is none of these any more."""
    return requests.with_people().select_for_update(of=("self",)).filter(pk=request.pk).first()


def _close(request, status, *, at, by=None):
    request.status, request.closed_at, request.answered_by = status, at, by
    request.save(update_fields=["status", "closed_at", "answered_by", "answer", "ends_on"])
    notices.over(request, at=at)
