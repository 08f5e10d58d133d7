from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.show_refusal import refusals_on, refusals_told
from programs.cohorts.models import Program
from programs.cohorts.views.program import coordinated_program
from programs.evaluation import services
from programs.evaluation.forms import EvaluationForm
from programs.evaluation.models import EvaluationAsk
from programs.evaluation.results import results_about, results_of, results_of_preceptors


@never_cache
@require_http_methods(["GET", "POST"])
def evaluation_answer(request, pk):
    """A minute of ticks, and what becomes of them said before them (P19)."""
    ask, today = _my_ask(request, pk), timezone.localdate()
    parts = list(ask.parts.in_order())
    form = EvaluationForm(request.POST if request.method == "POST" else None, parts=parts)
    if form.is_valid():
        with refusals_on(form):
            services.answer_evaluation(ask=ask, by=request.user, values=form.values(), today=today)
            messages.success(request, _("Thank you. We store your answers without your name."))
            return redirect("people:today")

    context = {"ask": ask, "program": ask.preceptorship.program, "form": form}
    return render(request, "programs/evaluation/evaluation_answer.html", context)


@require_POST
def evaluation_skip(request, pk):
    with refusals_told(request):
        services.skip_evaluation(
            ask=_my_ask(request, pk), by=request.user, today=timezone.localdate()
        )
        messages.success(request, _("Skipped. We won't ask again."))
    return redirect("people:today")


@require_safe
def my_evaluation(request):
    """What learners said of a preceptor, to nobody but that preceptor and who runs the program."""
    results = results_about(request.user)
    return render(request, "programs/evaluation/my_evaluation.html", {"results": results})


@require_safe
def program_evaluation(request, pk):
    program = coordinated_program(request, pk, kind=Program.Kind.PRECEPTORSHIP)
    context = {
        "program": program,
        "rules": program.preceptorship_rules,
        "results": results_of(program),
        "preceptors": results_of_preceptors(program),
    }
    return render(request, "programs/evaluation/program_evaluation.html", context)


def _my_ask(request, pk):
    """What waits for this person: everything else does not exist."""
    waiting = EvaluationAsk.objects.waiting_for(request.user, timezone.localdate())
    return get_object_or_404(waiting.select_related("preceptorship__program"), pk=pk)
