from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on
from people.permissions import require
from programs.preceptorships.forms.review import ArrangeReviewForm, HoldReviewForm
from programs.preceptorships.models import Preceptorship, Review
from programs.preceptorships.permissions import can_arrange_review, can_hold_review
from programs.preceptorships.services import review as services


@require_http_methods(["GET", "POST"])
def review_hold(request, pk):
    review, at = _visible(request, pk), timezone.now()
    today = timezone.localdate(at)
    require(can_hold_review(request.user, review.preceptorship, on=today))

    form = HoldReviewForm(_posted(request), today=today)
    if form.is_valid():
        with refusals_on(form):
            services.hold_review(
                review=review,
                held_on=form.cleaned_data["held_on"],
                by=request.user,
                at=at,
                today=today,
            )
            messages.success(request, _("Review marked as done. Write your part, then sign."))
            return redirect("assessments:review-detail", review.pk)

    context = {"review": review, "preceptorship": review.preceptorship, "form": form}
    return render(request, "programs/preceptorships/review_hold.html", context)


@require_http_methods(["GET", "POST"])
def review_arrange(request, pk):
    review, at = _visible(request, pk), timezone.now()
    today = timezone.localdate(at)
    require(can_arrange_review(request.user, review.preceptorship, on=today))

    zone = timezone.get_current_timezone()
    form = ArrangeReviewForm(_posted(request), zone=zone, initial=_initial(review))
    if form.is_valid():
        meets_at = form.cleaned_data["meets_at"]
        with refusals_on(form):
            services.arrange_review(review=review, meets_at=meets_at, by=request.user, at=at)
            messages.success(request, _("Booked. We've told the others."))
            return redirect("programs:preceptorship-plan", review.preceptorship_id)

    context = {"review": review, "preceptorship": review.preceptorship, "form": form}
    return render(request, "programs/preceptorships/review_arrange.html", context)


def _visible(request, pk):
    visible = Preceptorship.objects.visible_to(request.user, on=timezone.localdate())
    reviews = Review.objects.filter(preceptorship__in=visible).select_related(
        "preceptorship__program", "preceptorship__cohort", "preceptorship__learner__person"
    )
    return get_object_or_404(reviews, pk=pk)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _initial(review):
    meets_at = timezone.localtime(review.meets_at) if review.meets_at else None
    day = meets_at.date() if meets_at else review.due_on
    return {"day": day, "clock": meets_at.time() if meets_at else None}
