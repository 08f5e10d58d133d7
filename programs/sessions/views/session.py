from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.cohorts.models import Cohort
from programs.sessions import codes
from programs.sessions.forms.adopt import AdoptForm, earliest
from programs.sessions.forms.session import (
    SessionCopyForm,
    SessionForm,
    SessionUpdateForm,
    first_times,
    session_as_typed,
)
from programs.sessions.models import Attendance, Session
from programs.sessions.permissions import (
    can_change_session,
    can_note_attendance,
    can_plan_sessions,
    is_learner_at,
)
from programs.sessions.presets import IDEAS
from programs.sessions.services import session as services
from programs.sessions.standing import next_dates


@require_http_methods(["GET", "POST"])
def session_create(request, pk):
    """``pk`` is the cohort's. One session or many."""
    cohort, at = cohort_to_plan(request, pk), timezone.now()
    initial = first_times(timezone.localdate(at))
    form = SessionForm(_posted(request), program=cohort.program, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            planned = services.plan_sessions(
                cohort=cohort,
                outline=form.outline,
                slots=form.slots,
                is_same=form.is_same,
                by=request.user,
                idempotency_key=form.cleaned_data["idempotency_key"],
                at=at,
            )
            messages.success(request, _told(len(planned)))
            return redirect("programs:session-list", pk)

    return render(request, "programs/sessions/session_create.html", _page_of(cohort, form))


@require_http_methods(["GET", "POST"])
def sessions_adopt(request, pk):
    """``pk`` is the cohort's. What the program's preset proposes; nothing is planned unasked."""
    cohort, at = cohort_to_plan(request, pk), timezone.now()
    ideas = IDEAS.get(cohort.program.preset, ())
    titles = set(cohort.sessions.standing().values_list("title", flat=True))
    begins = earliest(cohort.starts_on, timezone.localdate(at))
    form = AdoptForm(_posted(request), ideas=ideas, begins=begins, known=titles)
    if form.is_valid():
        with refusals_on(form):
            planned = services.plan_different_sessions(
                cohort=cohort,
                outlines=form.outlines,
                by=request.user,
                idempotency_key=form.cleaned_data["idempotency_key"],
                at=at,
            )
            messages.success(request, _told(len(planned)))
            return redirect("programs:session-list", pk)

    return render(request, "programs/sessions/sessions_adopt.html", _page_of(cohort, form))


@require_safe
def session_detail(request, pk):
    session, at, person = visible_session(request, pk), timezone.now(), request.user
    can_note = can_note_attendance(person, session)
    is_learner = is_learner_at(person, session)
    marks = session.attendances.select_related("noted_by")
    context = {
        "session": session,
        "cohort": session.cohort,
        "program": session.cohort.program,
        "is_open": codes.is_open(session, at=at) and not session.is_called_off,
        "is_over": session.is_over(at),
        "has_begun": session.has_begun(at),
        "can_note": can_note,
        "can_change": can_change_session(person, session),
        "can_plan": can_plan_sessions(person, session.cohort),
        "is_learner": is_learner,
        "own": marks.filter(learner__person=person).first(),
        "dates": Session.objects.filter(series=session.series).exclude(pk=session.pk),
        "attended": is_learner and _attended_before(session, person),
        "following": next_dates([session], at=at).get(session.series),
        "counts": _counts(session) if can_note else {},
    }
    return render(request, "programs/sessions/session_detail.html", context)


def _attended_before(session, person):
    """The learner's presence at another date of it, or None."""
    there = Attendance.objects.at_other_dates(session).filter(learner__person=person)
    return there.select_related("session").first()


@require_http_methods(["GET", "POST"])
def session_update(request, pk):
    session = _to_change(request, pk)
    initial = session_as_typed(session, services.zone_of(request.user))
    program = session.cohort.program
    form = SessionUpdateForm(_posted(request), program=program, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            services.change_session(
                session=session,
                outline=form.outline,
                slot=form.slot,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Saved. If the time has changed, we'll tell everyone."))
            return redirect("programs:session-detail", pk)

    context = _page_of(session.cohort, form) | {"session": session}
    return render(request, "programs/sessions/session_update.html", context)


@require_http_methods(["GET", "POST"])
def session_copy(request, pk):
    """The same session on other days: again for those who missed it, or as new ones."""
    session, at = visible_session(request, pk), timezone.now()
    require(can_plan_sessions(request.user, session.cohort))
    typed = session_as_typed(session, services.zone_of(request.user))
    initial = first_times(timezone.localdate(at)) | {
        name: typed[name] for name in ("starts", "ends")
    }
    form = SessionCopyForm(_posted(request), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            planned = services.copy_session(
                session=session,
                slots=form.slots,
                is_same=form.is_same,
                by=request.user,
                idempotency_key=form.cleaned_data["idempotency_key"],
                at=at,
            )
            messages.success(request, _told(len(planned)))
            return redirect("programs:session-list", session.cohort_id)

    context = _page_of(session.cohort, form) | {"session": session}
    return render(request, "programs/sessions/session_copy.html", context)


@require_POST
def session_call_off(request, pk):
    session = _to_change(request, pk)
    with refusals_told(request):
        services.call_off_session(session=session, by=request.user, at=timezone.now())
        messages.success(request, _("Cancelled. We'll let everyone know."))
    return redirect("programs:session-detail", pk)


def visible_session(request, pk):
    """One of a program that the reader runs, that they host, or of a cohort they learn in."""
    sessions = Session.objects.visible_to(request.user).with_cohort()
    return get_object_or_404(sessions, pk=pk)


def cohort_to_plan(request, pk):
    """Return the cohort if the person runs its program (else 404) and it is not over (else 403)."""
    cohorts = Cohort.objects.coordinated_by(request.user).of_preceptorships().with_program()
    cohort = get_object_or_404(cohorts, pk=pk)
    require(can_plan_sessions(request.user, cohort))
    return cohort


def _to_change(request, pk):
    session = visible_session(request, pk)
    require(can_change_session(request.user, session))
    return session


def _counts(session):
    states = session.attendances.values_list("state", flat=True)
    found = list(states)
    return {state: found.count(state) for state in set(found)}


def _told(count):
    words = ngettext("%(count)d session planned.", "%(count)d sessions planned.", count)
    return f"{words % {'count': count}} {_('We will tell the learners in ten minutes.')}"


def _page_of(cohort, form):
    return {"cohort": cohort, "program": cohort.program, "form": form}


def _posted(request):
    return request.POST if request.method == "POST" else None
