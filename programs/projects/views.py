from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.dated import dated
from common.show_refusal import refusals_on
from people.permissions import require
from programs.cohorts.models import Program
from programs.cohorts.presets import PRECEPTORSHIP
from programs.cohorts.views.program import coordinated_program
from programs.preceptorships.forms.ticked import TickedForm
from programs.preceptorships.views.preceptorship import visible_preceptorship
from programs.projects import services
from programs.projects.forms import PartForm, ProjectForm, WhatNextForm
from programs.projects.models import Project, ProjectPart
from programs.projects.permissions import can_decide_part, can_update_project


@require_safe
def project_list(request, pk):
    """Those of a program: the ones that still run first."""
    program, today = coordinated_program(request, pk, kind=PRECEPTORSHIP), timezone.localdate()
    context = {
        "program": program,
        "running": program.projects.with_counts().filter(ends_on__gte=today),
        "over": program.projects.with_counts().filter(ends_on__lt=today).order_by("-ends_on"),
    }
    return render(request, "programs/projects/project_list.html", context)


@require_http_methods(["GET", "POST"])
def project_create(request, pk):
    program, at = coordinated_program(request, pk, kind=PRECEPTORSHIP), timezone.now()
    form = ProjectForm(_posted(request))
    if form.is_valid():
        with refusals_on(form):
            project = services.create_project(
                program=program,
                by=request.user,
                at=at,
                today=timezone.localdate(at),
                **form.cleaned_data,
            )
            messages.success(request, _("Saved. Now say who takes part."))
            return redirect("programs:project-detail", project.pk)

    context = {"program": program, "form": form}
    return render(request, "programs/projects/project_create.html", context)


@require_safe
def project_detail(request, pk):
    project, today = _project(request, pk), timezone.localdate()
    parts = project.parts.with_people().order_by("preceptorship__learner__person__sort_name", "pk")
    context = {
        "project": project,
        "program": project.program,
        "parts": parts,
        "to_decide": set(
            project.parts.to_decide(today).but_of(request.user).values_list("pk", flat=True)
        ),
        "today": today,
    }
    return render(request, "programs/projects/project_detail.html", context)


@require_POST
def project_go_on(request, pk):
    """All that go on longer than the project go on as planned."""
    project, at = _project(request, pk), timezone.now()
    today = timezone.localdate(at)
    services.let_all_go_on(project=project, by=request.user, at=at, today=today)
    messages.success(request, _("Saved."))
    return redirect("programs:project-detail", pk)


@require_http_methods(["GET", "POST"])
def project_update(request, pk):
    project, at = _project(request, pk), timezone.now()
    initial = {name: getattr(project, name) for name in ProjectForm.base_fields}
    form = ProjectForm(_posted(request), initial=initial)
    if form.is_valid():
        services.update_project(
            project=project, at=at, today=timezone.localdate(at), **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("programs:project-detail", pk)

    context = {"program": project.program, "project": project, "form": form}
    return render(request, "programs/projects/project_update.html", context)


@require_http_methods(["GET", "POST"])
def preceptorship_project(request, pk):
    """To which project one preceptorship belongs, or to none."""
    preceptorship, at = visible_preceptorship(request, pk), timezone.now()
    require(can_decide_part(request.user, preceptorship))
    today = timezone.localdate(at)
    part = ProjectPart.objects.filter(preceptorship=preceptorship).first()
    form = PartForm(
        _posted(request),
        projects=_running(preceptorship.program, today),
        is_optional=True,
        initial={"project": part and part.project_id},
    )
    if form.is_valid():
        with refusals_on(form):
            _belong(preceptorship, form.cleaned_data["project"], request.user, at)
            messages.success(request, _("Saved."))
            return redirect("programs:preceptorship-plan", pk)

    context = {"preceptorship": preceptorship, "program": preceptorship.program, "form": form}
    return render(request, "programs/projects/preceptorship_project.html", context)


@require_http_methods(["GET", "POST"])
def preceptorships_project(request, pk):
    """``pk`` is the program's; who takes part was ticked in a list."""
    program, at = coordinated_program(request, pk, kind=PRECEPTORSHIP), timezone.now()
    chosen = TickedForm(request.POST if _posted(request) else request.GET, program=program)
    if not chosen.is_valid():
        messages.error(request, chosen.errors["ticked"][0])
        return redirect("assessments:program-progress", pk)
    ticked, today = chosen.cleaned_data["ticked"], timezone.localdate(at)
    form = PartForm(
        _posted(request),
        projects=_running(program, today),
        ticked=[preceptorship.pk for preceptorship in ticked],
    )
    if form.is_valid():
        with refusals_on(form):
            project = form.cleaned_data["project"]
            services.put_into_project(
                project=project, preceptorships=ticked, by=request.user, at=at, today=today
            )
            messages.success(request, _("Saved."))
            return redirect("programs:project-detail", project.pk)

    context = {"program": program, "form": form, "ticked": ticked}
    return render(request, "programs/projects/preceptorships_project.html", context)


@require_http_methods(["GET", "POST"])
def project_part_decide(request, pk):
    """What becomes of a preceptorship when its project ends."""
    part = get_object_or_404(_parts_of(request.user), pk=pk)
    preceptorship, at = part.preceptorship, timezone.now()
    require(can_decide_part(request.user, preceptorship))
    others = _running(part.project.program, timezone.localdate(at)).exclude(pk=part.project_id)
    goes_on = _("It goes on as planned, until %(day)s") % {"day": dated(preceptorship.ends_on)}
    form = WhatNextForm(_posted(request), projects=others, goes_on=goes_on)
    if form.is_valid():
        with refusals_on(form):
            _decide(part, form.chosen, request.user, at)
            messages.success(request, _("Saved."))
            return redirect("programs:project-detail", part.project_id)

    context = {
        "part": part,
        "project": part.project,
        "program": part.project.program,
        "preceptorship": preceptorship,
        "form": form,
    }
    return render(request, "programs/projects/project_part_decide.html", context)


def _belong(preceptorship, project, person, at):
    acting = {"at": at, "today": timezone.localdate(at)}
    if project:
        services.put_into_project(
            project=project, preceptorships=[preceptorship], by=person, **acting
        )
    else:
        services.take_out_of_project(preceptorship=preceptorship, **acting)


def _decide(part, project, person, at):
    if project:
        _belong(part.preceptorship, project, person, at)
    else:
        services.let_go_on(part=part, by=person, at=at, today=timezone.localdate(at))


def _running(program, today):
    return program.projects.filter(ends_on__gte=today)


def _project(request, pk):
    visible = Project.objects.filter(program__in=Program.objects.visible_to(request.user))
    project = get_object_or_404(visible.select_related("program"), pk=pk)
    require(can_update_project(request.user, project))
    return project


def _parts_of(person):
    run = Program.objects.coordinated_by(person)
    seen = ProjectPart.objects.filter(project__program__in=run)
    return seen.with_people()


def _posted(request):
    return request.POST if request.method == "POST" else None
