from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.redirects import posted_from
from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.mentoring.meetings.forms.check_in_note import CheckInNoteUpdateForm
from programs.mentoring.meetings.models import CheckInNote
from programs.mentoring.meetings.permissions import can_update_note
from programs.mentoring.meetings.services import check_in_note as services
from programs.mentoring.meetings.views.check_in import check_in_page, my_check_in, note_form
from programs.mentoring.mentorships.permissions import is_mentee_of
from programs.mentoring.wall import readers


@posted_from("programs:check-in-detail")
def check_in_note(request, pk):
    check_in = my_check_in(request, pk)
    form = note_form(check_in, request.user, request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.write_check_in_note(
                check_in=check_in, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Note saved."))
            return redirect("programs:check-in-detail", pk)
    return check_in_page(request, check_in, form=form)


@require_http_methods(["GET", "POST"])
def check_in_note_update(request, pk):
    note = _my_note(request, pk)
    form = CheckInNoteUpdateForm(
        request.POST or None,
        who=_readers(note, request.user),
        is_mentor=not is_mentee_of(request.user, note.check_in.mentorship),
        initial={"text": note.text, "audience": note.audience},
    )
    if form.is_valid():
        with refusals_told(request):
            services.update_check_in_note(note=note, **form.cleaned_data)
            messages.success(request, _("Note saved."))
            return redirect("programs:check-in-detail", note.check_in_id)
        return redirect("programs:check-in-note-update", pk)
    return render(
        request,
        "programs/mentoring/meetings/check_in_note_update.html",
        {"form": form, "note": note},
    )


@require_http_methods(["GET", "POST"])
def check_in_note_share(request, pk):
    """Widening is asked on a page of its own that names who will be able to read what."""
    note = _my_note(request, pk)
    require(note.check_in.mentorship.is_open)
    partner = note.check_in.mentorship.partner_of(request.user)
    if request.method == "GET":
        context = {"note": note, "partner": partner}
        return render(request, "programs/mentoring/meetings/check_in_note_share.html", context)

    services.share_check_in_note(note=note)
    messages.success(request, _("From now on %(name)s can read that note.") % {"name": partner})
    return redirect("programs:check-in-detail", note.check_in_id)


@require_POST
def check_in_note_private(request, pk):
    note = _my_note(request, pk)
    services.make_check_in_note_private(note=note)
    messages.success(request, _("From now on only you can read that note."))
    return redirect("programs:check-in-detail", note.check_in_id)


@require_http_methods(["GET", "POST"])
def check_in_note_remove(request, pk):
    note = _my_note(request, pk)
    if request.method == "GET":
        return render(
            request, "programs/mentoring/meetings/check_in_note_remove.html", {"note": note}
        )

    services.remove_check_in_note(note=note)
    messages.success(request, _("Note deleted, for everyone."))
    return redirect("programs:check-in-detail", note.check_in_id)


def _my_note(request, pk):
    notes = CheckInNote.objects.readable_by(request.user).select_related(
        "check_in__mentorship__mentor__person", "check_in__mentorship__learner__person"
    )
    note = get_object_or_404(notes, pk=pk)
    require(can_update_note(request.user, note))
    return note


def _readers(note, person):
    mentorship = note.check_in.mentorship
    is_shared = note.audience == CheckInNote.Audience.BOTH and mentorship.is_open
    return readers.you_and(mentorship.partner_of(person)) if is_shared else readers.only_you()
