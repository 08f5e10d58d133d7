from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.redirects import posted_from
from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.mentoring.mentorships.forms.closing import ClosingWordsForm, NextStepForm
from programs.mentoring.mentorships.models import ClosingWords
from programs.mentoring.mentorships.permissions import can_wind_down, is_mentee_of
from programs.mentoring.mentorships.services import closing as services
from programs.mentoring.mentorships.services.mentorship import (
    end_once_winding_down,
    wind_down_mentorship,
)
from programs.mentoring.mentorships.views.mentorship import my_mentorship

WORDS = ("achieved", "learned", "unfinished", "thanks")


@require_http_methods(["GET", "POST"])
def mentorship_closing(request, pk):
    """Look back and ahead: in the last weeks, and after the end."""
    mentorship = my_mentorship(request, pk)
    if not services.can_be_looked_back_on(mentorship):
        return redirect("programs:mentorship-detail", pk)
    if request.method == "GET":
        return _page(request, mentorship)

    form = _words_form(request, mentorship, request.POST)
    if not form.is_valid():
        return _page(request, mentorship, words_form=form)
    with refusals_on(form):
        services.write_closing_words(
            mentorship=mentorship, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Saved. You can come back to it whenever you like."))
        return redirect("programs:mentorship-closing", pk)
    return _page(request, mentorship, words_form=form)


@posted_from("programs:mentorship-closing")
def mentorship_next_step(request, pk):
    mentorship = my_mentorship(request, pk)
    form = NextStepForm(request.POST, action=request.path)
    if not form.is_valid():
        return _page(request, mentorship, step_form=form)
    with refusals_told(request):
        is_renewed = services.choose_next_step(
            mentorship=mentorship, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        if is_renewed:
            messages.success(request, _("You both want to continue, so it goes on."))
            return redirect("programs:mentorship-detail", pk)
        messages.success(request, _("Saved. You can change your mind until the last day."))
        return redirect("programs:mentorship-closing", pk)
    return redirect("programs:mentorship-detail", pk)


@require_POST
def mentorship_end(request, pk):
    """Close it today, where both want it to end."""
    mentorship = my_mentorship(request, pk)
    with refusals_told(request):
        services.end_mentorship(mentorship=mentorship, by=request.user, at=timezone.now())
        messages.success(request, _("Your mentorship has ended. Well done, both of you."))
    return redirect("programs:mentorship-closing", pk)


@require_http_methods(["GET", "POST"])
def mentorship_wind_down(request, pk):
    """Begin the last weeks without waiting for a date."""
    mentorship = my_mentorship(request, pk)
    require(can_wind_down(request.user, mentorship))
    if request.method == "GET":
        context = {
            "mentorship": mentorship,
            "partner": mentorship.partner_of(request.user),
            "ends_on": end_once_winding_down(mentorship, on=timezone.now().date()),
            "today": timezone.localdate(),
        }
        return render(request, "programs/mentoring/mentorships/mentorship_wind_down.html", context)
    with refusals_told(request):
        wind_down_mentorship(mentorship=mentorship, by=request.user, at=timezone.now())
        messages.success(
            request, _("The last weeks have started. It's time to look back together.")
        )
        return redirect("programs:mentorship-closing", pk)
    return redirect("programs:mentorship-detail", pk)


def _page(request, mentorship, *, words_form=None, step_form=None):
    person = request.user
    steps = {step.person_id: step for step in mentorship.next_steps.all()}
    mine, partner = steps.get(person.pk), mentorship.partner_of(person)
    thanks = ClosingWords.objects.thanks_to(person).filter(mentorship=mentorship).first()
    action = reverse("programs:mentorship-next-step", args=[mentorship.pk])
    is_asked = mentorship.status == mentorship.Status.WINDING_DOWN
    context = {
        "mentorship": mentorship,
        "partner": partner,
        "is_mentee": is_mentee_of(person, mentorship),
        "is_asked": is_asked,
        "mine": mine,
        # Each answers alone: the other's wish shows once both are known (M13).
        "theirs": steps.get(partner.pk) if mine else None,
        "can_end": services.both_want_to_end(mentorship),
        "step_form": step_form or NextStepForm(action=action, initial=_as_chosen(mine)),
        "words_form": words_form or _words_form(request, mentorship),
        "form": words_form or step_form,
        "thanks": thanks,
    }
    return render(request, "programs/mentoring/mentorships/mentorship_closing.html", context)


def _words_form(request, mentorship, data=None):
    written = ClosingWords.objects.of(request.user).filter(mentorship=mentorship).first()
    initial = {name: getattr(written, name) for name in WORDS} if written else {}
    return ClosingWordsForm(data, partner=mentorship.partner_of(request.user), initial=initial)


def _as_chosen(step):
    return {"choice": step.choice, "months": step.months} if step else {}
