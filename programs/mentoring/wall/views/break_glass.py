from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.redirects import posted_from
from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.wall.forms.break_glass import BreakGlassAgreeForm, BreakGlassForm
from programs.mentoring.wall.models import BreakGlass
from programs.mentoring.wall.permissions import can_break_glass
from programs.mentoring.wall.seconds import is_involved, possible_askers, second_people
from programs.mentoring.wall.services import break_glass as services


@require_http_methods(["GET", "POST"])
def break_glass_ask(request, pk):
    """Say why, and ask a second person; nothing is read by this."""
    facts = Mentorship.objects.facts_for(request.user).begun().open().with_people()
    mentorship = get_object_or_404(facts, pk=pk)
    require(can_break_glass(request.user, mentorship))
    at, today = timezone.now(), timezone.localdate()
    askers = possible_askers(mentorship, at=at, today=today)
    seconds = second_people(mentorship, asker=request.user, at=at, today=today)
    form = BreakGlassForm(
        request.POST or None, who=_("You, the people you ask, and both of the pair once it is open")
    )
    if form.is_valid():
        with refusals_on(form):
            asked = services.ask_to_break_glass(
                mentorship=mentorship, by=request.user, at=at, today=today, **form.cleaned_data
            )
            messages.success(request, _("Request sent. Nothing is open until someone agrees."))
            return redirect("programs:break-glass-read", asked.pk)

    context = {
        "mentorship": mentorship,
        "program": mentorship.program,
        "form": form,
        "askers": askers,
        "can_ask": request.user in askers,
        "seconds": seconds,
    }
    return render(request, "programs/mentoring/wall/break_glass_ask.html", context)


@require_GET
def break_glass_decide(request, pk):
    """The reason, for whoever is to say yes or no."""
    return _decide_page(request, _asked(request, pk))


@posted_from("programs:break-glass-decide")
def break_glass_agree(request, pk):
    """Say yes, with one's password."""
    asked = _asked(request, pk)
    form = _agree_form(request, asked, request.POST)
    if not form.is_valid():
        return _decide_page(request, asked, form=form)
    return _decide(request, asked, is_agreed=True)


@require_POST
def break_glass_refuse(request, pk):
    return _decide(request, _asked(request, pk), is_agreed=False)


@never_cache
@require_GET
def break_glass_read(request, pk):
    """What the pair shares, to the asker alone, while it is open; each opening is told."""
    mine = BreakGlass.objects.with_people().filter(asked_by=request.user)
    opened = get_object_or_404(mine, pk=pk)
    require(can_break_glass(request.user, opened.mentorship))
    at = timezone.now()
    context = {
        "opened": opened,
        "mentorship": opened.mentorship,
        "program": opened.mentorship.program,
        "is_open": opened.is_open(at),
        "is_waiting": opened.is_waiting(at),
        "contents": None,
    }
    if context["is_open"]:
        context["contents"] = services.read_under_break_glass(opened=opened, by=request.user, at=at)
    return render(request, "programs/mentoring/wall/break_glass_read.html", context)


def _decide_page(request, asked, *, form=None):
    seconds = services.seconds_of(asked, today=timezone.localdate())
    context = {
        "asked": asked,
        "mentorship": asked.mentorship,
        "program": asked.mentorship.program,
        "is_waiting": asked.is_waiting(timezone.now()),
        "seconds": seconds,
        "can_answer": request.user in seconds,
        "form": form or _agree_form(request, asked),
    }
    return render(request, "programs/mentoring/wall/break_glass_decide.html", context)


def _agree_form(request, asked, data=None):
    action = reverse("programs:break-glass-agree", args=[asked.pk])
    return BreakGlassAgreeForm(data, request=request, at=timezone.now(), action=action)


def _decide(request, asked, *, is_agreed):
    with refusals_told(request):
        services.decide_break_glass(
            asked=asked,
            is_agreed=is_agreed,
            by=request.user,
            at=timezone.now(),
            today=timezone.localdate(),
        )
        said = _("It is open for a day. We've told both of the pair.") if is_agreed else ""
        messages.success(request, said or _("Refused. Nothing was opened."))
    return redirect("programs:break-glass-decide", asked.pk)


def _asked(request, pk):
    """A request of somebody else, to those who run the program and are not involved."""
    facts = Mentorship.objects.facts_for(request.user)
    others = BreakGlass.objects.with_people().exclude(asked_by=request.user)
    asked = get_object_or_404(others.filter(mentorship__in=facts), pk=pk)
    require(can_break_glass(request.user, asked.mentorship))
    # The reason is about the two: whoever manages one of them does not read it (M7).
    if is_involved(request.user, asked.mentorship, today=timezone.localdate()):
        raise Http404
    return asked
