from itertools import chain

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.paging import keyset_page
from people.permissions import require
from programs import registry
from programs.cohorts.eligibility import unable_guides
from programs.cohorts.escalation import escalation_recipients
from programs.cohorts.forms.program import FrameworkChoiceForm, ProgramForm
from programs.cohorts.forms.program_rules import program_form_of
from programs.cohorts.models import Program
from programs.cohorts.permissions import can_coordinate, can_create_program, can_place_program
from programs.cohorts.presets import (
    BY_CODE,
    MENTORSHIP,
    PRECEPTORSHIP,
    presets_of,
)
from programs.cohorts.services import program as services
from programs.cohorts.services.pairing import lacks_framework
from programs.frameworks.models import FrameworkVersion
from programs.frameworks.visible import visible_frameworks

COHORTS = 20


@require_safe
def program_list(request):
    is_archive = request.GET.get("show") == "archived"
    visible = Program.objects.visible_to(request.user).with_numbers()
    programs = visible.filter(archived_at__isnull=not is_archive)
    coordinated = Program.objects.coordinated_by(request.user).values("pk")
    context = {
        "page": keyset_page(programs, order=("sort_name", "id"), cursor=request.GET.get("cursor")),
        "coordinated": set(coordinated.values_list("pk", flat=True)),
        "can_create": can_create_program(request.user),
        "is_archive": is_archive,
    }
    return render(request, "programs/cohorts/program_list.html", context)


@require_http_methods(["GET", "POST"])
def program_create(request):
    """Choose a preset, then give it a name; everything else can be changed afterwards."""
    require(can_create_program(request.user))
    preset = BY_CODE.get(request.GET.get("preset", ""))
    if preset is None:
        kinds = [presets_of(PRECEPTORSHIP), presets_of(MENTORSHIP)]
        return render(request, "programs/cohorts/program_create.html", {"kinds": kinds})

    initial = {"name": preset.name, "description": preset.summary}
    form = ProgramForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        at = timezone.now()
        program = services.create_program(
            preset=preset, by=request.user, at=at, **form.cleaned_data
        )
        messages.success(
            request, _("Created. Next: what it requires, its people and its first cohort.")
        )
        return redirect("programs:program-detail", program.pk)

    return render(request, "programs/cohorts/program_create.html", {"preset": preset, "form": form})


@require_safe
def program_detail(request, pk):
    programs = Program.objects.visible_to(request.user).select_related(
        "preceptorship_rules__framework_version__framework",
        "preceptorship_rules__rating_scale",
        "mentorship_rules",
        "organisation",
    )
    program = get_object_or_404(programs, pk=pk)
    context = {
        "program": program,
        "coordinators": program.coordinators.select_related("person"),
        "rules": services.rules_of(program),
        "can_place": can_place_program(request.user),
    }
    if not can_coordinate(request.user, program):
        return render(request, "programs/cohorts/program_detail.html", context)

    context |= _set_up(program)
    context |= _cohorts(program, is_archive=request.GET.get("show") == "archived")
    return render(request, "programs/cohorts/program_detail.html", context)


def _set_up(program):
    """What those who run it see besides: whether something is missing."""
    now = timezone.now()
    return {
        "can_coordinate": True,
        "set_up_notes": list(chain(*(note(program, now) for note in registry.set_up_notes))),
        "lacks_framework": lacks_framework(program),
        "unable": unable_guides(program, on=timezone.localdate(now)),
        "is_unattended": not escalation_recipients(program),
        "guides": (program.preceptors if program.is_preceptorship else program.mentors).count(),
        "asked": program.competencies.current().count(),
    }


def _cohorts(program, *, is_archive):
    cohorts = program.cohorts.archived() if is_archive else program.cohorts.open()
    return {
        "cohorts": list(cohorts.with_numbers().order_by("-starts_on", "sort_name")[:COHORTS]),
        "is_archive": is_archive,
        "has_archive": is_archive or program.cohorts.archived().exists(),
        "today": timezone.localdate(),
    }


@require_http_methods(["GET", "POST"])
def program_update(request, pk):
    program = coordinated_program(request, pk)
    form_class = program_form_of(program)
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, initial=form_class.initial_of(program))
    if form.is_valid():
        words, rules = form.words(), form.rules()
        services.update_program(program=program, words=words, rules=rules, at=timezone.now())
        messages.success(request, _("Saved. Current pairings keep their dates."))
        return redirect("programs:program-detail", pk)

    return render(
        request, "programs/cohorts/program_update.html", {"program": program, "form": form}
    )


@require_http_methods(["GET", "POST"])
def program_framework(request, pk):
    program = coordinated_program(request, pk, kind=PRECEPTORSHIP)
    rules = program.preceptorship_rules
    versions = FrameworkVersion.objects.offered(but=rules.framework_version_id)
    known = visible_frameworks(request.user).values("pk")
    versions = versions.filter(framework__in=known).select_related("framework")
    form = FrameworkChoiceForm(
        request.POST if request.method == "POST" else None,
        versions=versions.order_by("framework__sort_name", "-number"),
        initial={"version": rules.framework_version_id, "scale": rules.rating_scale_id},
    )
    if form.is_valid():
        services.choose_framework(program=program, at=timezone.now(), **form.cleaned_data)
        messages.success(
            request, _("Framework chosen. Now set what is required for each competency.")
        )
        return redirect("programs:program-competencies", pk)

    return render(
        request, "programs/cohorts/program_framework.html", {"program": program, "form": form}
    )


def coordinated_program(request, pk, **conditions):
    """Return the program if the person may see it (else 404) and runs it (else 403)."""
    visible = Program.objects.visible_to(request.user).filter(**conditions)
    program = get_object_or_404(
        visible.select_related("preceptorship_rules", "mentorship_rules"), pk=pk
    )
    require(can_coordinate(request.user, program))
    return program
