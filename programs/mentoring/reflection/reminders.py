"""The pulse, asked once of each (M10). Reads facts only (M5)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.services.notice import NoticeDraft
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.reminders import PAIR, nudge
from programs.mentoring.reflection.models import PulseAsk

KINDS = (
    nudge(
        "pulse_asked",
        label=_("How's it going?"),
        subject=_("How's it going with %(partner)s?"),
        line=_(
            "Four quick questions. We store your answers without your name and only show averages."
            " No deadline."
        ),
        act=_("Answer"),
        icon="heart-pulse",
        # Not by an answer: when it was given would stand in the notice (decision 14).
        asks=True,
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield who is asked, once each; what they answer is in no notice (M10)."""
    for ask in _open_asks(at).select_related("person", *PAIR).iterator(chunk_size=2000):
        facts = {"partner": ask.mentorship.partner_of(ask.person).name}
        path = reverse("programs:pulse-answer", args=[ask.pk])
        yield NoticeDraft("pulse_asked", ask.person_id, ask.pk, ask.asked_on, facts, path)


def stale(at: datetime) -> Q:
    """Which of these notices are true no longer."""
    return Q(~Exists(_open_asks(at).filter(pk=OuterRef("object_id"))), kind="pulse_asked")


def _open_asks(at):
    return PulseAsk.objects.filter(
        is_answered=False,
        asked_on__gt=at.date() - PulseAsk.OPEN_FOR,
        mentorship__in=Mentorship.objects.running(),
    )
