from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common.dated import dated
from common.open_links import limited
from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.mentoring.meetings.forms.time_proposal import TimeChoiceForm, TimeProposalForm
from programs.mentoring.meetings.models import CheckIn, TimeProposal
from programs.mentoring.meetings.permissions import can_plan_check_in
from programs.mentoring.meetings.services import time_proposal as services
from programs.mentoring.meetings.time_links import find_proposal
from programs.mentoring.meetings.views.check_in import USUAL_TIME, times_for_both
from programs.mentoring.mentorships.cadence import next_check_in_on
from programs.mentoring.mentorships.views.mentorship import my_mentorship

PROPOSED_AT_FIRST = 3
# In minutes, as far as one can ask for common times.
LENGTHS = (20, 30, 45, 60)


@require_http_methods(["GET", "POST"])
def time_propose(request, pk):
    mentorship = my_mentorship(request, pk)
    require(can_plan_check_in(request.user, mentorship))
    partner = mentorship.partner_of(request.user)
    suggested = _suggested(request, mentorship)
    form = TimeProposalForm(
        request.POST or None,
        zone=timezone.get_current_timezone(),
        label=_("Suggest these times"),
        initial={} if request.method == "POST" else suggested["initial"],
    )
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("starts", "minutes", "medium")}
        with refusals_on(form):
            services.propose_times(
                mentorship=mentorship, by=request.user, at=timezone.now(), **chosen
            )
            done = _("Sent. Once %(name)s chooses one, we'll tell you both.")
            messages.success(request, done % {"name": partner.name})
            return redirect("programs:mentorship-detail", pk)
    differs = partner.time_zone != request.user.time_zone
    context = {
        "mentorship": mentorship,
        "partner": partner,
        "form": form,
        "partner_zone": partner.time_zone.replace("_", " ") if differs else "",
        "lengths": LENGTHS,
        **suggested,
    }
    return render(request, "programs/mentoring/meetings/time_propose.html", context)


@require_POST
def time_withdraw(request, pk):
    mine = TimeProposal.objects.of(request.user).filter(proposed_by=request.user)
    proposal = get_object_or_404(mine.with_people(), pk=pk)
    with refusals_told(request):
        services.withdraw_times(proposal=proposal, at=timezone.now())
        messages.success(request, _("The times are withdrawn."))
    return redirect("programs:mentorship-detail", proposal.mentorship_id)


# Whoever holds the link may answer; looking changes nothing, because scanners open links.
# It says no name: what is on the screen is times (N7).
@never_cache
@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def time_choose(request, token):
    proposal = find_proposal(token)
    if proposal is None:
        raise Http404
    asked = proposal.asked
    with translation.override(asked.language), timezone.override(asked.time_zone):
        return _choose(request, proposal, token)


def _choose(request, proposal, token):
    at = timezone.now()
    times = [time for time in proposal.times.all() if time.starts_at > at]
    choices = [(str(time.pk), _shown(time.starts_at)) for time in times]
    form = TimeChoiceForm(request.POST or None, times=choices)
    is_waiting = TimeProposal.objects.waiting(at).filter(pk=proposal.pk).exists()
    if request.method == "POST" and is_waiting and ("none" in request.POST or form.is_valid()):
        with refusals_on(form):
            _settle(request, proposal, form, at)
            return redirect("programs:time-choose", token)
    context = {
        "proposal": proposal,
        "form": form,
        "is_waiting": is_waiting,
        "zone": proposal.asked.time_zone.replace("_", " "),
        "booked": _booked(proposal),
    }
    return render(request, "programs/mentoring/meetings/time_choose.html", context)


def _settle(request, proposal, form, at):
    if "none" in request.POST:
        services.refuse_times(proposal=proposal, at=at)
        return
    services.choose_time(proposal=proposal, time_id=form.cleaned_data["time"], at=at)


def _booked(proposal):
    """The time that was chosen, while it is on."""
    check_in = proposal.check_in
    is_on = check_in and check_in.cancelled_at is None
    return _shown(check_in.starts_at) if is_on else ""


def _shown(moment):
    return dated(timezone.localtime(moment), "l j F, H:i")


def _suggested(request, mentorship):
    """Times at which both can, for the length one asks for; without any, the usual ones."""
    initial = _some_times(mentorship)
    asked = request.GET.get("minutes", "")
    if asked in map(str, LENGTHS):
        initial["minutes"] = int(asked)
    usual = {"day": initial["day_1"], "clock": initial["clock_1"], "minutes": initial["minutes"]}
    found, have_said = times_for_both(mentorship, usual, at=timezone.now(), most=PROPOSED_AT_FIRST)
    zone = timezone.get_current_timezone()
    for place, start in enumerate(found, start=1):
        local = start.astimezone(zone)
        initial |= {f"day_{place}": local.date(), f"clock_{place}": local.time()}
    for place in range(len(found) + 1, PROPOSED_AT_FIRST + 1) if found else ():
        del initial[f"day_{place}"], initial[f"clock_{place}"]
    return {
        "initial": initial,
        "found": found,
        "have_said": have_said,
        "minutes": initial["minutes"],
    }


def _some_times(mentorship):
    """Three weekdays around the day on which the next one falls, at the usual time."""
    last = mentorship.check_ins.filter(cancelled_at=None).order_by("-starts_at").first()
    local = last and timezone.localtime(last.starts_at)
    day = next_check_in_on(
        last_on=local and local.date(),
        cadence_days=mentorship.cadence_days,
        today=timezone.localdate(),
    )
    clock = local.time().replace(second=0, microsecond=0) if local else USUAL_TIME
    initial = {
        "minutes": last.minutes if last else mentorship.meeting_minutes,
        "medium": last.medium if last else CheckIn.Medium.IN_PERSON,
    }
    for place in range(1, PROPOSED_AT_FIRST + 1):
        initial |= {f"day_{place}": day, f"clock_{place}": clock}
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return initial
