from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.concerns.forms.not_achieved import AgreeForm, ProposeForm, TellForm
from assessments.concerns.models import NotAchieved
from assessments.concerns.permissions import (
    can_agree_not_achieved,
    can_propose_not_achieved,
    can_take_back_not_achieved,
    can_tell_not_achieved,
    require,
)
from assessments.concerns.readers import decision_readers
from assessments.concerns.services import not_achieved as services
from assessments.concerns.views.concern import posted, sees_record
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.show_refusal import refusals_on
from programs.preceptorships.forms.preceptorship import ConfirmForm
from programs.preceptorships.permissions import is_learner_of


@require_http_methods(["GET", "POST"])
def not_achieved_propose(request, pk):
    preceptorship, now = visible_preceptorship(request, pk), timezone.now()
    today = timezone.localdate(now)
    require(can_propose_not_achieved(request.user, preceptorship, on=today))
    if known := preceptorship.not_achieved_decisions.open().first():
        return redirect("assessments:not-achieved-detail", known.pk)

    readers = decision_readers(preceptorship, proposed_by=request.user)
    form = ProposeForm(posted(request), readers=readers, request=request, at=now)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("reason", "idempotency_key")}
        act = {"preceptorship": preceptorship, "by": request.user, "at": now, "today": today}
        with refusals_on(form):
            decision = services.propose_not_achieved(**act, **said)
            messages.success(request, _("Proposed. The learner hasn't been told anything."))
            return redirect("assessments:not-achieved-detail", decision.pk)

    missing = services.missing_for_proposal(preceptorship)
    plan = services.unmet_plan(preceptorship)
    context = {"form": form, "missing": missing, "plan": plan, **people_of(preceptorship)}
    return render(request, "assessments/concerns/not_achieved_propose.html", context)


@require_safe
def not_achieved_detail(request, pk):
    decision = visible_decision(request, pk)
    is_waiting = decision.is_open and decision.preceptorship.is_open
    can_tell = can_tell_not_achieved(request.user, decision)
    coordinators = decision.preceptorship.program.coordinators.select_related("person")
    context = {
        "decision": decision,
        "is_own": is_learner_of(request.user, decision.preceptorship),
        "is_waiting": is_waiting,
        "can_agree": is_waiting
        and not decision.agreed_at
        and can_agree_not_achieved(request.user, decision),
        "can_tell": is_waiting and decision.agreed_at and can_tell,
        "can_take_back": is_waiting and can_take_back_not_achieved(request.user, decision),
        "appeal_text": decision.preceptorship.program.preceptorship_rules.appeal_text,
        "can_see_list": sees_record(request, decision.preceptorship, timezone.localdate()),
        "contacts": [row.person for row in coordinators if row.person.is_active],
        **people_of(decision.preceptorship),
    }
    return render(request, "assessments/concerns/not_achieved_detail.html", context)


@require_http_methods(["GET", "POST"])
def not_achieved_agree(request, pk):
    decision, now = visible_decision(request, pk), timezone.now()
    require(can_agree_not_achieved(request.user, decision))
    form = AgreeForm(posted(request), request=request, at=now)
    if form.is_valid():
        with refusals_on(form):
            services.agree_not_achieved(decision=decision, by=request.user, at=now)
            messages.success(request, _("Agreed. Now tell the learner in person."))
            return redirect("assessments:not-achieved-detail", pk)
    return _form_page(request, decision, form, "not_achieved_agree")


@require_http_methods(["GET", "POST"])
def not_achieved_take_back(request, pk):
    decision = visible_decision(request, pk)
    require(can_take_back_not_achieved(request.user, decision))
    form = ConfirmForm(posted(request), label=_("Take it back"), css_class="btn-danger")
    if form.is_valid():
        with refusals_on(form):
            services.take_back_not_achieved(decision=decision, by=request.user, at=timezone.now())
            messages.success(request, _("Taken back. The learner was never told."))
            return redirect("assessments:concern-list", decision.preceptorship_id)
    return _form_page(request, decision, form, "not_achieved_take_back")


@require_http_methods(["GET", "POST"])
def not_achieved_tell(request, pk):
    decision, today = visible_decision(request, pk), timezone.localdate()
    require(can_tell_not_achieved(request.user, decision))
    form = TellForm(
        posted(request),
        label=_("Close as not completed"),
        css_class="btn-danger",
        readers=decision_readers(decision.preceptorship, proposed_by=decision.proposed_by),
        initial={"told_on": today},
    )
    if form.is_valid():
        act = {"decision": decision, "by": request.user, "at": timezone.now(), "today": today}
        with refusals_on(form):
            services.tell_not_achieved(**act, **form.cleaned_data)
            messages.success(request, _("Closed. The learner now has the decision in writing."))
            return redirect("assessments:not-achieved-detail", pk)
    return _form_page(request, decision, form, "not_achieved_tell")


def visible_decision(request, pk):
    visible = NotAchieved.objects.visible_to(request.user)
    return get_object_or_404(visible.with_people(), pk=pk)


def _form_page(request, decision, form, template):
    context = {"form": form, "decision": decision, **people_of(decision.preceptorship)}
    return render(request, f"assessments/concerns/{template}.html", context)
