"""That a learner is asked what they think: told once, once more, then never again (P19, N9)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.evaluation.models import EvaluationAsk

KIND = "evaluation_asked"
FIRST, REPEAT = range(2)
REPEAT_AFTER = timedelta(days=7)

KINDS = (
    NoticeKind(
        code=KIND,
        label=_("What was it like?"),
        subject=_("What was %(program)s like for you?"),
        line=_(
            "A minute of ticks. We store your answers without your name and only show groups of "
            "five or more. You can skip it."
        ),
        why=_("You get this because you learn, or learned, in this program."),
        act=_("Answer or skip"),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        icon="chat-square-heart",
        facts=("program",),
        # Not by an answer: when it was given would stand in the notice (decision 43).
        asks=True,
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield who is asked, twice at most; what they answer is in no notice."""
    today = timezone.localdate(at)
    asks = EvaluationAsk.objects.open(today).filter(person__is_active=True)
    asks = asks.select_related("preceptorship__program")
    for ask in asks.order_by("pk").iterator(chunk_size=2000):
        step = REPEAT if today - ask.asked_on >= REPEAT_AFTER else FIRST
        facts = {"program": ask.preceptorship.program.name}
        path = reverse("programs:evaluation-answer", args=[ask.pk])
        yield NoticeDraft(KIND, ask.person_id, ask.pk, ask.asked_on, facts, path, step)


def stale(at: datetime) -> QuerySet:
    """Those whose mail waits, of what was answered, skipped or lapsed."""
    still = EvaluationAsk.objects.open(timezone.localdate(at)).filter(pk=OuterRef("object_id"))
    return Notice.objects.waiting_to_leave().filter(~Exists(still), kind=KIND)
