from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.preceptorships.permissions import can_run_preceptorship
from programs.shifts.cover_options import cover_options
from programs.shifts.forms.cover import CoverForm
from programs.shifts.permissions import can_cover_shift
from programs.shifts.services import cover as services
from programs.shifts.views.shift import visible_shift


@require_http_methods(["GET", "POST"])
def shift_cover(request, pk):
    """Whoever was to come cannot: name who takes the day, in one tap and one press."""
    shift, at = visible_shift(request, pk), timezone.now()
    require(can_cover_shift(request.user, shift))

    options = cover_options(shift, today=timezone.localdate(at))
    posted = request.POST if request.method == "POST" else None
    form = CoverForm(posted, options=options)
    if form.is_valid():
        preceptor = form.chosen
        with refusals_on(form):
            services.cover_shift(shift=shift, preceptor=preceptor, by=request.user, at=at)
            words = {"name": preceptor.person.name}
            words["shift"] = shift.preceptorship.program.shift_label
            told = _("%(name)s takes this %(shift)s. We've told everyone.")
            messages.success(request, told % words)
            return redirect("programs:shift-detail", pk)

    context = {
        "shift": shift,
        "preceptorship": shift.preceptorship,
        "form": form,
        "options": options,
        "can_run": can_run_preceptorship(request.user, shift.preceptorship),
    }
    return render(request, "programs/shifts/shift_cover.html", context)


@require_POST
def shift_cover_ask(request, pk):
    shift = visible_shift(request, pk)
    require(can_cover_shift(request.user, shift))
    with refusals_told(request):
        services.ask_for_cover(shift=shift, by=request.user, at=timezone.now())
        messages.success(request, _("The coordinator knows and will find someone."))
    return redirect("programs:shift-detail", pk)
