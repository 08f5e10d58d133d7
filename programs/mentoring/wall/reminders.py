"""What the calendar has to say about the wall: that a request went unanswered (M5)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from people.notices.services.notice import NoticeDraft
from programs.mentoring.wall.models import BreakGlass

# Later than that it is no news any more.
TOO_LATE = timedelta(days=3)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what is to be told to whoever asked to read for safety and had no answer in time."""
    lapsed = BreakGlass.objects.filter(
        decided_at=None, expires_at__lte=at, expires_at__gt=at - TOO_LATE
    )
    for asked in lapsed.select_related("mentorship__program"):
        facts = {"program": asked.mentorship.program.name}
        path = reverse("programs:break-glass-read", args=[asked.pk])
        on = asked.expires_at.date()
        yield NoticeDraft("break_glass_unanswered", asked.asked_by_id, asked.pk, on, facts, path)
