"""Counting wrong passwords, so that guessing takes for ever and nobody is shut out by it.

Nobody is looked up while somebody waits: the answer is alike for every address
(docs/decisions/0033-guessing-waits.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, When
from django.db.models.functions import Greatest

from people.log_in_notices import tell_tried
from people.models import LogInTries, Person
from people.pace import ACCOUNT, NETWORK, Pace

# By then every try is forgotten, however many there were.
KEPT_FOR = timedelta(days=1)
DEVICE, NET = "device", "network"


class TooSoon(Exception):
    """No password is compared before ``ready_at``."""

    def __init__(self, ready_at: datetime):
        super().__init__(ready_at)
        self.ready_at = ready_at


@dataclass(frozen=True, slots=True)
class Claim:
    """A try that counts as a wrong one until it was right."""

    row: int
    at: datetime
    # When the one before it was.
    before: datetime


@transaction.atomic
def claim_try(*, email: str, device: str, network: str, at: datetime) -> list[Claim]:
    """Count a try as a wrong one, before the password is compared.

    ``device`` is that of a device which has logged in to this account before, else empty. So
    a thousand tries at once are counted one by one, and the pace holds for them too.

    :raises TooSoon: if it has to wait; then nothing is counted.
    """
    email = email.lower()
    if device:
        return [_claim(ACCOUNT, email, f"{DEVICE} {device}", at)]
    place = f"{NET} {network}"
    # In this order everywhere, so that no two wait for each other.
    return [_claim(ACCOUNT, email, place, at), _claim(NETWORK, "", place, at)]


def forgive_try(claims: list[Claim]) -> None:
    """The password was right: the try was none."""
    for claim in claims:
        LogInTries.objects.filter(pk=claim.row).update(
            tries=Greatest(F("tries") - 1, 0.0),
            last_at=Case(When(last_at=claim.at, then=claim.before), default=F("last_at")),
        )


def tell_whose_account_is_tried(*, clock: Callable[[], datetime]) -> int:
    """Tell the owners of accounts tried from elsewhere, once a day each; return how many.

    What is older than a day is forgotten.
    """
    now = clock()
    LogInTries.objects.filter(last_at__lte=now - KEPT_FOR).delete()
    tried = LogInTries.objects.exclude(email="").filter(
        place__startswith=NET, tries__gt=ACCOUNT.free - 1
    )
    people = Person.objects.active().activated().filter(email__in=tried.values("email"))
    return sum(tell_tried(person, at=now) for person in people)


def _claim(pace: Pace, email: str, place: str, at: datetime) -> Claim:
    rows = LogInTries.objects
    fresh = LogInTries(email=email, place=place, last_at=at)
    rows.bulk_create([fresh], ignore_conflicts=True)
    row = rows.select_for_update().get(email=email, place=place)
    ready_at = pace.ready_at(row.tries, row.last_at)
    if at < ready_at:
        raise TooSoon(ready_at)
    before, row.tries = row.last_at, pace.one_more(row.tries, row.last_at, at)
    row.last_at = at
    row.save(update_fields=["tries", "last_at"])
    return Claim(row.pk, at, before)
