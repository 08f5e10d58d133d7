from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on
from people.permissions import require
from programs.cohorts.models import ProgramCoordinator
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import is_learner_of
from programs.preceptorships.views.preceptorship import visible_preceptorship
from programs.shifts.contents import NEAR, readers_words, skills_for_note
from programs.shifts.cover_options import preceptors_of_day
from programs.shifts.forms.shift_note import AnswerForm, NoteOfDayForm, ShiftNoteForm, words_of
from programs.shifts.models import Shift, ShiftNote
from programs.shifts.permissions import (
    can_answer_shift_note,
    can_change_shift_note,
    can_write_any_note,
    can_write_shift_note,
    works_with_learner,
)
from programs.shifts.services import shift_note as services
from programs.shifts.services.roster import Plan, ShiftError
from programs.shifts.views.shift import visible_shift


@require_http_methods(["GET", "POST"])
def shift_note_create(request, pk):
    shift = visible_shift(request, pk)
    require(can_write_shift_note(request.user, shift))
    own = shift.notes.filter(author=request.user).first()
    if own and request.method == "GET":
        return redirect("programs:shift-note-update", own.pk)

    form = _form(request, ShiftNoteForm, shift.preceptorship)
    if form.is_valid():
        with refusals_on(form):
            services.write_shift_note(
                shift=shift,
                words=form.words,
                by=request.user,
                idempotency_key=form.cleaned_data["idempotency_key"],
                at=timezone.now(),
            )
            messages.success(request, _("Note saved. It won't affect any sign-off."))
            return redirect("programs:shift-detail", pk)

    return render(request, "programs/shifts/shift_note_create.html", _context(request, form, shift))


@require_http_methods(["GET", "POST"])
def shift_note_update(request, pk):
    note = _visible_note(request, pk)
    require(can_change_shift_note(request.user, note))

    form = _form(request, ShiftNoteForm, note.shift.preceptorship, initial=words_of(note))
    if form.is_valid():
        with refusals_on(form):
            services.change_shift_note(
                note=note, words=form.words, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Note changed."))
            return redirect("programs:shift-detail", note.shift_id)

    return render(
        request, "programs/shifts/shift_note_create.html", _context(request, form, note.shift, note)
    )


@require_http_methods(["GET", "POST"])
def shift_note_answer(request, pk):
    note = _visible_note(request, pk)
    require(can_answer_shift_note(request.user, note))

    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, initial={"answer": note.answer})
    if form.is_valid():
        with refusals_on(form):
            services.answer_shift_note(
                note=note, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Answer saved."))
            return redirect("programs:shift-detail", note.shift_id)

    context = {"form": form, "note": note, "shift": note.shift}
    return render(request, "programs/shifts/shift_note_answer.html", context)


@require_http_methods(["GET", "POST"])
def note_of_day_create(request, pk):
    """A note for a day of which no shift is known: writing it makes the shift."""
    preceptorship, at = visible_preceptorship(request, pk), timezone.now()
    today = timezone.localdate(at)
    require(preceptorship.is_open and can_write_any_note(request.user, preceptorship, on=today))

    times = {"day": today, "starts": "07:30", "ends": "20:00"}
    form = _form(request, NoteOfDayForm, preceptorship, initial=times)
    if form.is_valid():
        with refusals_on(form):
            note = services.write_note_of_day(
                preceptorship=preceptorship,
                times=form.times,
                plan=_plan_of_day(request.user, preceptorship, form),
                words=form.words,
                by=request.user,
                idempotency_key=form.cleaned_data["idempotency_key"],
                at=at,
            )
            messages.success(request, _("Note saved. It won't affect any sign-off."))
            return redirect("programs:shift-detail", note.shift_id)

    context = {"form": form, "preceptorship": preceptorship}
    return render(request, "programs/shifts/note_of_day_create.html", context)


def _plan_of_day(person, preceptorship, form):
    """Who worked with whom: the preceptor who writes, or the primary one of that day."""
    day = form.cleaned_data["day"]
    if is_learner_of(person, preceptorship):
        preceptor = preceptorship.primary_on(day)
    else:
        preceptor = preceptors_of_day(preceptorship, day).filter(person=person).first()
    if preceptor is None:
        raise ShiftError(_("Nobody was assigned that day. Choose another."))
    return Plan(
        preceptor=preceptor,
        origin=Shift.Origin.NOTE,
        unit=preceptor.person.unit,
        is_supernumerary=form.cleaned_data["is_supernumerary"],
    )


def _visible_note(request, pk):
    notes = ShiftNote.objects.select_related("author")
    note = get_object_or_404(notes, pk=pk)
    note.shift = visible_shift(request, note.shift_id)
    return note


def _form(request, form_class, preceptorship, **options):
    skills = skills_for_note(preceptorship, today=timezone.localdate())
    coordinators = ProgramCoordinator.objects.filter(program=preceptorship.program_id)
    names = readers_words(preceptorship, request.user, coordinators.select_related("person"))
    readers = _("You, %(others)s and everyone assigned as %(guide)s can read this.") % {
        "others": ", ".join(names),
        "guide": preceptorship.program.guide_label,
    }
    posted = request.POST if request.method == "POST" else None
    options["is_own"] = is_learner_of(request.user, preceptorship)
    return form_class(posted, skills=skills, near=NEAR, readers=readers, **options)


def _context(request, form, shift, note=None):
    person, preceptorship, today = request.user, shift.preceptorship, timezone.localdate()
    visible = Preceptorship.objects.visible_to(person, on=today)
    return {
        "form": form,
        "shift": shift,
        "note": note,
        "preceptorship": preceptorship,
        "learner": preceptorship.learner.person,
        "can_worry": preceptorship.is_open and works_with_learner(person, preceptorship, on=today),
        # Whoever had the day alone does not see the record after it.
        "can_open": visible.filter(pk=preceptorship.pk).exists(),
    }
