from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.certificates.forms.mentorship_offer import FindMentorForm, OfferForm
from assessments.certificates.models import MentorshipOffer
from assessments.certificates.services import mentorship_offer as services
from assessments.permissions import can_answer_offer, can_decide_certificate, require
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.show_refusal import refusals_on, refusals_told
from programs.preceptorships.models import Preceptorship


@require_http_methods(["GET", "POST"])
def mentorship_offer(request, pk):
    """The learner says whether they would like a mentor, and what goes along (P21)."""
    preceptorship = visible_preceptorship(request, pk)
    require(can_answer_offer(request.user, preceptorship))
    offer = get_object_or_404(MentorshipOffer, preceptorship=preceptorship)
    form = OfferForm(request.POST if request.method == "POST" else None, initial=_answer(offer))
    if form.is_valid():
        wanted = form.cleaned_data["wanted"] == "yes"
        with refusals_on(form):
            services.answer_offer(
                offer=offer,
                is_wanted=wanted,
                takes=form.cleaned_data["takes"],
                by=request.user,
                at=timezone.now(),
            )
            said = _("We've asked your coordinator to find a mentor.") if wanted else _("Saved.")
            messages.success(request, said)
            return redirect("assessments:certificate-detail", pk)

    context = {"offer": offer, "form": form, **people_of(preceptorship)}
    return render(request, "assessments/certificates/mentorship_offer.html", context)


@require_http_methods(["GET", "POST"])
def mentor_find(request, pk):
    """The coordinator chooses where somebody waits for a mentor, and nothing else."""
    offer = _to_decide(request, pk)
    cohorts = services.mentoring_cohorts(request.user)
    form = FindMentorForm(request.POST if request.method == "POST" else None, cohorts=cohorts)
    if form.is_valid():
        with refusals_on(form):
            cohort = form.cleaned_data["cohort"]
            services.find_mentor(offer=offer, cohort=cohort, by=request.user, at=timezone.now())
            messages.success(request, _("They are on the list now, and we've told them."))
            return redirect("programs:cohort-detail", cohort.pk)

    context = {"offer": offer, "form": form, "has_cohorts": cohorts.exists()}
    context |= people_of(offer.preceptorship)
    return render(request, "assessments/certificates/mentor_find.html", context)


@require_POST
def mentor_not_found(request, pk):
    offer = _to_decide(request, pk)
    with refusals_told(request):
        services.close_offer(offer=offer, by=request.user, at=timezone.now())
        messages.success(request, _("We've told them that no mentor could be found for now."))
    return redirect("assessments:certificate-detail", offer.preceptorship_id)


def _answer(offer):
    wanted = {MentorshipOffer.Status.OFFERED: "", MentorshipOffer.Status.DECLINED: "no"}
    return {"wanted": wanted.get(offer.status, "yes"), "takes": offer.takes}


def _to_decide(request, pk):
    mine = Preceptorship.objects.visible_to(request.user, on=timezone.localdate())
    offers = MentorshipOffer.objects.filter(preceptorship__in=mine).with_people()
    offer = get_object_or_404(offers, pk=pk)
    require(can_decide_certificate(request.user, offer.preceptorship))
    return offer
