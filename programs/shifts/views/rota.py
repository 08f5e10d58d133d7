from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on
from common.text_files import TextFileError
from programs.cohorts.models import Cohort
from programs.shifts.decoding import decode_rota_table
from programs.shifts.forms.rota import RotaForm
from programs.shifts.services.rota import import_rota


@require_http_methods(["GET", "POST"])
def rota_import(request, pk):
    """Plan the shifts of a cohort out of a table: all of them or, with every reason, none."""
    cohorts = Cohort.objects.coordinated_by(request.user).of_preceptorships().with_program()
    cohort = get_object_or_404(cohorts, pk=pk)

    posted = request.method == "POST"
    form = RotaForm(request.POST if posted else None, request.FILES if posted else None)
    report = None
    if form.is_valid():
        report = _read_in(request, cohort, form)
        if report and not report.problems and "check" not in request.POST:
            messages.success(request, _told(report))
            return redirect("programs:cohort-detail", pk)

    context = {"cohort": cohort, "program": cohort.program, "form": form, "report": report}
    return render(request, "programs/shifts/rota_import.html", context)


def _read_in(request, cohort, form):
    with refusals_on(form, "file", of=TextFileError):
        content = form.cleaned_data["file"].read()
        return import_rota(
            cohort=cohort,
            rows=decode_rota_table(content, by=request.user.pk),
            by=request.user,
            at=timezone.now(),
            only_check="check" in request.POST,
        )


def _told(report):
    told = _("%(count)d planned.") % {"count": report.planned}
    if report.known:
        already = ngettext(
            "%(count)d was there already.", "%(count)d were there already.", report.known
        )
        told += " " + already % {"count": report.known}
    return told
