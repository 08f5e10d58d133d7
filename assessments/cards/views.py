from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.cards.clearance import clearance_of, requests_of
from assessments.cards.permissions import can_read_clearance, can_read_hand_over
from assessments.progress.views.checklist import people_of
from common.qr import qr_code
from programs import registry
from programs.cohorts.schedule import week_of
from programs.preceptorships.models import Preceptorship, Review
from programs.shifts.contents import coaching_plan, notes_of


@require_safe
def clearance_card(request, pk):
    """One screen and one sheet of paper: alone, with help, not yet."""
    preceptorship, today = _preceptorship(pk), timezone.localdate()
    _or_404(can_read_clearance(request.user, preceptorship, on=today))

    path = reverse("assessments:clearance-card", args=[pk])
    context = {
        "card": clearance_of(preceptorship),
        "qr": qr_code(settings.SITE_URL + path),
        **_about(preceptorship, today),
    }
    return render(request, "assessments/cards/clearance_card.html", context)


@require_safe
def hand_over_card(request, pk):
    """What whoever takes over reads first: the last notes, clearance, what waits, what comes."""
    preceptorship, today = _preceptorship(pk), timezone.localdate()
    _or_404(can_read_hand_over(request.user, preceptorship, on=today))

    planned = Review.objects.planned().filter(preceptorship=preceptorship)
    context = {
        "card": clearance_of(preceptorship),
        "waiting": requests_of(preceptorship),
        "notes": notes_of(preceptorship),
        "plan": coaching_plan(preceptorship, today=today)[:1],
        "next_review": planned.order_by("due_on").first(),
        "more": [
            section
            for hook in registry.hand_over_sections
            for section in hook(preceptorship, request.user, today)
        ],
        **_about(preceptorship, today),
    }
    return render(request, "assessments/cards/hand_over_card.html", context)


def _preceptorship(pk):
    return get_object_or_404(Preceptorship.objects.with_people(), pk=pk)


def _or_404(allowed):
    """Whoever may not read it is not told that it is there."""
    if not allowed:
        raise Http404


def _about(preceptorship, today):
    return {
        "week": week_of(starts_on=preceptorship.starts_on, today=today),
        "weeks": (preceptorship.ends_on - preceptorship.starts_on).days // 7,
        "today": today,
        **people_of(preceptorship),
    }
