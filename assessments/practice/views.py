from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.permissions import (
    can_change_practice_note,
    can_write_practice_note,
    require,
)
from assessments.practice import services
from assessments.practice.forms import PracticeNoteForm
from assessments.practice.models import PracticeNote
from assessments.progress.record import practice_readers_of
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.show_refusal import refusals_on
from programs.preceptorships.permissions import is_learner_of


@require_http_methods(["GET", "POST"])
def practice_note_create(request, pk, competency):
    preceptorship, today = visible_preceptorship(request, pk), timezone.localdate()
    require(can_write_practice_note(request.user, preceptorship, on=today))
    states = preceptorship.competency_states.select_related("competency")
    state = get_object_or_404(states, competency=competency)

    form = _form(request, preceptorship, today)
    if form.is_valid():
        act = {"preceptorship": preceptorship, "competency": state.competency, **form.facts}
        with refusals_on(form):
            services.write_practice_note(by=request.user, at=timezone.now(), today=today, **act)
            messages.success(request, _("Note saved. It won't affect the sign-off."))
            return redirect("assessments:competency-record", pk, competency)

    is_own = is_learner_of(request.user, preceptorship)
    context = {"form": form, "state": state, "is_own": is_own, **people_of(preceptorship)}
    return render(request, "assessments/practice/practice_note_create.html", context)


@require_POST
def practice_note_share(request, pk):
    note = _visible_note(request, pk)
    require(can_change_practice_note(request.user, note))
    services.share_practice_note(note=note, by=request.user, at=timezone.now())
    messages.success(request, _("Shared. Those who sign you off can read it now."))
    return redirect("assessments:competency-record", note.preceptorship_id, note.competency_id)


@require_http_methods(["GET", "POST"])
def practice_note_remove(request, pk):
    note = _visible_note(request, pk)
    require(can_change_practice_note(request.user, note))
    if request.method == "POST":
        services.remove_practice_note(note=note, by=request.user)
        messages.success(request, _("Deleted."))
        return redirect("assessments:competency-record", note.preceptorship_id, note.competency_id)

    context = {"note": note, **people_of(note.preceptorship)}
    return render(request, "assessments/practice/practice_note_remove.html", context)


def _form(request, preceptorship, today):
    return PracticeNoteForm(
        request.POST if request.method == "POST" else None,
        initial={"practised_on": today},
        is_own=is_learner_of(request.user, preceptorship),
        scale=preceptorship.program.preceptorship_rules.rating_scale,
        readers=practice_readers_of(preceptorship, reader=request.user, on=today),
        today=today,
    )


def _visible_note(request, pk):
    visible = PracticeNote.objects.visible_to(request.user, on=timezone.localdate())
    people = ("competency", "preceptorship__program", "preceptorship__learner__person")
    return get_object_or_404(visible.select_related(*people), pk=pk)
