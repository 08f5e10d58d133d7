from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.preceptorships.permissions import can_run_preceptorship
from programs.shifts.cover_options import cover_options
from programs.shifts.forms.cover import CoverForm, shift_of_mark
from programs.shifts.permissions import can_come_after_all, can_cover_shift
from programs.shifts.services import cover as services
from programs.shifts.uncovered import together_with
from programs.shifts.views.shift import visible_shift


@require_http_methods(["GET", "POST"])
def shift_cover(request, pk):
    """Whoever was to come cannot: name who takes the day, and the others of the same absence."""
    shift, at = visible_shift(request, pk), timezone.now()
    require(can_cover_shift(request.user, shift))

    together = together_with(shift, at=at)
    options = cover_options(together.shifts)
    posted = request.POST if request.method == "POST" else None
    form = CoverForm(posted, together=together, options=options)
    if form.is_valid():
        with refusals_on(form):
            services.cover_shifts(takes=form.takes, by=request.user, at=at)
            messages.success(request, _taken_words(form.takes))
            return redirect("programs:shift-detail", pk)

    context = {
        "shift": shift,
        "preceptorship": shift.preceptorship,
        "form": form,
        "together": together,
        "options": options,
        "can_run": can_run_preceptorship(request.user, shift.preceptorship),
    }
    return render(request, "programs/shifts/shift_cover.html", context)


@require_POST
def shift_cover_ask(request, pk):
    """Leave it to the coordinator: of the days that are ticked, else of this one."""
    shift, at = visible_shift(request, pk), timezone.now()
    require(can_cover_shift(request.user, shift))
    named = {shift_of_mark(mark) for mark in request.POST.getlist("shifts")}
    shifts = [each for each in together_with(shift, at=at).shifts if each.pk in named]
    with refusals_told(request):
        services.ask_for_cover(shifts=shifts or [shift], by=request.user, at=at)
        messages.success(request, _("The coordinator knows and will find someone."))
    return redirect("programs:shift-detail", pk)


@require_POST
def shift_come_after_all(request, pk):
    """Whoever asked for cover can come: the day is theirs as before."""
    shift = visible_shift(request, pk)
    require(can_come_after_all(request.user, shift))
    with refusals_told(request):
        services.cover_shift(
            shift=shift, preceptor=shift.preceptor, by=request.user, at=timezone.now()
        )
        messages.success(
            request,
            _("The %(shift)s is yours again. The coordinator isn't asked to find someone.")
            % {"shift": shift.preceptorship.program.shift_label},
        )
    return redirect("programs:shift-detail", pk)


def _taken_words(takes):
    names = list(dict.fromkeys(take.preceptor.person.name for take in takes))
    if len(names) > 1:
        words = _("%(count)d days are covered. We've told everyone.")
        return words % {"count": len(takes)}
    words = ngettext(
        "%(name)s takes this %(shift)s. We've told everyone.",
        "%(name)s takes %(count)d days. We've told everyone.",
        len(takes),
    )
    shift = takes[0].shift.preceptorship.program.shift_label
    return words % {"name": names[0], "shift": shift, "count": len(takes)}
