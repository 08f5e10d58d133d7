from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.show_refusal import refusals_on
from programs.shifts.forms.protected_time import ProtectedTimeForm
from programs.shifts.protected import promises_to, protected_in_year
from programs.shifts.services import protected_time as services


@require_http_methods(["GET", "POST"])
def my_protected_time(request):
    """What somebody had of the time that their programs promise them, and add to it (P17)."""
    at = timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = ProtectedTimeForm(posted, initial={"day": timezone.localdate(at)})
    if form.is_valid():
        with refusals_on(form, "day"):
            services.add_protected_time(
                person=request.user,
                day=form.cleaned_data["day"],
                minutes=form.minutes_in_all,
                at=at,
            )
            messages.success(request, _("Added."))
            return redirect("programs:my-protected-time")

    today = timezone.localdate(at)
    entries = list(protected_in_year(request.user, today=today))
    context = {
        "form": form,
        "entries": entries,
        "minutes": sum(entry.minutes for entry in entries),
        "promises": promises_to(request.user, today=today),
    }
    return render(request, "programs/shifts/my_protected_time.html", context)


@require_POST
def protected_time_remove(request, pk):
    entry = get_object_or_404(request.user.protected_time, pk=pk)
    services.remove_protected_time(entry)
    messages.success(request, _("Removed."))
    return redirect("programs:my-protected-time")
