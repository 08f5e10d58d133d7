from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from common.disclosure import ALL
from common.show_refusal import refusals_on
from programs.cohorts.schedule import add_months
from programs.mentoring.mentorships.views.mentorship import program_of_pairs
from programs.mentoring.reflection.forms.pulse import PulseForm
from programs.mentoring.reflection.help_contacts import help_contacts_for
from programs.mentoring.reflection.models import PulseAnswer, PulseAsk
from programs.mentoring.reflection.pulse_results import quarters_of, results_of
from programs.mentoring.reflection.services import pulse as services


@never_cache
@require_http_methods(["GET", "POST"])
def pulse_answer(request, pk):
    """A few questions, and what becomes of the answers said before them (M10)."""
    today = timezone.localdate()
    waiting = PulseAsk.objects.waiting_for(request.user, today).select_related(
        "mentorship__program__mentorship_rules__instrument",
        "mentorship__learner__person",
        "mentorship__mentor__person",
    )
    ask = get_object_or_404(waiting, pk=pk)
    instrument = services.instrument_of(ask.mentorship)
    form = PulseForm(request.POST or None, instrument=instrument)
    if form.is_valid():
        with refusals_on(form):
            is_red = services.answer_pulse(
                ask=ask,
                by=request.user,
                instrument=instrument,
                values=form.values(),
                today=today,
            )
            return _thanks(request, ask.mentorship, is_red)

    context = {
        "form": form,
        "mentorship": ask.mentorship,
        "partner": ask.mentorship.partner_of(request.user),
        "help_contacts": help_contacts_for(request.user),
    }
    return render(request, "programs/mentoring/reflection/pulse_answer.html", context)


@require_GET
def program_pulse(request, pk):
    """Averages of five or more, by the quarter that is over (D4, M10)."""
    program = program_of_pairs(request, pk)
    quarters = quarters_of(program, today=timezone.localdate())
    quarter = _chosen_quarter(request, quarters)
    views = _views(program)
    view = _chosen_view(request, views)
    context = {
        "program": program,
        "quarters": [(day.isoformat(), _named(day)) for day in quarters],
        "quarter": quarter and quarter.isoformat(),
        "views": [(f"{kind}:{name}", label) for (kind, name), label in views.items()],
        "view": f"{view[0]}:{view[1]}",
        "results": results_of(program, quarter, view) if quarter else [],
    }
    return render(request, "programs/mentoring/reflection/program_pulse.html", context)


def _thanks(request, mentorship, is_red):
    """Rendered at once and kept nowhere: that an answer was red stands in no address."""
    context = {
        "mentorship": mentorship,
        "partner": mentorship.partner_of(request.user),
        "is_red": is_red,
        "coordinators": mentorship.program.coordinators.select_related("person"),
        "help_contacts": help_contacts_for(request.user),
    }
    messages.success(request, _("Thank you. We store your answers without your name."))
    return render(request, "programs/mentoring/reflection/pulse_answer_thanks.html", context)


def _named(quarter):
    last = add_months(quarter, 2)
    return f"{date_format(quarter, 'F')} – {date_format(last, 'F Y')}"


def _views(program):
    """Everybody, each side, each cohort."""
    sides = {("side", side.value): side.label for side in PulseAnswer.Side}
    cohorts = program.cohorts.order_by("-starts_on", "sort_name")[:30]
    return {ALL: _("Everyone")} | sides | {("cohort", str(c.pk)): c.name for c in cohorts}


def _chosen_view(request, views):
    kind, __, name = request.GET.get("of", "").partition(":")
    return (kind, name) if (kind, name) in views else ALL


def _chosen_quarter(request, quarters):
    try:
        asked = date.fromisoformat(request.GET.get("quarter", ""))
    except ValueError:
        asked = None
    return asked if asked in quarters else next(iter(quarters), None)
