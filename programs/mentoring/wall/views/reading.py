from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.paging import keyset_page
from common.redirects import posted_from
from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.mentoring.meetings.models import CheckInNote
from programs.mentoring.mentorships.permissions import is_mentee_of, is_mentor_of
from programs.mentoring.mentorships.views.mentorship import my_mentorship
from programs.mentoring.wall.forms.notes_request import NotesAnswerForm
from programs.mentoring.wall.models import BreakGlass, Reading
from programs.mentoring.wall.services import notes_request as services

MOST_NOTES = 100
MOST_OPENED = 20


@require_GET
def reading_list(request, pk):
    """Who opened what of the pair, to the two of them (M5)."""
    mentorship = my_mentorship(request, pk)
    context = {
        "mentorship": mentorship,
        "partner": mentorship.partner_of(request.user),
        "page": _readings_of(mentorship, cursor=request.GET.get("cursor")),
        "opened": _opened(mentorship),
        "now": timezone.now(),
    }
    return render(request, "programs/mentoring/wall/reading_list.html", context)


def _readings_of(mentorship, *, cursor):
    readings = Reading.objects.of(mentorship)
    return keyset_page(readings, order=("-last_at", "-id"), cursor=cursor)


def _opened(mentorship):
    opened = BreakGlass.objects.opened().filter(mentorship=mentorship)
    return opened.select_related("asked_by", "decided_by")[:MOST_OPENED]


@require_GET
def notes_request(request, pk):
    return _notes_page(request, my_mentorship(request, pk))


@require_POST
def notes_ask(request, pk):
    mentorship = my_mentorship(request, pk)
    require(is_mentee_of(request.user, mentorship))
    with refusals_told(request):
        services.ask_for_notes(mentorship=mentorship, by=request.user, at=timezone.now())
        messages.success(request, _("Request sent. Your mentor chooses note by note."))
    return redirect("programs:notes-request", pk)


@posted_from("programs:notes-request")
def notes_answer(request, pk):
    mentorship = my_mentorship(request, pk)
    require(is_mentor_of(request.user, mentorship))
    form = _answer_form(request, mentorship, request.POST)
    if not form.is_valid():
        return _notes_page(request, mentorship, form=form)
    with refusals_on(form):
        services.answer_notes_request(
            mentorship=mentorship, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Answered. We've told your mentee."))
        return redirect("programs:notes-request", pk)
    return _notes_page(request, mentorship, form=form)


def _notes_page(request, mentorship, *, form=None):
    is_mentee = is_mentee_of(request.user, mentorship)
    asked = mentorship.notes_requests.first()
    is_waiting = asked is not None and asked.answered_at is None
    own = CheckInNote.objects.none()
    if not is_mentee and mentorship.is_open:
        own = CheckInNote.objects.filter(
            check_in__mentorship=mentorship,
            author=request.user,
            audience=CheckInNote.Audience.ONLY_ME,
        ).select_related("check_in")
    context = {
        "mentorship": mentorship,
        "partner": mentorship.partner_of(request.user),
        "is_mentee": is_mentee,
        "asked": asked,
        "has_shared": is_mentee and _has_shared(request.user, mentorship),
        "can_ask": is_mentee and not is_waiting and mentorship.is_open,
        "is_unasked": not is_mentee and asked is None,
        "notes": list(own.order_by("-written_at")[:MOST_NOTES]),
        "form": form or _answer_form(request, mentorship) if not is_mentee and is_waiting else None,
    }
    return render(request, "programs/mentoring/wall/notes_request.html", context)


def _has_shared(mentee, mentorship):
    """Whether there is any note of the mentor's that the mentee may read."""
    readable = CheckInNote.objects.in_mentorship(mentorship, mentee)
    return readable.exclude(author=mentee).exists()


def _answer_form(request, mentorship, data=None):
    action = reverse("programs:notes-answer", args=[mentorship.pk])
    return NotesAnswerForm(data, partner=mentorship.partner_of(request.user), action=action)
