from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.permissions import can_answer_request, can_ask_for_sign_off, require
from assessments.progress.checklist import waiting_requests
from assessments.progress.views.checklist import people_of, visible_preceptorship
from assessments.sign_offs.forms.sign_off_request import AskForSignOffForm, DeclineRequestForm
from assessments.sign_offs.models import SignOffDraft, SignOffRequest
from assessments.sign_offs.services import sign_off_request as services
from assessments.sign_offs.services.assessor import assessors_of
from assessments.sign_offs.services.sign_off_draft import answer_draft, observed_on
from common.ids import uuids_in
from common.show_refusal import refusals_on, refusals_told
from programs.preceptorships.permissions import is_learner_of


@require_http_methods(["GET", "POST"])
def sign_off_request_create(request, pk):
    preceptorship = visible_preceptorship(request, pk)
    require(can_ask_for_sign_off(request.user, preceptorship))
    now, today = timezone.now(), timezone.localdate()

    assessors = [each for each in assessors_of(preceptorship, on=today) if each.can_sign]
    drafts = _drafts(request, preceptorship)
    form = _form(request, preceptorship, assessors, drafts, today)
    if form.is_valid():
        act = {"preceptorship": preceptorship, "by": request.user, **form.cleaned_data}
        with refusals_on(form):
            asked = services.ask_for_sign_offs(at=now, today=today, **act)
            for draft in drafts:
                answer_draft(draft=draft, at=now)
            messages.success(request, _asked(asked))
            return redirect("assessments:sign-off-request-list", preceptorship.pk)

    context = {
        "form": form,
        "has_assessors": bool(assessors),
        "noted": [draft for draft in drafts if draft.comment],
        "days": preceptorship.program.preceptorship_rules.request_days,
        **people_of(preceptorship),
    }
    return render(request, "assessments/sign_offs/sign_off_request_create.html", context)


@require_safe
def sign_off_request_list(request, pk):
    """What the learner asked for, and how each request stands: the newest hundred."""
    preceptorship = visible_preceptorship(request, pk)
    requests = list(preceptorship.sign_off_requests.with_what()[:100])

    context = {
        "waiting": [asking for asking in requests if asking.is_open],
        "ended": [asking for asking in requests if not asking.is_open],
        "links": list(preceptorship.external_requests.with_what()[:100]),
        "is_own": is_learner_of(request.user, preceptorship),
        "can_ask": can_ask_for_sign_off(request.user, preceptorship),
        **people_of(preceptorship),
    }
    return render(request, "assessments/sign_offs/sign_off_request_list.html", context)


@require_safe
def sign_off_request_detail(request, pk):
    """Straight to signing for whoever was asked; for the others, how it stands."""
    asked = visible_request(request, pk)
    if can_answer_request(request.user, asked):
        return redirect(sign_url(asked))

    is_own = can_ask_for_sign_off(request.user, asked.preceptorship)
    may_nudge_at = (asked.nudged_at or asked.requested_at) + services.NUDGE_AFTER
    longer = asked.preceptorship.program.preceptorship_rules.request_extension_days
    context = {
        "asked": asked,
        "can_change": asked.is_open and is_own,
        "longer": 0 if asked.extended_at else longer,
        "may_nudge_at": may_nudge_at,
        "can_nudge": may_nudge_at <= timezone.now(),
        **people_of(asked.preceptorship),
    }
    return render(request, "assessments/sign_offs/sign_off_request_detail.html", context)


@require_POST
def sign_off_request_nudge(request, pk):
    return _change(request, pk, services.nudge_assessor, _("Reminder sent."))


@require_POST
def sign_off_request_extend(request, pk):
    return _change(request, pk, services.extend_request, _("Extended."))


@require_POST
def sign_off_request_withdraw(request, pk):
    return _change(request, pk, services.withdraw_request, _("Request withdrawn."))


@require_http_methods(["GET", "POST"])
def sign_off_request_decline(request, pk):
    asked = visible_request(request, pk)
    require(asked.assessor_id == request.user.pk)
    if not asked.is_open:
        return redirect("assessments:sign-off-request-detail", pk)

    form = DeclineRequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        obstacle = form.cleaned_data["obstacle"]
        with refusals_on(form):
            services.decline_request(
                request=asked, by=request.user, obstacle=obstacle, at=timezone.now()
            )
            words = {"name": asked.preceptorship.learner.person.get_short_name()}
            messages.success(request, _("We've told %(name)s. Nothing was signed.") % words)
            return redirect("assessments:sign-off-list")

    context = {"form": form, "asked": asked, **people_of(asked.preceptorship)}
    return render(request, "assessments/sign_offs/sign_off_request_decline.html", context)


def _drafts(request, preceptorship):
    """What the learner noted without a network, as the address names it."""
    waiting = SignOffDraft.objects.waiting_for(request.user).filter(preceptorship=preceptorship)
    return list(waiting.filter(pk__in=uuids_in(request.GET.getlist("draft"))))


def visible_request(request, pk):
    visible = SignOffRequest.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(visible.with_what().with_learner(), pk=pk)


def sign_url(asked) -> str:
    """Return the page on which this request is answered by a signature."""
    page = reverse(
        "assessments:sign-off-create", args=[asked.preceptorship_id, asked.competency_id]
    )
    return f"{page}?request={asked.pk}"


def _form(request, preceptorship, assessors, drafts, today):
    named = _named(request, preceptorship, today)
    return AskForSignOffForm(
        request.POST if request.method == "POST" else None,
        initial={
            "observed_on": _day(request, drafts, today),
            "competencies": named,
            "assessor": _likely(assessors, drafts),
        },
        assessors=assessors,
        states=_still_open(preceptorship, named),
        waiting=waiting_requests(preceptorship),
        today=today,
    )


def _likely(assessors, drafts):
    """The primary one comes first: they work together next. Who saw what was noted is not said."""
    if not assessors or (drafts and len(assessors) > 1):
        return None
    return assessors[0].person.pk


def _named(request, preceptorship, today):
    """What the address names: competencies, or as many of the overdue as go at once."""
    if "overdue" not in request.GET:
        return uuids_in(request.GET.getlist("competency"))
    late = preceptorship.competency_states.overdue(today)
    late = late.order_by("due_on", "competency__position")
    most = preceptorship.program.preceptorship_rules.bulk_limit
    return list(late.values_list("competency", flat=True)[:most])


def _day(request, drafts, today):
    """When it was noted, or today; of what is overdue nobody knows when it will be shown."""
    if "overdue" in request.GET:
        return None
    return observed_on(drafts[0]) if drafts else today


def _still_open(preceptorship, named):
    """What is not achieved yet, what the address names first, whether or not it is."""
    wanted = Q(achieved_at=None) | Q(competency__in=named)
    states = preceptorship.competency_states.filter(wanted)
    states = list(states.select_related("competency").in_order())
    return sorted(states, key=lambda state: state.competency_id not in named)


def _change(request, pk, service, said):
    asked = visible_request(request, pk)
    require(can_ask_for_sign_off(request.user, asked.preceptorship))
    with refusals_told(request):
        service(request=asked, by=request.user, at=timezone.now())
        messages.success(request, said)
    return redirect("assessments:sign-off-request-detail", pk)


def _asked(requests):
    words = {"count": len(requests), "name": requests[0].assessor.name}
    asked = ngettext(
        "Asked %(name)s for a sign-off.", "Asked %(name)s for %(count)d sign-offs.", len(requests)
    )
    return asked % words
