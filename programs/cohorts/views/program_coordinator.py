from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.show_refusal import refusals_told
from programs.cohorts.forms.program_coordinator import CoordinatorForm
from programs.cohorts.models import ProgramCoordinator
from programs.cohorts.people_search import search_people
from programs.cohorts.services import program as services
from programs.cohorts.views.program import coordinated_program


@require_safe
def program_coordinators(request, pk):
    program = coordinated_program(request, pk)
    words = request.GET.get("search", "").replace("\x00", "")
    coordinators = program.coordinators.select_related("person__unit")
    context = {
        "program": program,
        "coordinators": coordinators,
        "search": words,
        "found": search_people(request.user, words, exclude=coordinators.values("person")),
        "roles": ProgramCoordinator.Role.choices,
    }
    return render(request, "programs/cohorts/program_coordinators.html", context)


@require_POST
def program_coordinator_add(request, pk):
    program = coordinated_program(request, pk)
    form = CoordinatorForm(request.POST, by=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose a person and a role."))
        return redirect("programs:program-coordinators", pk)

    with refusals_told(request):
        services.add_coordinator(
            program=program, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Saved."))
    return redirect("programs:program-coordinators", pk)


@require_POST
def program_coordinator_remove(request, pk, person):
    program = coordinated_program(request, pk)
    coordinator = get_object_or_404(program.coordinators.select_related("person"), person=person)
    with refusals_told(request):
        services.remove_coordinator(program=program, person=coordinator.person)
        name = coordinator.person
        messages.success(request, _("%(name)s runs this program no longer.") % {"name": name})
        if coordinator.person_id == request.user.pk:
            return redirect("programs:program-list")
    return redirect("programs:program-coordinators", pk)
