from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.certificates.document import certificate_pdf, file_name, transcript_json
from assessments.certificates.forms.certificate import CertificateReasonForm
from assessments.certificates.models import Certificate, Revalidation
from assessments.certificates.services import certificate as services
from assessments.ledger.services.ledger_export import export_lines
from assessments.permissions import (
    can_decide_certificate,
    can_read_certificate,
    can_take_record,
    require,
)
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.downloads import made_file
from common.show_refusal import refusals_on
from programs.preceptorships.completion import completion_facts
from programs.preceptorships.permissions import is_learner_of
from programs.preceptorships.services.preceptorship import completion_blockers


@never_cache
@login_not_required
@require_safe
def certificate_public(request, code):
    """Whether a certificate is valid, to whoever holds it: names as printed and nothing else."""
    certificate = get_object_or_404(Certificate, code=code.upper())
    context = {
        "certificate": certificate,
        "state": certificate.state,
        "states": Certificate.State,
        "printed": certificate.facts,
    }
    response = render(request, "assessments/certificates/certificate_public.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def certificate_detail(request, pk):
    """What is met and what was decided, the certificate itself, and those before it."""
    preceptorship = visible_preceptorship(request, pk)
    require(can_read_certificate(request.user, preceptorship))
    certificates = Certificate.objects.filter(preceptorship=preceptorship)
    certificates = list(certificates.select_related("ended_by"))
    newest = certificates[0] if certificates else None
    is_own = is_learner_of(request.user, preceptorship)
    context = {
        **people_of(preceptorship),
        "certificate": newest,
        "state": newest and newest.state,
        "states": Certificate.State,
        "gone": newest.gone if newest and newest.is_standing else [],
        "earlier": certificates[1:],
        "stands": completion_facts(preceptorship, at=timezone.now()),
        "due_again": Revalidation.objects.filter(certificate=newest) if newest else [],
        "offer": getattr(preceptorship, "mentorship_offer", None),
        "is_own": is_own,
        # The others who may read it are its coordinators: can_decide_certificate.
        "can_decide": not is_own,
    }
    return render(request, "assessments/certificates/certificate_detail.html", context)


@never_cache
@require_safe
def certificate_download(request, pk):
    """The paper, made for whoever asks and kept nowhere."""
    certificate = _standing(request, pk)
    name = file_name(certificate, "pdf")
    return made_file(name, certificate_pdf(certificate), "application/pdf")


@never_cache
@require_safe
def transcript_download(request, pk):
    """What lies in the paper as JSON, by itself."""
    certificate = _standing(request, pk)
    name = file_name(certificate, "json")
    return made_file(name, transcript_json(certificate.facts), "application/json")


@never_cache
@require_safe
def record_download(request, pk):
    """The learner's own chain, for tools/verify_export.py to hold against the certificate."""
    preceptorship = visible_preceptorship(request, pk)
    require(can_take_record(request.user, preceptorship))
    lines = "".join(f"{line}\n" for line in export_lines(preceptorship))
    return made_file("record.jsonl", lines, "application/jsonl; charset=utf-8")


@require_http_methods(["GET", "POST"])
def certificate_reissue(request, pk):
    certificate, form = _to_decide(request, pk, label=_("Reissue it"))
    preceptorship = certificate.preceptorship
    if form.is_valid():
        with refusals_on(form):
            services.reissue_certificate(**_act(request, certificate, form))
            messages.success(
                request, _("Reissued. Anyone who checks the old one reads that it was replaced.")
            )
            return redirect("assessments:certificate-detail", preceptorship.pk)

    missing = completion_blockers(preceptorship)
    context = {"certificate": certificate, "form": form, "missing": missing}
    context |= people_of(preceptorship)
    return render(request, "assessments/certificates/certificate_reissue.html", context)


@require_http_methods(["GET", "POST"])
def certificate_withdraw(request, pk):
    certificate, form = _to_decide(request, pk, label=_("Withdraw it"), css_class="btn-danger")
    preceptorship = certificate.preceptorship
    if form.is_valid():
        with refusals_on(form):
            services.withdraw_certificate(**_act(request, certificate, form))
            messages.success(request, _("Withdrawn. Its public page says so from now on."))
            return redirect("assessments:certificate-detail", preceptorship.pk)

    context = {"certificate": certificate, "form": form, **people_of(preceptorship)}
    return render(request, "assessments/certificates/certificate_withdraw.html", context)


def _standing(request, pk):
    certificate = _visible(request, pk)
    require(certificate.is_standing and not certificate.erased_at)
    return certificate


def _to_decide(request, pk, **options):
    certificate = _visible(request, pk)
    require(can_decide_certificate(request.user, certificate.preceptorship))
    posted = request.POST if request.method == "POST" else None
    return certificate, CertificateReasonForm(posted, **options)


def _visible(request, pk):
    visible = Certificate.objects.visible_to(request.user).with_people()
    return get_object_or_404(visible, pk=pk)


def _act(request, certificate, form):
    return {
        "certificate": certificate,
        "by": request.user,
        "at": timezone.now(),
        **form.cleaned_data,
    }
