from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.downloads import csv_file, pdf_file
from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.shifts import statement
from programs.shifts.forms.hours import HoursForm, QuestionForm, hours_of_form
from programs.shifts.forms.statement import StatementForm
from programs.shifts.hours import standing_of
from programs.shifts.permissions import can_judge_hours
from programs.shifts.services import hours as services
from programs.shifts.views.shift import visible_shift


@require_http_methods(["GET", "POST"])
def shift_hours(request, pk):
    """See the hours, and correct them."""
    shift = _to_judge(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = HoursForm(posted, initial=hours_of_form(shift))
    if form.is_valid():
        with refusals_on(form):
            services.correct_hours(
                shift=shift,
                minutes=form.worked,
                is_supernumerary=form.cleaned_data["is_supernumerary"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Hours saved. The other person can still question them."))
            return redirect("programs:shift-detail", pk)
    return _hours_page(request, shift, form, QuestionForm())


@require_http_methods(["GET", "POST"])
def shift_hours_question(request, pk):
    shift = _to_judge(request, pk)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            question = form.cleaned_data["question"]
            services.question_hours(
                shift=shift, question=question, by=request.user, at=timezone.now()
            )
            messages.success(
                request, _("We've asked them. These hours don't count until you both agree.")
            )
            return redirect("programs:shift-detail", pk)
    return _hours_page(request, shift, HoursForm(initial=hours_of_form(shift)), form)


@require_POST
def shift_hours_confirm(request, pk):
    shift = _to_judge(request, pk)
    with refusals_told(request):
        services.confirm_hours(shift=shift, by=request.user, at=timezone.now())
        messages.success(request, _("Confirmed. These hours count."))
    return redirect("programs:shift-detail", pk)


@require_safe
def my_hours(request):
    """What somebody gave as a preceptor: the hours, by month, and a statement to take along."""
    first, last = statement.default_period(timezone.localdate())
    return _my_hours_page(request, StatementForm(initial={"first": first, "last": last}))


@require_safe
def hours_statement(request):
    """A statement of hours as PDF or CSV; where the days make none, the page says so."""
    form = StatementForm(request.GET)
    if not form.is_valid():
        return _my_hours_page(request, form)

    at, days = timezone.now(), form.cleaned_data
    made = statement.statement_of(request.user, days["first"], days["last"], at=at)
    name = f"hours-{made.first}-{made.last}"
    if request.GET.get("as") == "csv":
        return csv_file(name, statement.COLUMNS, statement.rows(made))
    return pdf_file(f"{name}.pdf", "statement", statement.for_pdf(made), at=at)


def _my_hours_page(request, form):
    at = timezone.now()
    hours = statement.own_hours(request.user, at=at)
    context = {
        "hours": hours,
        "months": hours.months,
        "in_a_row": statement.months_in_a_row(hours.months, today=timezone.localdate(at)),
        "form": form,
    }
    return render(request, "programs/shifts/my_hours.html", context)


def _to_judge(request, pk):
    shift = visible_shift(request, pk)
    require(can_judge_hours(request.user, shift))
    return shift


def _hours_page(request, shift, form, question):
    at = timezone.now()
    context = {
        "shift": shift,
        "preceptorship": shift.preceptorship,
        "form": form,
        "question": question,
        "standing": standing_of(shift, at=at),
        "is_theirs": shift.corrected_by_id == request.user.pk,
        "takes_part": shift.takes_part(request.user),
    }
    return render(request, "programs/shifts/shift_hours.html", context)
