from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.evidence import services
from assessments.evidence.forms import EvidenceForm
from assessments.evidence.models import Evidence
from assessments.permissions import can_ask_for_sign_off, require
from assessments.progress.record import readers_of
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.downloads import kept_file
from common.show_refusal import refusals_on, refusals_told


@require_http_methods(["GET", "POST"])
def evidence_add(request, pk, competency):
    preceptorship = visible_preceptorship(request, pk)
    require(can_ask_for_sign_off(request.user, preceptorship))
    states = preceptorship.competency_states.select_related("competency")
    state = get_object_or_404(states, competency=competency)

    form = EvidenceForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        readers=readers_of(preceptorship, reader=request.user),
    )
    if form.is_valid():
        with refusals_on(form, "file"):
            services.add_evidence(
                preceptorship=preceptorship,
                competency=state.competency,
                title=form.cleaned_data["title"],
                content=form.cleaned_data["file"].read(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Uploaded. The person who signs can see it."))
            return redirect("assessments:competency-record", pk, competency)

    context = {"form": form, "state": state, **people_of(preceptorship)}
    return render(request, "assessments/evidence/evidence_add.html", context)


@require_safe
def evidence_download(request, pk):
    """Always a download, never a page of ours, whatever a browser makes of it."""
    evidence = _visible_evidence(request, pk)
    with refusals_told(request):
        content = services.read_evidence(evidence)
        return kept_file(evidence.title, evidence.kind, content)
    return redirect(
        "assessments:competency-record", evidence.preceptorship_id, evidence.competency_id
    )


@require_http_methods(["GET", "POST"])
def evidence_remove(request, pk):
    evidence = _visible_evidence(request, pk)
    preceptorship = evidence.preceptorship
    require(can_ask_for_sign_off(request.user, preceptorship))
    record = redirect("assessments:competency-record", preceptorship.pk, evidence.competency_id)
    if request.method == "POST":
        with refusals_told(request):
            services.remove_evidence(evidence=evidence, by=request.user)
            messages.success(request, _("Deleted."))
        return record

    context = {"evidence": evidence, **people_of(preceptorship)}
    return render(request, "assessments/evidence/evidence_remove.html", context)


def _visible_evidence(request, pk):
    visible = Evidence.objects.visible_to(request.user, on=timezone.localdate())
    people = ("competency", "preceptorship__program", "preceptorship__learner__person")
    return get_object_or_404(visible.select_related(*people), pk=pk)
