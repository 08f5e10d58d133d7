from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.dated import dated
from common.downloads import csv_file
from common.show_refusal import refusals_on
from people.models import Person
from people.permissions import require
from people.reader_flags import know_reader
from programs.cohorts.models import Cohort, Program
from programs.cohorts.permissions import can_coordinate, can_create_program
from programs.desk import services
from programs.desk.forms import SNOOZED, AssignForm, RowForm, SnoozeForm, WorklistForm
from programs.desk.rows import counts_of, worklist_for, worklist_of

# As many rows as a page holds; the filters lead to the others.
MOST_SHOWN = 100


@require_safe
def worklist(request):
    """Everything that needs whoever runs programs, in the order of need; a table on demand."""
    know_reader(request.user)
    require(can_create_program(request.user))
    at = timezone.now()
    found = worklist_for(request.user, at=at, today=timezone.localdate(at))
    listed = WorklistForm(request.GET)
    waiting, snoozed = listed.of_place(found.waiting), listed.of_place(found.snoozed)
    lines = listed.narrowed(waiting, snoozed, request.user)
    if request.GET.get("as") == "csv":
        return csv_file("worklist", COLUMNS, [_cells(line) for line in lines])

    context = {
        "figures": found.figures,
        "waiting": waiting,
        "snoozed": snoozed,
        "counts": counts_of(waiting),
        "is_narrowed": len(lines) < len(found.waiting),
        "filter": listed,
        "is_snoozed": listed.show_chosen == SNOOZED,
        "lines": lines[:MOST_SHOWN],
        "left_out": max(0, len(lines) - MOST_SHOWN),
        "mine": sum(line.is_assigned_to(request.user) for line in waiting),
        "cohorts": _cohorts(found),
    }
    return render(request, "programs/desk/worklist.html", context)


@require_http_methods(["GET", "POST"])
def worklist_put_off(request, pk):
    """``pk`` is the program of the row, which kind and key name."""
    program = _program(request, pk)
    at = timezone.now()
    today = timezone.localdate(at)
    line = _line_named(request, program, at=at, today=today)
    form = SnoozeForm(_posted(request), today=today, initial=_row_named(request))
    if form.is_valid():
        with refusals_on(form):
            services.snooze_row(
                program=program, by=request.user, at=at, today=today, **form.cleaned_data
            )
            day = dated(form.cleaned_data["until"])
            messages.success(request, _("Snoozed. It comes back on %(day)s.") % {"day": day})
            return redirect("programs:worklist")
    return _row_page(request, program, line, form, _("Snooze"))


@require_http_methods(["GET", "POST"])
def worklist_assign(request, pk):
    program = _program(request, pk)
    at = timezone.now()
    line = _line_named(request, program, at=at, today=timezone.localdate(at))
    people = Person.objects.active().filter(coordinated__program=program)
    form = AssignForm(
        _posted(request),
        people=people.exclude(pk=request.user.pk).order_by("sort_name"),
        initial=_row_named(request),
    )
    if form.is_valid():
        with refusals_on(form):
            services.assign_row(program=program, by=request.user, at=at, **form.cleaned_data)
            messages.success(request, _("Assigned. It stays on your list, with their name."))
            return redirect("programs:worklist")
    return _row_page(request, program, line, form, _("Assign to someone else"))


@require_POST
def worklist_bring_back(request, pk):
    program = _program(request, pk)
    form = RowForm(request.POST)
    if form.is_valid():
        services.bring_row_back(program=program, **form.cleaned_data)
    return redirect(f"{reverse('programs:worklist')}?show={SNOOZED}")


COLUMNS = ("person", "kind", "what", "since", "why", "assigned_to")


def _cells(line):
    row, assigned = line.row, line.mark.assigned_to if line.mark else None
    why = " ".join(fact for fact, _url in row.facts)
    return (row.person.name, line.kind_word, row.title, row.since, why, assigned or "")


def _cohorts(found):
    """To choose among; of a single one nobody has to choose."""
    named = {line.row.cohort for line in (*found.waiting, *found.snoozed)} - {None}
    if len(named) < 2:
        return []
    cohorts = Cohort.objects.filter(pk__in=named)
    return cohorts.select_related("program").order_by("program__sort_name", "starts_on")


def _program(request, pk):
    program = get_object_or_404(Program.objects.visible_to(request.user), pk=pk)
    require(can_coordinate(request.user, program))
    return program


def _row_named(request):
    return {name: request.GET.get(name, "")[:80] for name in ("kind", "key")}


def _line_named(request, program, *, at, today):
    """The line that kind and key name, so that its page says whom and what it is about."""
    named = request.POST if request.method == "POST" else request.GET
    programs = Program.objects.filter(pk=program.pk)
    found = worklist_of(programs, reader=request.user, at=at, today=today)
    wanted = (named.get("kind"), named.get("key"))
    lines = (*found.waiting, *found.snoozed)
    return next((line for line in lines if (line.row.kind, line.row.key) == wanted), None)


def _row_page(request, program, line, form, title):
    context = {"program": program, "line": line, "form": form, "title": title}
    return render(request, "programs/desk/worklist_row.html", context)


def _posted(request):
    return request.POST if request.method == "POST" else None
