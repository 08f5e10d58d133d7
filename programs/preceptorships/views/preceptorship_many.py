from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on
from programs.cohorts.presets import PRECEPTORSHIP
from programs.cohorts.views.program import coordinated_program
from programs.preceptorships.forms.ticked import NewEndsForm, TickedForm
from programs.preceptorships.services import preceptorship as services


@require_http_methods(["GET", "POST"])
def preceptorships_extend(request, pk):
    """``pk`` is the program's; whose end is moved was ticked in a list."""
    program = coordinated_program(request, pk, kind=PRECEPTORSHIP)
    posted = request.POST if request.method == "POST" else None
    chosen = TickedForm(request.POST if posted else request.GET, program=program)
    if not chosen.is_valid():
        messages.error(request, chosen.errors["ticked"][0])
        return redirect("assessments:program-progress", pk)
    ticked = chosen.cleaned_data["ticked"]
    initial = {"ticked": [preceptorship.pk for preceptorship in ticked]}
    form = NewEndsForm(
        posted, label=_("Move the end dates"), initial=initial, preceptorships=ticked
    )
    if form.is_valid() and _extend(request, ticked, form):
        return redirect("assessments:program-progress", pk)

    context = {"program": program, "form": form, "ticked": ticked}
    return render(request, "programs/preceptorships/preceptorships_extend.html", context)


def _extend(request, preceptorships, form) -> bool:
    at = timezone.now()
    with refusals_on(form):
        services.extend_preceptorships(
            preceptorships=preceptorships,
            ends_on=form.cleaned_data["ends_on"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=at,
            today=timezone.localdate(at),
        )
        messages.success(request, _("Moved. We've told everyone who takes part."))
        return True
    return False
