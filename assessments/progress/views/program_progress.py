from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from assessments.permissions import can_follow_progress, require
from assessments.progress.course import courses_of
from assessments.progress.forms import ProgressListForm
from assessments.progress.overview import overview
from assessments.sign_offs.models import Progress
from common.downloads import csv_file
from common.paging import keyset_page
from common.spreadsheets import xlsx_file
from programs.cohorts.models import Program
from programs.preceptorships.forms.ticked import TickedForm
from programs.preceptorships.models import Preceptorship, Review
from programs.preceptorships.stranded import stranded

ROWS = 25
COLUMNS = (
    _lazy("Week"),
    _lazy("Weeks"),
    _lazy("Signed off"),
    _lazy("Skills"),
    _lazy("Expected by now"),
    _lazy("Critical signed off"),
    _lazy("Critical skills"),
    _lazy("Overdue"),
    _lazy("Last signed"),
    _lazy("Preceptor"),
    _lazy("Unit"),
    _lazy("Next review"),
    _lazy("Hours"),
    _lazy("Last note"),
)


FILES = {"csv": csv_file, "xlsx": xlsx_file}


@require_safe
def program_progress(request, pk):
    """Every learner of a program with how far they are: facts, no comments."""
    visible = Program.objects.visible_to(request.user).filter(kind=Program.Kind.PRECEPTORSHIP)
    program = get_object_or_404(visible, pk=pk)
    require(can_follow_progress(request.user, program))
    at = timezone.now()
    today = timezone.localdate(at)

    listed = ProgressListForm(request.GET, program=program)
    rows = Progress.objects.open().with_people().filter(preceptorship__program=program)
    rows = rows.select_related("preceptorship__learner__person__unit")
    rows = listed.narrowed(rows, at)
    if request.GET.get("as") in FILES:
        return _as_file(request.GET["as"], program, rows.order_by(*listed.order), at)
    if request.GET.get("as") == "ticked":
        return _ticked_as_csv(request, program, rows.order_by(*listed.order), at)
    page = keyset_page(rows, order=listed.order, cursor=request.GET.get("cursor"), size=ROWS)

    context = {
        "program": program,
        "page": page,
        "rows": _shown(page.rows, at),
        "filter": listed,
        "today": today,
        "tick_all": request.GET.get("tick") == "all",
        "with_late_review": _with_late_review([counter.pk for counter in page], today),
    }
    return render(request, "assessments/progress/program_progress.html", context)


def _with_late_review(preceptorships, today):
    reviews = Review.objects.overdue(today).filter(preceptorship__in=preceptorships)
    return set(reviews.values_list("preceptorship", flat=True))


def _shown(counters, at):
    """The rows, each with why its primary preceptor can't sign, or None."""
    today = timezone.localdate(at)
    lost = Preceptorship.objects.without_preceptor(on=today)
    lost = lost.filter(pk__in=[counter.pk for counter in counters]).select_related("program")
    found = {row.preceptorship.pk: row for row in stranded(lost, today=today)}
    return [(row, course, found.get(row.preceptorship.pk)) for row, course in _rows(counters, at)]


def _rows(counters, at):
    """Each learner's progress, and how their course stands."""
    rows = overview(counters, today=timezone.localdate(at))
    courses = courses_of([row.preceptorship.pk for row in rows], at=at)
    return [(row, courses[row.preceptorship.pk]) for row in rows]


def _as_file(kind, program, counters, at):
    columns = [capfirst(program.learner_label), *COLUMNS]
    rows = (_exported(row, course) for row, course in _rows(counters, at))
    return FILES[kind](_("progress"), columns, rows)


def _ticked_as_csv(request, program, rows, at):
    form = TickedForm(request.GET, program=program)
    if form.is_valid():
        ticked = rows.filter(preceptorship__in=form.cleaned_data["ticked"])
        return _as_file("csv", program, ticked, at)
    messages.error(request, form.errors["ticked"][0])
    return redirect("assessments:program-progress", program.pk)


def _exported(row, course):
    """The row of a learner as the table shows it."""
    counted = row.progress
    return [
        row.learner.name,
        row.week,
        row.weeks,
        counted.achieved,
        counted.total,
        row.expected,
        counted.critical_achieved,
        counted.critical_total,
        row.overdue,
        counted.last_signed_at,
        course.preceptor,
        row.learner.unit.name if row.learner.unit else "",
        course.review_on,
        course.hours,
        course.noted_on,
    ]
