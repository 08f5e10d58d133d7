from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.progress.checklist import Show, read_checklist
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.qr import qr_code

# As many as a sheet of A4 holds.
PER_SHEET = 18


@require_safe
def competency_qr(request, pk, competency):
    """A code for a preceptor's own phone: it opens the page on which they sign this."""
    preceptorship = visible_preceptorship(request, pk)
    states = preceptorship.competency_states.select_related("competency")
    state = get_object_or_404(states, competency=competency)

    context = {
        "state": state,
        "qr": _code(preceptorship, state.competency_id),
        **people_of(preceptorship),
    }
    return render(request, "assessments/progress/competency_qr.html", context)


@require_safe
def qr_sheet(request, pk):
    """What is still open, each with its code, on paper: for a ward without a signal.

    A sheet of paper is a page: drawing a code takes longer than all else here.
    """
    preceptorship = visible_preceptorship(request, pk)
    today = timezone.localdate()
    checklist = read_checklist(preceptorship, today=today, show=Show.OPEN)
    lines = [(group, line) for group in checklist.groups for line in group.lines]
    sheet = Paginator(lines, PER_SHEET).get_page(request.GET.get("sheet"))

    context = {
        "groups": [
            (group, [(line, _code(preceptorship, line.competency.pk)) for _group, line in rows])
            for group, rows in groupby(sheet, key=itemgetter(0))
        ],
        "sheet": sheet,
        "today": today,
        **people_of(preceptorship),
    }
    return render(request, "assessments/progress/qr_sheet.html", context)


def _code(preceptorship, competency):
    """Ids alone: whoever finds the paper learns nothing, and must log in to sign."""
    path = reverse("assessments:sign-off-create", args=[preceptorship.pk, competency])
    return qr_code(settings.SITE_URL + path)
