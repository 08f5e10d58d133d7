from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.external.forms import ExternalRequestForm, ExternalSignForm
from assessments.external.links import find_request, request_token, request_url
from assessments.external.models import ExternalRequest
from assessments.external.services import external_request as services
from assessments.external.services.signer import accepted_domains
from assessments.permissions import can_ask_for_sign_off, require
from assessments.progress.record import readers_of
from assessments.progress.views.checklist import people_of, visible_preceptorship
from assessments.sign_offs.services.sign_off import methods_for
from common.open_links import limited
from common.qr import qr_code
from common.show_refusal import refusals_on, refusals_told


@require_http_methods(["GET", "POST"])
def external_request_create(request, pk, competency):
    """The learner makes a link for somebody without an account."""
    preceptorship = visible_preceptorship(request, pk)
    require(can_ask_for_sign_off(request.user, preceptorship))
    states = preceptorship.competency_states.select_related("competency")
    state = get_object_or_404(states, competency=competency)
    today = timezone.localdate()

    form = ExternalRequestForm(
        request.POST if request.method == "POST" else None,
        initial={"observed_on": today},
        today=today,
    )
    if form.is_valid():
        act = {"preceptorship": preceptorship, "competency": state.competency, "by": request.user}
        with refusals_on(form):
            asked = services.ask_external(
                at=timezone.now(), today=today, **act, **form.cleaned_data
            )
            return redirect("assessments:external-request-detail", asked.pk)

    context = {
        "form": form,
        "state": state,
        "domains": accepted_domains(preceptorship),
        **people_of(preceptorship),
    }
    return render(request, "assessments/external/external_request_create.html", context)


@require_safe
def external_request_detail(request, pk):
    """The link and its QR code for the learner alone; for the others, how it stands."""
    asked = _visible_request(request, pk)
    can_change = asked.is_open and can_ask_for_sign_off(request.user, asked.preceptorship)
    url = request_url(asked) if can_change else ""
    context = {
        "asked": asked,
        "can_change": can_change,
        "url": url,
        "qr": url and qr_code(url),
        **people_of(asked.preceptorship),
    }
    return render(request, "assessments/external/external_request_detail.html", context)


@require_POST
def external_request_withdraw(request, pk):
    asked = _visible_request(request, pk)
    require(can_ask_for_sign_off(request.user, asked.preceptorship))
    with refusals_told(request):
        services.withdraw_external(request=asked, by=request.user, at=timezone.now())
        messages.success(request, _("Withdrawn. The link no longer works."))
    return redirect("assessments:external-request-detail", pk)


# Whoever holds the link may open it; looking changes nothing, because scanners open links.
@never_cache
@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def external_sign(request, token):
    asked, now = _linked(request, token), timezone.now()
    if not asked.is_usable(now):
        return _over(request, asked)

    form = _form(request, asked)
    if form.is_valid():
        with refusals_on(form):
            services.sign_external(
                request=asked,
                identity=form.identity,
                at=now,
                today=timezone.localdate(),
                browser_of=request.user if request.user.is_authenticated else None,
                **form.judged,
            )
            return redirect("assessments:external-sign", token)

    context = {
        "form": form,
        "asked": asked,
        "token": token,
        "domains": accepted_domains(asked.preceptorship),
        **people_of(asked.preceptorship),
    }
    return render(request, "assessments/external/external_sign.html", context)


@never_cache
@login_not_required
@limited
@require_POST
def external_decline(request, token):
    """Not seen, or not theirs to judge: the learner is told, nothing is signed."""
    asked = _linked(request, token)
    with refusals_told(request):
        services.decline_external(request=asked, at=timezone.now())
    return redirect("assessments:external-sign", request_token(asked))


def _form(request, asked):
    return ExternalSignForm(
        request.POST if request.method == "POST" else None,
        scale=asked.preceptorship.program.preceptorship_rules.rating_scale,
        methods=methods_for(asked.preceptorship, asked.competency),
        readers=readers_of(asked.preceptorship),
        today=timezone.localdate(),
    )


def _over(request, asked):
    """Used, withdrawn or too old: a page that says which, and what to do."""
    states = ExternalRequest.Status
    # Whether the address is that of an account is not for this page to say.
    is_sent = asked.status in (states.SIGNED, states.HAS_ACCOUNT)
    context = {"asked": asked, "is_sent": is_sent, **people_of(asked.preceptorship)}
    status = 200 if is_sent or asked.status == states.NOT_ASSESSED else 410
    return render(request, "assessments/external/external_sign_over.html", context, status=status)


def _linked(request, token):
    asked = find_request(token)
    if asked is None:
        raise Http404
    return asked


def _visible_request(request, pk):
    visible = ExternalRequest.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(visible.with_what().with_learner(), pk=pk)
