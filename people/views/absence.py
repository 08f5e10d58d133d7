from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.show_refusal import refusals_on
from people.forms.absence import AbsenceForm
from people.services import absence as services


@require_http_methods(["GET", "POST"])
def absence_add(request):
    today = timezone.localdate()
    form = AbsenceForm(request.POST or None, label=_("Save"), initial={"valid_from": today})
    if form.is_valid():
        with refusals_on(form, "valid_from"):
            services.add_absence(person=request.user, today=today, **form.cleaned_data)
            messages.success(
                request, _("Saved. While you're away, nothing is due in a mentorship.")
            )
            return redirect("people:profile")

    return render(request, "people/absence_add.html", {"form": form})


@require_POST
def absence_end(request, pk):
    absence = get_object_or_404(request.user.absences, pk=pk)
    services.end_absence(absence=absence, today=timezone.localdate())
    messages.success(request, _("Welcome back."))
    return redirect("people:profile")
