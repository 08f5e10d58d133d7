from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.show_refusal import refusals_on
from programs.cohorts.views.program import coordinated_program
from programs.mentoring.care.forms import ProgramBreakForm
from programs.mentoring.care.services import program_break as services


@require_http_methods(["GET", "POST"])
def program_breaks(request, pk):
    """Holidays of a mentoring program: listed, and added in place."""
    program = _mentoring_program(request, pk)
    form = ProgramBreakForm(request.POST or None, label=_("Add the break"))
    if form.is_valid():
        with refusals_on(form, "valid_from"):
            services.add_break(program=program, **form.cleaned_data)
            messages.success(
                request, _("Break added. No pair counts as quiet because of these days.")
            )
            return redirect("programs:program-breaks", pk)

    context = {"program": program, "form": form, "breaks": program.breaks.all()}
    return render(request, "programs/mentoring/care/program_breaks.html", context)


@require_POST
def program_break_remove(request, pk, pause):
    program = _mentoring_program(request, pk)
    services.remove_break(pause=get_object_or_404(program.breaks, pk=pause), at=timezone.now())
    messages.success(request, _("Removed."))
    return redirect("programs:program-breaks", pk)


def _mentoring_program(request, pk):
    program = coordinated_program(request, pk)
    if program.is_preceptorship:
        raise Http404
    return program
