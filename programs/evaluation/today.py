"""What Today shows of evaluations: the one that somebody is asked for, until it is done."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Person
from people.registry import TodayItem
from programs.evaluation.models import EvaluationAsk


def _is_asked(person):
    return Exists(EvaluationAsk.objects.filter(person=person, status=EvaluationAsk.Status.WAITING))


READER_FLAGS = {"is_asked_to_evaluate": _is_asked}


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    if not flags["is_asked_to_evaluate"]:
        return
    asks = EvaluationAsk.objects.waiting_for(person, timezone.localdate(at))
    for ask in asks.select_related("preceptorship__program").order_by("asked_on", "pk"):
        program = ask.preceptorship.program.name
        yield TodayItem(
            section=_("Your record"),
            title=_("What was %(program)s like for you?") % {"program": program},
            detail=_("A minute of ticks. Your answers stay anonymous. You can skip it."),
            url=reverse("programs:evaluation-answer", args=[ask.pk]),
            act=_("Answer or skip"),
            urgency=2,
            icon="chat-square-heart",
        )
