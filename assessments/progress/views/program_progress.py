from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.permissions import can_follow_progress, require
from assessments.progress.overview import overview
from assessments.sign_offs.models import CompetencyState, Progress
from common.paging import keyset_page
from programs.cohorts.models import Program

ROWS = 25
BY_NAME = ("preceptorship__learner__person__name", "preceptorship_id")


@require_safe
def program_progress(request, pk):
    """Every learner of a program with how far they are: facts, no comments."""
    visible = Program.objects.visible_to(request.user).filter(kind=Program.Kind.PRECEPTORSHIP)
    program = get_object_or_404(visible, pk=pk)
    require(can_follow_progress(request.user, program))
    today = timezone.localdate()

    rows = Progress.objects.open().with_people().filter(preceptorship__program=program)
    is_overdue_only = request.GET.get("show") == "overdue"
    if is_overdue_only:
        states = CompetencyState.objects.overdue(today)
        rows = rows.filter(Exists(states.filter(preceptorship=OuterRef("preceptorship"))))
    page = keyset_page(rows, order=BY_NAME, cursor=request.GET.get("cursor"), size=ROWS)

    context = {
        "program": program,
        "page": page,
        "rows": overview(page.rows, today=today),
        "is_overdue_only": is_overdue_only,
        "today": today,
    }
    return render(request, "assessments/progress/program_progress.html", context)
