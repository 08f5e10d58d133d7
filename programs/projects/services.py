"""Projects and assignments of a program, and which preceptorships belong to them."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from people.permissions import is_about
from programs.cohorts.models import Program
from programs.preceptorships.models import Preceptorship
from programs.projects import notices
from programs.projects.models import Project, ProjectPart


class ProjectError(Refusal):
    """A rule refused the request."""


def create_project(
    *, program: Program, by: Person, at: datetime, today: date, **fields: object
) -> Project:
    """``fields``: kind, name, purpose, place, aims (one a line), ends_on.

    :raises ProjectError: if its end is past.
    """
    project = Project(program=program, created_by=by, created_at=at, **fields)
    if project.ends_on < today:
        raise ProjectError(_("Choose an end date that isn't over yet."))
    project.save()
    return project


@transaction.atomic
def update_project(*, project: Project, at: datetime, today: date, **fields: object) -> None:
    """Change what it says. With another end it is asked anew what becomes of those in it."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    if fields["ends_on"] != project.ends_on:
        project.parts.update(settled_at=None, settled_by=None)
    for name, value in fields.items():
        setattr(project, name, value)
    project.save(update_fields=list(fields))
    _take_back_where_decided([project], at=at, today=today)


@transaction.atomic
def put_into_project(
    *,
    project: Project,
    preceptorships: Collection[Preceptorship],
    by: Person,
    at: datetime,
    today: date,
) -> None:
    """Say that preceptorships belong to a project, instead of whichever they belonged to.

    :raises ProjectError: if it is over, or one of them is closed, of another program or ``by``'s
        own.
    """
    if any(is_about(by, each.learner.person_id) for each in preceptorships):
        raise ProjectError(_("You can't decide this about yourself. Untick your own name."))
    if project.ends_on < today:
        raise ProjectError(_("“%(name)s” is over.") % {"name": project})
    locked = Preceptorship.objects.select_for_update(of=("self",)).with_people().order_by("pk")
    former = _projects_of(preceptorships)
    for preceptorship in locked.filter(pk__in=[each.pk for each in preceptorships]):
        if not preceptorship.is_open or preceptorship.program_id != project.program_id:
            words = {"learner": preceptorship.learner, "project": project}
            raise ProjectError(_("%(learner)s can't take part in “%(project)s”.") % words)
        named = {"project": project, "added_at": at, "added_by": by}
        ProjectPart.objects.update_or_create(
            preceptorship=preceptorship, defaults=named | {"settled_at": None, "settled_by": None}
        )
    _take_back_where_decided(former, at=at, today=today)


@transaction.atomic
def take_out_of_project(*, preceptorship: Preceptorship, at: datetime, today: date) -> None:
    """It belongs to no project from now on; twice changes nothing."""
    former = _projects_of([preceptorship])
    ProjectPart.objects.filter(preceptorship=preceptorship).delete()
    _take_back_where_decided(former, at=at, today=today)


@transaction.atomic
def let_go_on(*, part: ProjectPart, by: Person, at: datetime, today: date) -> None:
    """Decide that a preceptorship goes on as planned after its project has ended.

    :raises ProjectError: if somebody decided first.
    """
    part = ProjectPart.objects.select_for_update().get(pk=part.pk)
    if part.settled_at:
        raise ProjectError(_("Someone has already decided this."))
    part.settled_at, part.settled_by = at, by
    part.save(update_fields=["settled_at", "settled_by"])
    _take_back_where_decided([part.project], at=at, today=today)


@transaction.atomic
def let_all_go_on(*, project: Project, by: Person, at: datetime, today: date) -> int:
    """Decide the same for all that are not decided, but for one's own; return how many."""
    parts = project.parts.to_decide(today).but_of(by)
    count = ProjectPart.objects.filter(pk__in=parts).update(settled_at=at, settled_by=by)
    _take_back_where_decided([project], at=at, today=today)
    return count


def decided_by_its_end(preceptorship: Preceptorship, at: datetime) -> None:
    """Its end, too, answers what becomes of it."""
    _take_back_where_decided(_projects_of([preceptorship]), at=at, today=at.date())


def _projects_of(preceptorships):
    return list(Project.objects.filter(parts__preceptorship__in=preceptorships).distinct())


def _take_back_where_decided(projects, *, at, today):
    """Coordinators are asked no longer once every preceptorship of a project is decided."""
    asked = ProjectPart.objects.to_decide(today).filter(project__in=projects)
    open_ones = set(asked.values_list("project", flat=True))
    notices.project_decided([each.pk for each in projects if each.pk not in open_ones], at=at)
