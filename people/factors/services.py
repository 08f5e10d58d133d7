"""Second factors: what changes about them is written down and told, and lost ones are removed."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal.flows import reauthenticate
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.factors.models import FactorChange
from people.factors.notices import tell_changed
from people.models import Person
from people.permissions import can_reset_factors
from people.services.reauthentication import confirm_by_passkey
from people.services.security_log import Kind, record


class FactorsError(Refusal):
    """A rule refused the removal of second factors."""


@transaction.atomic
def note_change(
    *,
    person: Person,
    factor: str,
    act: FactorChange.Act,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> FactorChange:
    """Write down that a factor came or went, and tell the person, by mail too."""
    change = FactorChange.objects.create(
        person=person, factor=factor, act=act, changed_by=by, changed_at=at, reason=reason
    )
    tell_changed(change)
    return change


@transaction.atomic
def use_passkey(request, passkey: Authenticator, *, at: datetime) -> None:
    """Let a passkey that was checked stand for the password, in this session, for ten minutes."""
    reauthenticate(request, passkey)
    confirm_by_passkey(request, at=at)


@transaction.atomic
def take_recovery_codes(person: Person) -> list[str]:
    """Return somebody's recovery codes, just made, and keep nothing of them but their hashes.

    In place of the seed that makes them allauth finds the hashes where it has codes that were
    brought along from elsewhere, and counts them. ``OrRecoveryCode`` compares.
    """
    row = _codes_of(person).get()
    codes = row.wrap().get_unused_codes()
    row.data = {"migrated_codes": [encrypt(make_password(code)) for code in codes]}
    row.save(update_fields=["data"])
    return codes


@transaction.atomic
def use_recovery_code(person: Person, code: str) -> Authenticator | None:
    """Use a recovery code up; return nothing if it is none, or none any more."""
    row = _codes_of(person).first()
    hashes = row.data.get("migrated_codes", []) if row else []
    used = next((each for each in hashes if check_password(code, decrypt(each))), None)
    if row is None or used is None:
        return None
    hashes.remove(used)
    row.save(update_fields=["data"])
    return row


def _codes_of(person):
    rows = Authenticator.objects.select_for_update()
    return rows.filter(user=person.pk, type=Authenticator.Type.RECOVERY_CODES)


@transaction.atomic
def reset_factors(*, person: Person, reason: str, by: Person | None, at: datetime) -> FactorChange:
    """Remove every factor of somebody who lost theirs; by nobody where an operator does it.

    :raises FactorsError: if ``by`` may not, as for oneself, or there is none.
    """
    if by and not can_reset_factors(by, person):
        raise FactorsError(_("Another administrator has to do this."))
    removed, _rows = Authenticator.objects.filter(user=person.pk).delete()
    if not removed:
        raise FactorsError(_("There is nothing to remove."))
    # allauth is not asked, and so says nothing.
    record(Kind.FACTOR_REMOVED, by=by, about=person, what="all")
    return note_change(
        person=person,
        factor=FactorChange.Factor.ALL,
        act=FactorChange.Act.RESET,
        by=by,
        at=at,
        reason=reason,
    )
