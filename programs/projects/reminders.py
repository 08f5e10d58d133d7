"""A project ends, and preceptorships in it go on: what becomes of them? Reads; writes nothing."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import recipients_by_program
from programs.projects.models import Project, ProjectPart

ENDS = "project_ends"

KINDS = (
    NoticeKind(
        code=ENDS,
        label=_("A project ends before its preceptorships"),
        subject=_("“%(project)s” ends on %(ends_on)s: what happens next?"),
        line=_(
            "In %(program)s some preceptorships go on longer than it. Say for each whether it "
            "goes on, moves to another project or ends too."
        ),
        why=_("You get this because you coordinate %(program)s."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        act=_("Decide"),
        is_duty=True,
        asks=True,
        tone="amber",
        icon="flag",
        facts=("project", "ends_on", "program"),
        ends_with=("project_decided",),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield one for each coordinator and project, once for each day on which it is to end."""
    asked = ProjectPart.objects.to_decide(at.date()).values("project")
    projects = list(Project.objects.filter(pk__in=asked).select_related("program"))
    coordinators = recipients_by_program(project.program_id for project in projects)
    for project in projects:
        facts = {
            "project": project.name,
            "ends_on": project.ends_on,
            "program": project.program.name,
        }
        path = reverse("programs:project-detail", args=[project.pk])
        for coordinator in coordinators[project.program_id]:
            yield NoticeDraft(ENDS, coordinator.pk, project.pk, project.ends_on, facts, path)


def stale(at: datetime) -> QuerySet:
    """Notices of projects where all is decided by now, or that end on another day."""
    asked = ProjectPart.objects.to_decide(at.date()).filter(
        project=OuterRef("object_id"), project__ends_on=OuterRef("occurs_on")
    )
    return Notice.objects.filter(~Exists(asked), kind=ENDS, superseded_at=None)
