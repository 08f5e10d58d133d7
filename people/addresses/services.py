"""Changing the address somebody logs in with: nobody becomes somebody else by it.

Whoever sets the address of another could have a new password mailed to themselves. So a change
waits (docs/decisions/0026-a-new-address-waits.md): the old one stays good and hears of it first.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.addresses import notices
from people.addresses.models import AddressChange
from people.mail_addresses import taken_words
from people.models import Person
from people.permissions import can_change_address, can_vouch_for_address
from people.services.device_session import end_sessions
from people.services.security_log import Kind, record

Outcome = AddressChange.Outcome


class AddressChangeError(Refusal):
    """A rule refused the change of an address."""


@transaction.atomic
def ask_address_change(
    *, person: Person, new_email: str, by: Person, at: datetime
) -> AddressChange:
    """Let a new address wait, and tell the old one, with a link that stops it.

    :raises AddressChangeError: if ``by`` is neither they nor an administrator, another change
        waits, or somebody has the address.
    """
    locked = _lock(person)
    if not can_change_address(by, locked):
        raise AddressChangeError(_("Only they or a site administrator can change this address."))
    new_email = new_email.lower()
    if new_email == locked.email:
        raise AddressChangeError(_("This is the address they have now."))
    if Person.objects.filter(email=new_email).exists():
        raise AddressChangeError(taken_words(new_email, by=by))
    if locked.address_changes.waiting().exists():
        raise AddressChangeError(_("Another change is waiting. Withdraw it first."))
    change = AddressChange.objects.create(
        person=locked,
        old_email=locked.email,
        new_email=new_email,
        asked_by=by,
        asked_at=at,
        waits_until=at + AddressChange.WAITS,
    )
    record(Kind.ADDRESS_ASKED, by=by, about=locked)
    notices.tell_asked(change, at=at)
    return change


@transaction.atomic
def confirm_address(*, change: AddressChange, at: datetime) -> None:
    """Take the new address at once: its owner says so, from the old one or logged in.

    :raises AddressChangeError: if it waits no longer, or somebody has the address by now.
    """
    _apply(_waiting(change), Outcome.CONFIRMED, at=at)


@transaction.atomic
def stop_address(*, change: AddressChange, at: datetime) -> None:
    """Keep the old address: its owner did not ask for another.

    :raises AddressChangeError: if it waits no longer.
    """
    held = _waiting(change)
    _close(held, Outcome.STOPPED, at=at)
    notices.tell_stopped(held, at=at)


@transaction.atomic
def vouch_for_address(*, change: AddressChange, by: Person, at: datetime) -> None:
    """Take the new address at once: a second administrator knows that the old one is dead.

    :raises AddressChangeError: as :func:`confirm_address`, and for whoever asked for it.
    """
    held = _waiting(change)
    if not can_vouch_for_address(by, held):
        raise AddressChangeError(_("Someone other than the person who asked has to confirm this."))
    _apply(held, Outcome.VOUCHED, by=by, at=at)


@transaction.atomic
def withdraw_address(*, change: AddressChange, by: Person, at: datetime) -> None:
    """Keep the old address after all.

    :raises AddressChangeError: if it waits no longer, or ``by`` may not.
    """
    held = _waiting(change)
    if not can_change_address(by, held.person):
        raise AddressChangeError(_("Only they or a site administrator can change this address."))
    _close(held, Outcome.WITHDRAWN, by=by, at=at)


def apply_unanswered(*, clock: Callable[[], datetime]) -> int:
    """Take the addresses that nobody stopped within 72 hours; return how many."""
    count = 0
    for change in AddressChange.objects.due(clock()):
        with transaction.atomic():
            held = _held(change)
            if held is None:
                continue
            if Person.objects.filter(email=held.new_email).exists():
                _close(held, Outcome.TAKEN, at=clock())
                continue
            _apply(held, Outcome.UNANSWERED, at=clock())
            count += 1
    return count


def _apply(change, outcome, *, at, by=None):
    """Write the address. Sessions end by it, and so do links to a new password."""
    change.person.email = change.new_email
    try:
        with transaction.atomic():
            change.person.save(update_fields=["email"])
    except IntegrityError:
        raise AddressChangeError(_("This address can't be used here.")) from None
    end_sessions(change.person)
    _close(change, outcome, by=by, at=at)
    notices.tell_changed(change, at=at)


def _close(change, outcome, *, at, by=None):
    change.outcome, change.closed_at, change.closed_by = outcome, at, by
    change.save(update_fields=["outcome", "closed_at", "closed_by"])
    record(Kind.ADDRESS_DECIDED, by=by, about=change.person_id, what=str(outcome))
    notices.over(change, at=at)


def _lock(person):
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _waiting(change):
    held = _held(change)
    if held is None:
        raise AddressChangeError(_("This change is no longer waiting."))
    return held


def _held(change):
    """The change as it stands now, with its person held, or None where it waits no longer."""
    person = _lock(change.person)
    held = AddressChange.objects.waiting().filter(pk=change.pk).first()
    if held is not None:
        held.person = person
    return held
