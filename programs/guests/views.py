from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.paging import keyset_page
from common.redirects import posted_from
from common.show_refusal import refusals_on, refusals_told
from people.organisations import has_wall
from people.permissions import can_search_people, require
from programs.cohorts.models import Program
from programs.cohorts.views.program import coordinated_program
from programs.guests import services
from programs.guests.deciders import visible_requests
from programs.guests.forms import GuestAskForm, GuestDeclineForm, GuestGrantForm
from programs.guests.permissions import (
    can_ask_for_guest,
    can_decide_guest,
    can_withdraw_guest_request,
)

MOST_PROGRAMS = 50


@require_safe
def guest_programs(request):
    """For which program? Whoever runs one alone is not asked."""
    require(can_search_people(request.user))
    own = (
        Program.objects.open().filter(coordinators__person=request.user).order_by("sort_name", "pk")
    )
    programs = list(own[:MOST_PROGRAMS])
    if len(programs) == 1:
        return redirect("programs:guest-ask", programs[0].pk)
    return render(request, "programs/guests/guest_programs.html", {"programs": programs})


@require_safe
def guest_list(request, pk):
    """Whom a program asked for, by the addresses that were typed."""
    program = coordinated_program(request, pk)
    requests = visible_requests(request.user).filter(program=program)
    context = {
        "program": program,
        "page": keyset_page(requests, order=("-asked_at", "-id"), cursor=request.GET.get("cursor")),
        "has_wall": has_wall(request.user),
    }
    return render(request, "programs/guests/guest_list.html", context)


@require_http_methods(["GET", "POST"])
def guest_ask(request, pk):
    program = coordinated_program(request, pk)
    require(can_ask_for_guest(request.user, program))
    form = GuestAskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            services.ask_for_guest(
                program=program, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            # The same whoever has the address, and where nobody has.
            messages.success(
                request,
                _("Request sent. If %(email)s is known here, their coordinator is asked.")
                % {"email": form.cleaned_data["email"]},
            )
            return redirect("programs:guest-list", pk)

    context = {"program": program, "form": form}
    return render(request, "programs/guests/guest_ask.html", context)


@require_safe
def guest_request(request, pk):
    return _page(request, _visible(request, pk))


@posted_from("programs:guest-request")
def guest_grant(request, pk):
    asked = _to_decide(request, pk)
    form = _grant_form(asked, request.POST)
    if form.is_valid():
        at, today = timezone.now(), timezone.localdate()
        with refusals_on(form):
            services.grant_guest(
                request=asked, by=request.user, at=at, today=today, **form.cleaned_data
            )
            done = _("You agreed. We've told %(name)s and the person who asked.")
            messages.success(request, done % {"name": asked.person.name})
            return redirect("programs:guest-request", pk)
    return _page(request, asked, grant_form=form)


@posted_from("programs:guest-request")
def guest_decline(request, pk):
    asked = _to_decide(request, pk)
    form = _decline_form(asked, request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.decline_guest(
                request=asked, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            done = _("Declined. We've told %(name)s and the person who asked.")
            messages.success(request, done % {"name": asked.person.name})
            return redirect("programs:guest-request", pk)
    return _page(request, asked, decline_form=form)


@require_POST
def guest_end(request, pk):
    asked = _to_decide(request, pk)
    with refusals_told(request):
        at, today = timezone.now(), timezone.localdate()
        services.end_guest(request=asked, by=request.user, at=at, today=today)
        done = _("Ended. We've told %(name)s and the person who asked.")
        messages.success(request, done % {"name": asked.person.name})
    return redirect("programs:guest-request", pk)


@require_POST
def guest_withdraw(request, pk):
    asked = _visible(request, pk)
    require(can_withdraw_guest_request(request.user, asked))
    with refusals_told(request):
        services.withdraw_guest_request(request=asked, by=request.user, at=timezone.now())
        messages.success(request, _("Request withdrawn."))
    return redirect("programs:guest-list", asked.program_id)


def _page(request, asked, *, grant_form=None, decline_form=None):
    """The request to whoever may open it: who asks sees no name before a yes."""
    is_waiting = asked.is_waiting(timezone.now())
    can_withdraw = can_withdraw_guest_request(request.user, asked)
    can_decide = can_decide_guest(request.user, asked)
    is_about_me = asked.person_id == request.user.pk
    context = {
        "asked": asked,
        "program": asked.program,
        "is_waiting": is_waiting,
        "is_about_me": is_about_me,
        "runs_program": can_withdraw,
        "can_withdraw": can_withdraw and is_waiting,
        "can_decide": can_decide and is_waiting,
        "can_end": can_decide and asked.is_granted,
        "shows_person": asked.is_let_in or can_decide or is_about_me,
        "grant_form": grant_form or _grant_form(asked),
        "decline_form": decline_form or _decline_form(asked),
    }
    return render(request, "programs/guests/guest_request.html", context)


def _grant_form(asked, data=None):
    action = reverse("programs:guest-grant", args=[asked.pk])
    return GuestGrantForm(data, action=action, today=timezone.localdate())


def _decline_form(asked, data=None):
    return GuestDeclineForm(data, action=reverse("programs:guest-decline", args=[asked.pk]))


def _to_decide(request, pk):
    asked = _visible(request, pk)
    require(can_decide_guest(request.user, asked))
    return asked


def _visible(request, pk):
    return get_object_or_404(visible_requests(request.user), pk=pk)
