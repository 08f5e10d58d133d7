"""Rows of the worklist: preceptorships whose project ends before they do."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dated import dated
from programs.projects.models import ASKED_AHEAD, ProjectPart
from programs.registry import WorklistRow

ENDS = "project_ends"
KINDS = {ENDS: gettext_lazy("Projects at their end")}
MOST = 100


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    today = timezone.localdate(at)
    asked = ProjectPart.objects.to_decide(today).filter(project__program__in=programs)
    for part in asked.with_people().order_by("project__ends_on", "pk")[:MOST]:
        yield _row(part, today)


def _row(part, today):
    preceptorship, project = part.preceptorship, part.project
    person = preceptorship.learner.person
    is_over = project.ends_on < today
    words = {"project": project.name, "day": dated(project.ends_on)}
    title = _("“%(project)s” ended on %(day)s") if is_over else _("“%(project)s” ends on %(day)s")
    until = _("Planned until %(day)s") % {"day": dated(preceptorship.ends_on)}
    return WorklistRow(
        kind=ENDS,
        key=str(part.pk),
        program=preceptorship.program_id,
        cohort=preceptorship.cohort_id,
        unit=person.unit_id,
        person=person,
        title=title % words,
        since=project.ends_on - ASKED_AHEAD,
        facts=((until, reverse("programs:preceptorship-plan", args=[preceptorship.pk])),),
        act=_("Decide"),
        url=reverse("programs:project-part-decide", args=[part.pk]),
        urgency=1 if is_over else 2,
    )
