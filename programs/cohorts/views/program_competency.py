from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_told
from programs.cohorts.forms.program_competency import CompetencyRowForm, WeekForm
from programs.cohorts.models import Method, Program, ProgramCompetency
from programs.cohorts.services import program as services
from programs.cohorts.views.program import coordinated_program
from programs.frameworks.models import Competency

FIELDS = services.ASKED


@require_http_methods(["GET", "POST"])
def program_competencies(request, pk):
    """What the program asks of every competency of its framework: one table, saved at once."""
    program = coordinated_program(request, pk, kind=Program.Kind.PRECEPTORSHIP)
    posted = request.POST if request.method == "POST" else None
    rows, for_all = _rows(program, posted), WeekForm(posted, prefix="all", auto_id="%s")
    wrong = [form for form in (for_all, *(form for _row, form in rows)) if form.errors]
    if posted is not None and not wrong:
        with refusals_told(request):
            wanted = _wanted(rows, week=for_all.cleaned_data["due_week"])
            changed = services.update_competencies(program=program, **wanted)
            messages.success(request, _("Saved: %(count)d changed.") % {"count": changed})
            return redirect("programs:program-competencies", pk)

    context = {
        "program": program,
        "rows": rows,
        "for_all": for_all,
        "methods": Method.choices,
        "wrong": len(wrong),
    }
    return render(request, "programs/cohorts/program_competencies.html", context)


def _rows(program, posted):
    """Return the framework's competencies and the groups above them, in order, with a form each."""
    version = program.preceptorship_rules.framework_version_id
    asked = {row.competency_id: row for row in program.competencies.current()}
    everything = list(Competency.objects.filter(version=version).in_order())
    used = {competency.parent_id for competency in everything if not competency.is_group}
    return [
        (competency, _form(competency, asked, posted))
        for competency in everything
        if competency.pk in used or not competency.is_group
    ]


def _form(competency, asked, posted):
    look = {"prefix": str(competency.pk), "auto_id": "%s", "use_required_attribute": False}
    if competency.is_group:
        return WeekForm(posted, **look)
    row = asked.get(competency.pk) or ProgramCompetency()
    initial = {name: getattr(row, name) for name in FIELDS}
    # A program that says nothing about its framework asks for all of it.
    initial["is_left_out"] = bool(asked) and competency.pk not in asked
    return CompetencyRowForm(posted, initial=initial, **look)


def _wanted(rows, *, week):
    """Return what is asked and what is left out; a group's week goes before the one for all."""
    weeks = {group.pk: form.cleaned_data["due_week"] for group, form in rows if group.is_group}
    asked, left_out = {}, []
    for competency, form in rows:
        if competency.is_group:
            continue
        if form.cleaned_data["is_left_out"]:
            left_out.append(competency)
            continue
        asked[competency] = {name: form.cleaned_data[name] for name in FIELDS}
        if many := weeks.get(competency.parent_id) or week:
            asked[competency]["due_week"] = many
    return {"asked": asked, "left_out": left_out}
