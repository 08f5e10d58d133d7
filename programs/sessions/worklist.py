"""Rows of the worklist: required sessions that a learner missed and has not made up."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dated import dated
from common.together import part
from programs.sessions.models import Attendance, Session

MISSED = "session_missed"
KINDS = {MISSED: gettext_lazy("Sessions missed")}
MOST = 100


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    missed = Attendance.objects.missed().filter(session__cohort__program__in=programs)
    coming = Session.objects.standing().filter(series=OuterRef("session__series"), starts_at__gt=at)
    fields = ("session", "learner", "session__series", "session__title", "session__starts_at")
    yield part(
        missed.order_by("session__starts_at", "pk")[:MOST],
        MISSED,
        **{name.removeprefix("session__"): name for name in fields},
        person="learner__person",
        cohort="session__cohort",
        program="session__cohort__program",
        again=Subquery(coming.order_by("starts_at").values("starts_at")[:1]),
    )


def _missed_rows(found, at):
    for missed in found:
        told, again = missed.told, missed.moment("again")
        page = reverse("programs:session-detail", args=[told["session"]])
        yield missed.row(
            key=f"{told['series']}:{told['learner']}",
            program=UUID(told["program"]),
            cohort=UUID(told["cohort"]),
            title=_("Missed %(title)s, which is required") % told,
            since=timezone.localdate(missed.moment("starts_at")),
            facts=((_again(again), page),),
            act=_("See the session") if again else _("Plan another date"),
            url=page if again else reverse("programs:session-copy", args=[told["session"]]),
            urgency=2,
        )


def _again(again):
    if again is None:
        return _("No other date is planned")
    when = dated(timezone.localtime(again), "l j F, H:i")
    return _("Next date: %(when)s") % {"when": when}


WORDS = {MISSED: _missed_rows}
