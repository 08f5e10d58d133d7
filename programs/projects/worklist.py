"""Rows of the worklist: preceptorships whose project ends before they do."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dated import dated
from common.together import part
from programs.projects.models import ASKED_AHEAD, ProjectPart

ENDS = "project_ends"
KINDS = {ENDS: gettext_lazy("Projects at their end")}
MOST = 100


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    asked = ProjectPart.objects.to_decide(today).filter(project__program__in=programs)
    yield part(
        asked.order_by("project__ends_on", "pk")[:MOST],
        ENDS,
        of="preceptorship",
        name="project__name",
        ends_on="project__ends_on",
    )


def _rows(found, at):
    today = timezone.localdate(at)
    for ending in found:
        preceptorship, ends_on = ending.preceptorship, ending.day("ends_on")
        is_over = ends_on < today
        words = {"project": ending.told["name"], "day": dated(ends_on)}
        title = (
            _("“%(project)s” ended on %(day)s") if is_over else _("“%(project)s” ends on %(day)s")
        )
        until = _("Planned until %(day)s") % {"day": dated(preceptorship.ends_on)}
        yield ending.row(
            title=title % words,
            since=ends_on - ASKED_AHEAD,
            facts=((until, reverse("programs:preceptorship-plan", args=[preceptorship.pk])),),
            act=_("Decide"),
            url=reverse("programs:project-part-decide", args=[ending.key]),
            urgency=1 if is_over else 2,
        )


WORDS = {ENDS: _rows}
