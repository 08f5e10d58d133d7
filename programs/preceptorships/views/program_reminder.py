from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.paging import keyset_page
from people.notices.models import Delivery
from people.notices.wording import word
from programs.cohorts.presets import PRECEPTORSHIP
from programs.cohorts.views.program import coordinated_program
from programs.preceptorships.models import Review

AHEAD = timedelta(days=14)
MOST = 50
_LEARNER = "preceptorship__learner__person"


@require_safe
def program_reminders(request, pk):
    """Reviews overdue and due in 14 days, and what went out to whom (N6).

    Mentorships have no such page: what their people are told is between them (M5).
    """
    program = coordinated_program(request, pk, kind=PRECEPTORSHIP)
    today = timezone.localdate()
    reviews = Review.objects.filter(preceptorship__program=program)
    ahead = reviews.waiting().filter(due_on__range=(today, today + AHEAD))
    sent = Delivery.objects.about(reviews).with_recipient()
    page = keyset_page(sent, order=("-due_at", "-id"), cursor=request.GET.get("cursor"))

    zone = request.user.time_zone
    context = {
        "program": program,
        "overdue": reviews.overdue(today).select_related(_LEARNER).order_by("due_on", "pk")[:MOST],
        "ahead": ahead.select_related(_LEARNER).order_by("due_on", "pk")[:MOST],
        "page": page,
        "entries": [(delivery, word(delivery.notice, zone=zone).subject) for delivery in page],
        "today": today,
        "now": timezone.now(),
    }
    return render(request, "programs/preceptorships/program_reminders.html", context)
