"""The six digits by which a preceptor signs on a learner's device."""

from datetime import datetime, timedelta
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.sign_offs import signing_pin_notices as notices
from assessments.sign_offs.models import SigningPin
from common.refusal import Refusal
from people.models import Person

DIGITS = 6
# So many wrong ones, and it waits; three times over, and it must be set anew.
TRIES = 5
MOST_FAILURES = 15
WAIT = timedelta(minutes=15)


class PinError(Refusal):
    """The PIN is not accepted."""


@transaction.atomic
def set_pin(*, person: Person, pin: str, at: datetime) -> None:
    """Set or replace the PIN; the caller has asked for the person's password.

    :raises PinError: if it is not six digits, or one that is guessed first.
    """
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        raise PinError(_("A PIN has six digits."))
    if len(set(pin)) < 3 or _is_run(pin):
        raise PinError(_("That PIN is too easy to guess. Try another."))
    SigningPin.objects.update_or_create(
        person=person,
        defaults={
            "pin": make_password(pin),
            "set_at": at,
            "failures": 0,
            "last_failed_at": None,
        },
    )


def check_pin(*, person: Person, pin: str, at: datetime) -> None:
    """Check the PIN, and count a wrong try before saying so.

    Counted in the row, under its lock: tries at the same time are counted one by one, and
    Redis or a second device change nothing. The preceptor is told of every fifth.

    :raises PinError: if there is none, it is wrong, or it waits after five wrong ones.
    """
    with transaction.atomic():
        row = SigningPin.objects.select_for_update(of=("self",)).filter(person=person).first()
        problem = _problem(row, at) or _try(row, pin, at)
    if problem:
        raise PinError(problem)


def _problem(row, at):
    if row is None:
        return _("They haven't set a PIN yet.")
    if row.failures >= MOST_FAILURES:
        return _("This PIN is locked. Its owner can set a new one after logging in.")
    is_waiting = row.failures and row.failures % TRIES == 0 and at < row.last_failed_at + WAIT
    return _("Too many wrong tries. Nothing is lost. Please wait 15 minutes.") if is_waiting else ""


def _try(row, pin, at):
    is_right = row.person.is_active and check_password("".join(pin.split()), row.pin)
    if not is_right:
        row.failures, row.last_failed_at = row.failures + 1, at
        if row.failures % TRIES == 0:
            notices.tell_tried(row, at=at)
    elif row.failures:
        row.failures, row.last_failed_at = 0, None
    row.save(update_fields=["failures", "last_failed_at"])
    return "" if is_right else _("That PIN is wrong. Nothing was signed.")


def _is_run(pin):
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({1}, {-1})
