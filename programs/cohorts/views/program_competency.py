from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from programs.cohorts.forms.program_competency import CompetencyRowForm
from programs.cohorts.models import Method, Program, ProgramCompetency
from programs.cohorts.services import program as services
from programs.cohorts.views.program import coordinated_program
from programs.frameworks.models import Competency

FIELDS = services.ASKED


@require_http_methods(["GET", "POST"])
def program_competencies(request, pk):
    """What the program asks of every competency of its framework: one table, saved at once."""
    program = coordinated_program(request, pk, kind=Program.Kind.PRECEPTORSHIP)
    rows = _rows(program, request.POST if request.method == "POST" else None)
    forms = [form for _row, form in rows if form is not None]
    wrong = [form for form in forms if form.is_bound and not form.is_valid()]
    if request.method == "POST" and not wrong:
        asked = {row.competency: form.cleaned_data for row, form in rows if form}
        changed = services.update_competencies(program=program, asked=asked)
        messages.success(request, _("Saved: %(count)d changed.") % {"count": changed})
        return redirect("programs:program-competencies", pk)

    context = {
        "program": program,
        "rows": rows,
        "methods": Method.choices,
        "wrong": len(wrong),
    }
    return render(request, "programs/cohorts/program_competencies.html", context)


def _rows(program, posted):
    """Return groups (with no form) and what is asked, in the order of the framework."""
    version = program.preceptorship_rules.framework_version_id
    asked = {
        row.competency_id: row
        for row in program.competencies.filter(competency__version=version).select_related(
            "competency"
        )
    }
    groups = _groups(version, asked)
    rows = [*groups, *asked.values()]
    rows.sort(key=lambda row: row.competency.position)
    return [(row, None if row.pk is None else _form(row, posted)) for row in rows]


def _groups(version, asked):
    """Stand-ins for the groups above what is asked, so that the table has headings."""
    headings = Competency.objects.filter(version=version, is_group=True)
    used = {row.competency.parent_id for row in asked.values()}
    return [
        ProgramCompetency(pk=None, competency=heading) for heading in headings if heading.pk in used
    ]


def _form(row, posted):
    initial = {name: getattr(row, name) for name in FIELDS}
    return CompetencyRowForm(
        posted, prefix=str(row.pk), initial=initial, auto_id="%s", use_required_attribute=False
    )
