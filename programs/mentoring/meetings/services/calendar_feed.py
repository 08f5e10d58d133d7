"""The secret address of a person's calendar: made, reset, given up, read."""

from datetime import datetime, timedelta

from django.db import transaction

from common.open_links import hash_secret, new_secret
from people.models import Person
from programs.mentoring.meetings.models import CalendarFeed

USED_LATELY = timedelta(hours=1)


@transaction.atomic
def make_calendar_feed(*, person: Person, at: datetime) -> str:
    """Make a new address, which ends the one before; return its secret, shown this once."""
    token = new_secret()
    CalendarFeed.objects.update_or_create(
        person=person,
        defaults={"token_hash": hash_secret(token), "made_at": at, "last_used_at": None},
    )
    return token


def remove_calendar_feed(*, person: Person) -> None:
    """End the address: whoever holds it reads nothing from now on."""
    CalendarFeed.objects.filter(person=person).delete()


def open_calendar_feed(*, token: str, at: datetime) -> Person | None:
    """Return whose calendar a secret opens and note that it was used, or None."""
    feeds = CalendarFeed.objects.select_related("person").filter(person__is_active=True)
    feed = feeds.filter(token_hash=hash_secret(token)).first()
    if feed is None:
        return None
    if feed.last_used_at is None or at - feed.last_used_at >= USED_LATELY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_at=at)
    return feed.person
