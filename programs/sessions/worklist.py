"""Rows of the worklist: required sessions that a learner missed and has not made up."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dated import dated
from programs.registry import WorklistRow
from programs.sessions.models import Attendance
from programs.sessions.standing import next_dates

MISSED = "session_missed"
KINDS = {MISSED: gettext_lazy("Sessions missed")}
MOST = 100


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    missed = Attendance.objects.missed().filter(session__cohort__program__in=programs)
    missed = missed.select_related("session__cohort", "learner__person")
    marks = list(missed.order_by("session__starts_at", "pk")[:MOST])
    following = next_dates([mark.session for mark in marks], at=at) if marks else {}
    for mark in marks:
        yield _row(mark, following.get(mark.session.series))


def _row(mark, again):
    session, person = mark.session, mark.learner.person
    page = reverse("programs:session-detail", args=[session.pk])
    return WorklistRow(
        kind=MISSED,
        key=f"{session.series}:{mark.learner_id}",
        program=session.cohort.program_id,
        cohort=session.cohort_id,
        unit=person.unit_id,
        person=person,
        title=_("Missed %(title)s, which is required") % {"title": session.title},
        since=timezone.localdate(session.starts_at),
        facts=((_again(again), page),),
        act=_("See the session") if again else _("Plan another date"),
        url=page if again else reverse("programs:session-copy", args=[session.pk]),
        urgency=2,
    )


def _again(again):
    if again is None:
        return _("No other date is planned")
    when = dated(timezone.localtime(again.starts_at), "l j F, H:i")
    return _("Next date: %(when)s") % {"when": when}
