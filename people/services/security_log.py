"""What the security log is told: ids and codes alone, and never at the cost of the act itself."""

import logging
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from django.db import DatabaseError, models, transaction

from people.models import Person, SecurityEvent
from people.origin import origin

Kind: TypeAlias = SecurityEvent.Kind
LONGEST = 100
# What somebody should look at.
ALARMING = {Kind.LOG_IN_FAILED, Kind.CONFIRM_FAILED, Kind.REFUSED, Kind.HIDDEN, Kind.ABSENT}

log = logging.getLogger(__name__)
security = logging.getLogger("alongside.security")


def record(
    kind: Kind,
    *,
    by: Person | None = None,
    about: models.Model | UUID | None = None,
    what: str = "",
) -> None:
    """Write an entry, and a line to the logger ``alongside.security``.

    ``by`` is whoever is logged in, if nobody is named. In a transaction the entry stands and
    falls with the act; an entry that cannot be written is logged, and the act goes on.
    """
    asking = origin()
    event = {
        "kind": str(kind),
        "by": by.pk if by else asking.by,
        "about": about.pk if isinstance(about, models.Model) else about,
        "address": asking.address,
        "what": what[:LONGEST],
    }
    try:
        with transaction.atomic():
            SecurityEvent.objects.create(**event)
    except DatabaseError as error:
        log.error("The security log could not be told of %s: %s", kind, type(error).__name__)
    transaction.on_commit(partial(_say, event))


def forget(*, before: datetime) -> int:
    """Delete what is older, and return how many entries that were."""
    return SecurityEvent.objects.filter(recorded_at__lt=before).delete()[0]


def _say(event: dict[str, Any]) -> None:
    level = logging.WARNING if event["kind"] in ALARMING else logging.INFO
    said = {name: str(value) for name, value in event.items() if value}
    words = " ".join(f"{name}={value}" for name, value in said.items())
    security.log(level, "%s", words, extra={"event": said})
