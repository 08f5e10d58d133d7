from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on
from programs.cohorts.presets import PRECEPTORSHIP
from programs.cohorts.views.program import coordinated_program
from programs.preceptorships.forms.ticked import NewEndsForm, TickedForm
from programs.preceptorships.new_end import lost_words
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
    lost: list[tuple[str, list[str]]] = []
    if form.is_valid():
        lost = _lost(ticked, form.cleaned_data["ends_on"])
        if _extend(request, ticked, form, lost):
            return redirect("assessments:program-progress", pk)

    context = {"program": program, "form": form, "ticked": ticked, "lost": lost}
    return render(request, "programs/preceptorships/preceptorships_extend.html", context)


def _lost(preceptorships, ends_on):
    """Whose phases and reviews fall away, and which."""
    found = [(str(each.learner), lost_words(each, ends_on=ends_on)) for each in preceptorships]
    return [(name, lost) for name, lost in found if lost]


def _extend(request, preceptorships, form, lost) -> bool:
    """Move all, unless the page has yet to name what that takes away."""
    at = timezone.now()
    when = {"at": at, "today": timezone.localdate(at)}
    ends_on = form.cleaned_data["ends_on"]
    with refusals_on(form):
        services.refuse_ends(preceptorships, ends_on=ends_on, by=request.user, today=when["today"])
        if lost and not form.is_named:
            form.ask_again()
            return False
        services.extend_preceptorships(
            preceptorships=preceptorships,
            ends_on=ends_on,
            reason=form.cleaned_data["reason"],
            by=request.user,
            **when,
        )
        messages.success(request, _moved_words(lost))
        return True
    return False


def _moved_words(lost):
    moved = _("Moved. We've told everyone who takes part.")
    if not lost:
        return moved
    named = [f"{name}: {', '.join(what)}" for name, what in lost]
    return f"{moved} " + _("Cancelled: %(what)s.") % {"what": "; ".join(named)}
