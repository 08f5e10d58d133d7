from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programs.cohorts.advice import Kind, Reason, advise
from programs.cohorts.forms.advice import AdviceForm
from programs.cohorts.permissions import can_create_program
from programs.cohorts.presets import BY_CODE

WORDS = {
    Reason.ABILITY: _("there is work that must be done safely before it is done alone"),
    Reason.JUDGED: _("someone signs that a skill is there"),
    Reason.LIST: _("there is a list of skills"),
    Reason.DATE: _("it ends at a date, with a decision"),
    Reason.CONFIDENCE: _("someone is needed who listens and does not judge"),
    Reason.OWN: _("the person sets goals of their own"),
    Reason.OPEN: _("it lasts as long as both want"),
}


@require_safe
def choose(request):
    """Which kind of program, by a few questions: the answers stand in the address."""
    form = AdviceForm(request.GET or None)
    context = {"form": form, "can_create": can_create_program(request.user)}
    if form.is_valid():
        advice = advise(form.answers())
        context |= {
            "advice": advice,
            "programs": [_program(advice, kind) for kind in advice.kinds],
        }
    return render(request, "programs/cohorts/choose.html", context)


def _program(advice, kind):
    return {
        "is_preceptorship": kind == Kind.PRECEPTORSHIP,
        "preset": BY_CODE[advice.presets[kind]],
        "reasons": [WORDS[reason] for reason in advice.reasons[kind]],
    }
