"""A file of people in the browser: upload, watch it being read, check, then import or discard."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from common.downloads import csv_file
from common.paging import keyset_page
from common.show_refusal import refusals_on, refusals_told
from people.imports.files import COLUMNS, SAMPLE
from people.imports.forms import ColumnsForm, PeopleImportCommitForm, PeopleImportForm
from people.imports.models import PeopleImport, PeopleImportRow
from people.imports.services import people_import as services
from people.imports.services.people_import_confirm import confirm_import
from people.imports.services.people_import_start import examples, name_columns, start_import
from people.permissions import can_import_people, require

Status = PeopleImport.Status
RECENT = 10
IN_PROGRESS = {
    Status.STAGING: "people/imports/_people_import_progress.html",
    Status.WRITING: "people/imports/_people_import_writing.html",
}
# Without JavaScript each step is a click, so that a step does more.
STEP_BY_HAND = 3000


@require_http_methods(["GET", "POST"])
def people_import(request):
    require(can_import_people(request.user))
    form = PeopleImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form, "file"):
            started = start_import(
                data=file.read(),
                filename=file.name,
                create_units=form.cleaned_data["create_units"],
                by=request.user,
                at=timezone.now(),
            )
            return redirect("people:people-import-detail", started.pk)

    context = {
        "form": form,
        "recent": PeopleImport.objects.visible_to(request.user)[:RECENT],
        "columns": [(each.name, _(each.about)) for each in COLUMNS],
    }
    return render(request, "people/imports/people_import.html", context)


@require_safe
def people_import_sample(request):
    require(can_import_people(request.user))
    # The mark at its start lets spreadsheets see that this is UTF-8.
    response = HttpResponse("\ufeff" + SAMPLE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people-sample.csv"'
    return response


@require_http_methods(["GET", "POST"])
def people_import_columns(request, pk):
    """Say which column of a file is which, before it is read or once more."""
    found = _visible(request, pk)
    form = ColumnsForm(request.POST or None, people_import=found, examples=examples(found))
    if form.is_valid():
        with refusals_on(form):
            name_columns(
                people_import=found, columns=form.columns, by=request.user, at=timezone.now()
            )
            return redirect("people:people-import-detail", found.pk)
    context = {"people_import": found, "form": form}
    return render(request, "people/imports/people_import_columns.html", context)


@require_safe
def people_import_refused(request, pk):
    """The rows that are refused as they stand in the file, each with its reasons."""
    found = _visible(request, pk)
    refused = found.rows.filter(outcome=PeopleImportRow.Outcome.REFUSED)
    columns = [*found.header, _("why it is refused")]
    rows = (_with_reasons(row, len(found.header)) for row in refused.iterator())
    return csv_file(_("refused-rows"), columns, rows)


def _with_reasons(row, width):
    """The cells of a row as they came, and behind the last column why it is refused."""
    missing = [""] * (width - len(row.cells))
    reasons = [f"{column or _('row')} {reason}" for column, _value, reason in row.reasons]
    return [*row.cells, *missing, " ".join(reasons)]


@require_safe
def people_import_detail(request, pk):
    """How far it is; then what each row would do (or did), the refused ones first."""
    found = _visible(request, pk)
    if found.status == Status.NAMING:
        return redirect("people:people-import-columns", found.pk)
    counts = services.count_outcomes(found)
    refused = counts[PeopleImportRow.Outcome.REFUSED]
    outcome = request.GET.get("outcome", PeopleImportRow.Outcome.REFUSED if refused else "")
    rows = found.rows.select_related("person")
    if outcome in services.OUTCOMES:
        rows = rows.filter(outcome=outcome)

    context = {
        "people_import": found,
        "outcomes": [(each, counts[each]) for each in services.OUTCOMES],
        "refused": refused,
        "importable": counts[PeopleImportRow.Outcome.NEW] + counts[PeopleImportRow.Outcome.CHANGED],
        "outcome": outcome,
        "page": keyset_page(rows, order=("number",), cursor=request.GET.get("cursor")),
    }
    return render(request, "people/imports/people_import_detail.html", context)


@require_POST
def people_import_continue(request, pk):
    """Read the next rows: a step of the bar with HTMX, a long one by hand.

    While the worker writes, there is nothing to do but to look again.
    """
    found = _visible(request, pk)
    size = services.STEP if request.htmx else STEP_BY_HAND
    found = services.stage_next(people_import=found, today=timezone.localdate(), size=size)
    if not request.htmx:
        return redirect("people:people-import-detail", found.pk)
    template = IN_PROGRESS.get(found.status)
    if not template:
        return HttpResponseClientRedirect(found.get_absolute_url())
    return render(request, template, {"people_import": found})


@require_POST
def people_import_commit(request, pk):
    found = _visible(request, pk)
    form = PeopleImportCommitForm(request.POST)
    form.full_clean()
    with refusals_told(request):
        report = confirm_import(
            people_import=found,
            skip_refused=form.cleaned_data["skip_refused"],
            invite=form.cleaned_data["invite"],
            by=request.user,
            at=timezone.now(),
            today=timezone.localdate(),
        )
        if report:
            messages.success(
                request,
                _("Imported: %(new)d new, %(changed)d changed.")
                % {"new": report.new, "changed": report.changed},
            )
    return redirect("people:people-import-detail", found.pk)


@require_POST
def people_import_discard(request, pk):
    found = _visible(request, pk)
    with refusals_told(request):
        services.discard_import(people_import=found)
        messages.success(request, _("Discarded. Nobody was changed."))
        return redirect("people:people-import")
    return redirect("people:people-import-detail", found.pk)


def _visible(request, pk):
    """One's own import, or any for site administrators; nobody else knows that it exists."""
    found = get_object_or_404(PeopleImport.objects.visible_to(request.user), pk=pk)
    require(can_import_people(request.user))
    return found
