from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.ledger.integrity import LOOKS_BACK, read_integrity
from assessments.permissions import can_follow_progress, require
from programs.cohorts.models import Program


@require_safe
def program_integrity(request, pk):
    """What stands out among the signatures, for a coordinator to ask about."""
    visible = Program.objects.visible_to(request.user).filter(kind=Program.Kind.PRECEPTORSHIP)
    rules = visible.select_related("preceptorship_rules__rating_scale")
    program = get_object_or_404(rules, pk=pk)
    require(can_follow_progress(request.user, program))
    sections = read_integrity(program, at=timezone.now())

    context = {
        "program": program,
        "sections": [section for section in sections if section.findings],
        "quiet": [section for section in sections if not section.findings],
        "days": LOOKS_BACK.days,
    }
    return render(request, "assessments/ledger/program_integrity.html", context)
