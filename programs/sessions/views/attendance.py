from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from common.qr import qr_code
from common.show_refusal import refusals_on
from people.permissions import require
from programs.sessions import codes
from programs.sessions.forms.attendance import AttendanceForm, CodeForm
from programs.sessions.models import Session
from programs.sessions.permissions import can_note_attendance
from programs.sessions.services import attendance as services
from programs.sessions.standing import expected_at
from programs.sessions.views.session import visible_session


@require_http_methods(["GET", "POST"])
def session_attendance(request, pk):
    """Everybody expected, each with a choice, and one button."""
    session, at = _to_note(request, pk), timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = _list_of(session, request.user, posted)
    if form.is_valid():
        with refusals_on(form):
            report = services.note_attendance(
                session=session,
                marks=form.cleaned_data["marks"],
                seen=form.cleaned_data["seen"],
                rest=form.cleaned_data["rest"] or None,
                by=request.user,
                at=at,
            )
            _say_what_was_noted(request, report)
            return redirect("programs:session-detail", pk)

    context = {"session": session, "cohort": session.cohort, "form": form}
    return render(request, "programs/sessions/session_attendance.html", context)


@require_safe
def session_code(request, pk):
    """The code for the screen of the room; it changes while one looks."""
    session, at = _to_note(request, pk), timezone.now()
    context = {
        "session": session,
        "cohort": session.cohort,
        "is_open": codes.is_open(session, at=at),
        "opens_at": session.starts_at - codes.BEFORE,
        "has_ended": at > session.ends_at + codes.AFTER,
        "present": session.attendances.present().count(),
    }
    if context["is_open"]:
        code = codes.code_of(session, at=at)
        path = reverse("programs:session-attend", args=[pk])
        context |= {"code": code, "qr": qr_code(f"{settings.SITE_URL}{path}?code={code}")}
    is_part = request.headers.get("HX-Request") == "true"
    name = "_code" if is_part else "session_code"
    return render(request, f"programs/sessions/{name}.html", context)


@require_http_methods(["GET", "POST"])
def session_attend(request, pk):
    """Say that one is there, by one button; anybody else reads why they can't."""
    at, code = timezone.now(), request.GET.get("code", "")
    session = _session_of_code(request, pk, code, at)
    is_good = bool(code) and codes.is_code(session, code, at=at)
    ticket = codes.ticket_of(session, request.user, at=at) if is_good else ""
    form = CodeForm(
        request.POST if request.method == "POST" else None,
        initial={"code": "", "ticket": ticket},
    )
    if form.is_valid():
        with refusals_on(form):
            by = request.user
            services.confirm_attendance(session=session, by=by, at=at, **form.cleaned_data)
            messages.success(request, _("You're noted as present."))
            return redirect("programs:session-detail", pk)

    context = {
        "session": session,
        "form": form,
        "has_code": is_good,
        "has_expired": bool(code) and not is_good,
        "why_not": services.why_not_attend(session, request.user, at=at),
        "own": session.attendances.present().filter(learner__person=request.user).first(),
    }
    return render(request, "programs/sessions/session_attend.html", context)


def _to_note(request, pk):
    session = visible_session(request, pk)
    require(can_note_attendance(request.user, session))
    return session


def _session_of_code(request, pk, code, at):
    """One that the reader sees, or whose code they hold: then the page says why it isn't theirs."""
    session = get_object_or_404(Session.objects.with_cohort(), pk=pk)
    if Session.objects.visible_to(request.user).filter(pk=pk).exists():
        return session
    if not codes.is_code(session, code, at=at):
        raise Http404
    return session


def _list_of(session, reader, posted):
    enrolments = expected_at(session).select_related("learner__person__unit")
    marks = session.attendances.select_related("noted_by")
    return AttendanceForm(
        posted,
        enrolments=list(enrolments.order_by("learner__person__sort_name", "pk")),
        marks={mark.learner_id: mark for mark in marks},
        reader=reader,
    )


def _say_what_was_noted(request, report):
    words = ngettext("%(count)d person noted.", "%(count)d people noted.", report.noted)
    messages.success(request, words % {"count": report.noted})
    if report.left:
        left = _("Noted by someone else meanwhile, and left as it is: %(names)s.")
        messages.warning(request, left % {"names": ", ".join(report.left)})
