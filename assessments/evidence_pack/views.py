from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments.evidence_pack import pack as packs
from assessments.evidence_pack.forms import EvidencePackForm, default_period
from common.downloads import made_file
from common.pdf import render_pdf
from common.spreadsheets import xlsx_file
from programs.cohorts.models import Program
from programs.cohorts.views.program import coordinated_program
from programs.registry import EvidenceScope


@require_safe
def evidence_pack(request, pk):
    """A program in figures, as a page, a PDF and a table, for whoever runs it."""
    program = coordinated_program(request, pk, kind=Program.Kind.PRECEPTORSHIP)
    at = timezone.now()
    chosen = request.GET if "first" in request.GET else default_period(timezone.localdate(at))
    form = EvidencePackForm(chosen, program=program)
    pack = None
    if form.is_valid():
        pack = packs.pack_of(EvidenceScope(program=program, at=at, **form.cleaned_data))
        kind = request.GET.get("as")
        if kind in FILES and not pack.is_too_small:
            return FILES[kind](_name(pack), pack)

    context = {
        "program": program,
        "form": form,
        "pack": pack,
        "sections": pack and packs.in_words(pack),
    }
    return render(request, "assessments/evidence_pack/evidence_pack.html", context)


def _pdf(name, pack):
    said = packs.for_pdf(pack)
    content = render_pdf("evidence", said, at=pack.scope.at, standards=packs.STANDARDS)
    return made_file(f"{name}.pdf", content, "application/pdf")


def _xlsx(name, pack):
    return xlsx_file(name, packs.COLUMNS, packs.rows(pack))


FILES = {"pdf": _pdf, "xlsx": _xlsx}


def _name(pack):
    scope = pack.scope
    return f"evidence-{slugify(scope.program.name) or 'program'}-{scope.first}-{scope.last}"
