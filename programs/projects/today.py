"""What Today shows of projects: those that end before their preceptorships do."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.dated import dated
from people.models import Person
from people.registry import TodayItem
from programs.projects.models import Project, ProjectPart

MOST = 10


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    if not flags["runs_preceptorships"]:
        return
    day = timezone.localdate(at)
    asked = ProjectPart.objects.to_decide(day).filter(project__program__coordinators__person=person)
    asked = asked.but_of(person).order_by().values("project")
    counted = dict(asked.annotate(count=Count("pk")).values_list("project", "count")[:MOST])
    for project in Project.objects.filter(pk__in=counted).select_related("program"):
        yield _item(project, counted[project.pk], day)


def _item(project, count, day):
    words = ngettext(
        "%(count)d preceptorship goes on longer",
        "%(count)d preceptorships go on longer",
        count,
    )
    ends = _("“%(project)s” ended on %(day)s") if project.ends_on < day else None
    ends = ends or _("“%(project)s” ends on %(day)s")
    return TodayItem(
        section=_("Needs you"),
        title=ends % {"project": project.name, "day": dated(project.ends_on)},
        detail=f"{project.program.name} · {words % {'count': count}}",
        url=reverse("programs:project-detail", args=[project.pk]),
        act=_("Decide"),
        urgency=1,
        tone="amber",
        icon="flag",
    )
