from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.show_refusal import refusals_told
from programs.cohorts.services import program_shelf as services
from programs.cohorts.views.program import coordinated_program


@require_POST
def program_copy(request, pk):
    """Leads on to the copy's words, to give it a name of its own."""
    program = coordinated_program(request, pk)
    copy = services.copy_program(program=program, by=request.user, at=timezone.now())
    messages.success(request, _("Copied with its rules and pool. Give it a name of its own."))
    return redirect("programs:program-update", copy.pk)


@require_POST
def program_archive(request, pk):
    program = coordinated_program(request, pk)
    with refusals_told(request):
        services.archive_program(program=program, at=timezone.now())
        messages.success(request, _("Archived. Its records stay, and you can take it out again."))
    return redirect("programs:program-detail", pk)


@require_POST
def program_reopen(request, pk):
    services.reopen_program(program=coordinated_program(request, pk))
    messages.success(request, _("Taken out of the archive. It's on the list of programs again."))
    return redirect("programs:program-detail", pk)
