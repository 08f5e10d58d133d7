from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.permissions import require
from programs.cohorts.forms.program import OrganisationForm
from programs.cohorts.models import Program
from programs.cohorts.permissions import can_place_program
from programs.cohorts.services import program as services


@require_http_methods(["GET", "POST"])
def program_organisation(request, pk):
    """Whose program it is, and so whose people its coordinators see (decision 30)."""
    program = get_object_or_404(Program.objects.visible_to(request.user), pk=pk)
    require(can_place_program(request.user))
    form = OrganisationForm(
        request.POST if request.method == "POST" else None,
        initial={"organisation": program.organisation_id},
    )
    if form.is_valid():
        services.place_program(program=program, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("programs:program-detail", pk)

    context = {"program": program, "form": form}
    return render(request, "programs/cohorts/program_organisation.html", context)
