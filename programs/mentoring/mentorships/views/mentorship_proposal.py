from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.show_refusal import refusals_told
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.permissions import is_mentee_of
from programs.mentoring.mentorships.services import mentorship_opening as services


@require_GET
def mentorship_proposal(request, pk):
    mentorship = _my_proposal(request, pk)
    if not mentorship.is_proposed:
        return redirect("programs:mentorship-detail", pk)
    return render(
        request,
        "programs/mentoring/mentorships/mentorship_proposal.html",
        _context(request, mentorship),
    )


@require_POST
def mentorship_accept(request, pk):
    mentorship, at = _my_proposal(request, pk), timezone.now()
    partner = mentorship.partner_of(request.user)
    with refusals_told(request):
        is_begun = services.accept_mentorship(
            mentorship=mentorship, by=request.user, at=at, today=timezone.localdate(at)
        )
        if is_begun:
            done = _("You both said yes. Find a first time with %(name)s now.")
            messages.success(request, done % {"name": partner.name})
            return redirect("programs:mentorship-detail", pk)
        done = _("Thank you. It begins as soon as %(name)s says yes too.")
        messages.success(request, done % {"name": partner.name})
        return redirect("programs:mentorship-proposal", pk)
    return redirect("programs:mentorship-list")


@require_http_methods(["GET", "POST"])
def mentorship_decline(request, pk):
    mentorship = _my_proposal(request, pk)
    if not mentorship.is_proposed:
        return redirect("programs:mentorship-list")
    if request.method == "GET":
        return render(
            request,
            "programs/mentoring/mentorships/mentorship_decline.html",
            _context(request, mentorship),
        )
    with refusals_told(request):
        services.decline_mentorship(mentorship=mentorship, by=request.user, at=timezone.now())
        messages.success(request, _("You said no. There is nothing else to do."))
    return redirect("programs:mentorship-list")


def _my_proposal(request, pk):
    """A mentorship that was proposed to the person, whatever became of it."""
    known = Mentorship.objects.of(request.user).exclude(status=Mentorship.Status.DRAFT)
    return get_object_or_404(known.with_people(), pk=pk)


def _context(request, mentorship):
    return {
        "mentorship": mentorship,
        "partner": mentorship.partner_of(request.user),
        "is_mentee": is_mentee_of(request.user, mentorship),
        "has_accepted": mentorship.accepted_at(request.user) is not None,
        "rules": mentorship.program.mentorship_rules,
    }
