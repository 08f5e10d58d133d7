from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.progress.grid import legend, read_grid
from common.downloads import csv_file
from common.paging import keyset_page
from common.spreadsheets import xlsx_file
from programs.cohorts.models import Cohort
from programs.preceptorships.models import Preceptorship

# What one looks over on a screen; the tables hold all of them.
ROWS = 50
ORDER = ("learner__person__sort_name", "id")


@require_safe
def cohort_grid(request, pk):
    """Learners by skills: facts of those still open, no comments."""
    cohorts = Cohort.objects.coordinated_by(request.user).of_preceptorships().with_program()
    cohort = get_object_or_404(cohorts, pk=pk)
    today = timezone.localdate()
    learners = Preceptorship.objects.open().filter(cohort=cohort)
    learners = learners.select_related("learner__person")
    if request.GET.get("as") in FILES:
        learners = learners.order_by(*ORDER)
        return _file(request.GET["as"], cohort, read_grid(list(learners), today=today))

    page = keyset_page(learners, order=ORDER, cursor=request.GET.get("cursor"), size=ROWS)
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "grid": read_grid(page.rows, today=today),
        "legend": legend(),
        "page": page,
        "today": today,
    }
    return render(request, "assessments/progress/cohort_grid.html", context)


FILES = {"csv": csv_file, "xlsx": xlsx_file}


def _file(kind, cohort, grid):
    columns = [capfirst(cohort.program.learner_label), *(skill.title for skill in grid.skills)]
    return FILES[kind](_("skills"), columns, grid.words())
