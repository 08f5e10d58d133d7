from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from common.downloads import csv_file
from common.paging import keyset_page
from people.notices.models import Delivery
from people.notices.wording import word
from programs.cohorts.presets import PRECEPTORSHIP
from programs.cohorts.views.program import coordinated_program
from programs.preceptorships.models import Review

AHEAD = timedelta(days=14)
MOST = 50
COLUMNS = (_lazy("To"), _lazy("About"), _lazy("Goes out"), _lazy("State"), _lazy("Why not"))
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
    zone = request.user.time_zone
    if request.GET.get("as") == "csv":
        newest = sent.order_by("-due_at", "-id").iterator(chunk_size=500)
        return csv_file(_("reminders"), COLUMNS, (_exported(row, zone) for row in newest))
    page = keyset_page(sent, order=("-due_at", "-id"), cursor=request.GET.get("cursor"))

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


def _exported(delivery, zone):
    """The row of an e-mail as the table shows it."""
    about = word(delivery.notice, zone=zone).subject
    state = delivery.get_status_display()
    return [delivery.notice.recipient.name, about, delivery.due_at, state, delivery.reason]
