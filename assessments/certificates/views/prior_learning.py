from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.certificates.forms.prior_learning import PriorLearningForm
from assessments.certificates.services.prior_learning import propose_prior_learning
from assessments.permissions import can_ask_for_sign_off, require
from assessments.progress.record import readers_of
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.show_refusal import refusals_on


@require_http_methods(["GET", "POST"])
def prior_learning_add(request, pk):
    """A transcript from another site: one act asks for every skill that matches."""
    preceptorship = visible_preceptorship(request, pk)
    require(can_ask_for_sign_off(request.user, preceptorship))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PriorLearningForm(*sent, readers=readers_of(preceptorship))
    if form.is_valid():
        at = timezone.now()
        with refusals_on(form, "file"):
            proposed = propose_prior_learning(
                preceptorship=preceptorship,
                content=form.cleaned_data["file"].read(),
                by=request.user,
                at=at,
                today=timezone.localdate(at),
            )
            messages.success(request, _said(proposed))
            return redirect("assessments:sign-off-request-list", pk)

    context = {"form": form, **people_of(preceptorship)}
    return render(request, "assessments/certificates/prior_learning_add.html", context)


def _said(proposed):
    count = len(proposed.competencies)
    asked = ngettext(
        "Asked %(name)s to look at %(count)s skill.",
        "Asked %(name)s to look at %(count)s skills.",
        count,
    ) % {"name": proposed.assessor, "count": count}
    if not proposed.others:
        return asked
    others = ngettext(
        "%(count)s other on the transcript has no open match here.",
        "%(count)s others on the transcript have no open match here.",
        proposed.others,
    )
    return f"{asked} {others % {'count': proposed.others}}"
