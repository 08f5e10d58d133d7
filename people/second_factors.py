"""Second factors as everybody else asks about them: who has one, and who has to.

They are allauth's own rows (``allauth.mfa``); people/factors/ adds, removes and tells of them.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from people.models import Person

Type = Authenticator.Type
# Recovery codes stand in for these, and alone are none.
FACTORS = (Type.TOTP, Type.WEBAUTHN)
# Of each person in a query over people.
HAS_FACTOR = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS))

# Asked with all else that a page asks about its reader.
FLAGS = {
    "has_passkey": lambda person: Exists(
        Authenticator.objects.filter(user=person, type=Type.WEBAUTHN)
    ),
}


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody has set up: ``app`` and each of ``passkeys`` as allauth keeps them."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    # How many recovery codes are left; None where there never were any.
    codes_left: int | None

    def __bool__(self):
        return bool(self.app or self.passkeys)


def factors_of(person: Person) -> Factors:
    rows = list(Authenticator.objects.filter(user=person.pk).order_by("created_at", "pk"))
    codes = next((row for row in rows if row.type == Type.RECOVERY_CODES), None)
    return Factors(
        app=next((row for row in rows if row.type == Type.TOTP), None),
        passkeys=[row for row in rows if row.type == Type.WEBAUTHN],
        codes_left=codes and len(codes.data["migrated_codes"]),
    )


def has_factor(person: Person) -> bool:
    return Authenticator.objects.filter(user=person.pk, type__in=FACTORS).exists()


def lacks_factor(person: Person) -> bool:
    """Whether somebody has to set one up before anything else (``SECOND_FACTOR_FOR``).

    Asked before each view, in one query, and not by ``reader_flags``: what a view changes, its
    page then says.
    """
    roles = settings.SECOND_FACTOR_FOR
    if not roles:
        return False
    required = {
        "everybody": ~Q(pk=None),
        "administrators": Q(is_administrator=True),
        "coordinators": person.coordinator_condition(),
        "guides": Q(preceptor__isnull=False) | Q(mentor__isnull=False),
    }
    asked = reduce(or_, (required[role] for role in roles))
    return Person.objects.filter(asked, ~HAS_FACTOR, pk=person.pk).exists()
