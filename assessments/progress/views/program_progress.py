from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.permissions import can_follow_progress, require
from assessments.progress.overview import overview, something_overdue
from assessments.sign_offs.models import Progress
from common.paging import keyset_page
from programs.cohorts.models import Program
from programs.preceptorships.models import Preceptorship, Review

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
        late = Preceptorship.objects.open().filter(something_overdue(today), program=program)
        rows = rows.filter(preceptorship__in=late)
    page = keyset_page(rows, order=BY_NAME, cursor=request.GET.get("cursor"), size=ROWS)

    shown = [counter.pk for counter in page]
    late_reviews = Review.objects.overdue(today).filter(preceptorship__in=shown)
    lost = Preceptorship.objects.without_preceptor(on=today).filter(pk__in=shown)
    context = {
        "program": program,
        "page": page,
        "rows": overview(page.rows, today=today),
        "with_late_review": set(late_reviews.values_list("preceptorship", flat=True)),
        "stranded": set(lost.values_list("pk", flat=True)),
        "is_overdue_only": is_overdue_only,
        "today": today,
    }
    return render(request, "assessments/progress/program_progress.html", context)
