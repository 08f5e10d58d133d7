from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_told
from people.permissions import require
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services import departure as services
from programs.mentoring.mentorships.services import mentorship_opening as opening
from programs.mentoring.wall.permissions import can_decide_for_pair


@require_http_methods(["GET", "POST"])
def mentorship_withdraw(request, pk):
    """A coordinator takes a proposal back that has not begun: asked once, naming what follows."""
    proposed = Mentorship.objects.facts_for(request.user).proposed().with_people()
    mentorship = get_object_or_404(proposed, pk=pk)
    require(can_decide_for_pair(request.user, mentorship))
    if request.method == "POST":
        with refusals_told(request):
            opening.withdraw_proposal(mentorship=mentorship, by=request.user, at=timezone.now())
            messages.success(request, _("The suggestion is withdrawn."))
        return redirect("programs:cohort-detail", mentorship.cohort_id)

    context = {
        "mentorship": mentorship,
        "program": mentorship.program,
        "cohort": mentorship.cohort,
    }
    return render(request, "programs/mentoring/mentorships/mentorship_withdraw.html", context)


@require_http_methods(["GET", "POST"])
def mentorship_end_gone(request, pk):
    """A coordinator ends what one of the two has left: asked once, naming what follows."""
    lost = Mentorship.objects.facts_for(request.user).begun().without_partner()
    mentorship = get_object_or_404(lost.with_people(), pk=pk)
    require(can_decide_for_pair(request.user, mentorship))
    if request.method == "POST":
        with refusals_told(request):
            services.end_without_partner(mentorship=mentorship, by=request.user, at=timezone.now())
            messages.success(request, _("The mentorship has ended."))
        return redirect("programs:program-mentorships", mentorship.program_id)

    gone = [person for person in mentorship.both if not person.is_active]
    context = {
        "mentorship": mentorship,
        "program": mentorship.program,
        "gone": gone[0],
    }
    return render(request, "programs/mentoring/mentorships/mentorship_end_gone.html", context)
