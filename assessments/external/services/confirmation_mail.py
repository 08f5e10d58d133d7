"""Sending the mails that ask to confirm a signature: of a skill, and of a review (P11, P27)."""

from collections.abc import Callable
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, QuerySet

from people.services.post import hand_over, mail_server

# After so many failures the signature stays unconfirmed.
MOST_FAILURES = 5
# Few, because a crash in the middle leaves as many marked as sent that were not.
BATCH = 20


def send_waiting(
    unsent: QuerySet,
    compose: Callable[..., EmailMessage],
    *,
    since: str,
    name: str,
    limit: int = BATCH,
    clock: Callable[[], datetime],
) -> int:
    """Send up to ``limit`` waiting mails, oldest first, and return how many went out.

    ``unsent``: rows with ``sent_at`` and ``failures`` that wait since the time in their column
    ``since``; in the log each is called by ``name``.

    Any number of these may run at once. Where the mail server is down they wait on.
    """
    waiting = unsent.filter(failures__lt=MOST_FAILURES).order_by("failures", since, "pk")
    if not waiting.exists():
        return 0
    with mail_server("confirmations") as connection:
        taken = _take(waiting, limit, at=clock()) if connection else []
        return sum(_send(row, compose(row), connection, name) for row in taken)


@transaction.atomic
def _take(waiting, limit, *, at):
    """Mark the next ones as sent, and return them."""
    taken = list(waiting.select_for_update(skip_locked=True, of=("self",))[:limit])
    waiting.model.objects.filter(pk__in=[row.pk for row in taken]).update(sent_at=at)
    return taken


def _send(row, message, connection, name):
    if hand_over(message, connection, f"{name} {row.pk}"):
        return True
    type(row).objects.filter(pk=row.pk).update(sent_at=None, failures=F("failures") + 1)
    return False
