from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.concerns.forms.action_plan import (
    EndPlanForm,
    ExtendPlanForm,
    PlanForm,
    PlanUpdateForm,
    ReadingForm,
)
from assessments.concerns.forms.concern import AnswerForm
from assessments.concerns.models import ActionPlan, Concern
from assessments.concerns.permissions import (
    can_answer_plan,
    can_help_with_plan,
    can_run_plan,
    require,
)
from assessments.concerns.readers import draft_readers, plan_readers
from assessments.concerns.services import action_plan as services
from assessments.concerns.views.concern import posted
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.ids import uuids_in
from common.show_refusal import refusals_on, refusals_told
from programs.preceptorships.forms.preceptorship import ConfirmForm
from programs.preceptorships.permissions import can_run_preceptorship


@require_http_methods(["GET", "POST"])
def action_plan_create(request, pk):
    """``?concern=`` names the concern that it is begun with."""
    preceptorship, today = visible_preceptorship(request, pk), timezone.localdate()
    require(can_run_preceptorship(request.user, preceptorship))
    readers = draft_readers(preceptorship, on=today)
    form = PlanForm(posted(request), label=_("Save the draft"), readers=readers)
    concern = _named_concern(request, preceptorship)
    if form.is_valid():
        act = {"preceptorship": preceptorship, "concern": concern, **form.cleaned_data}
        with refusals_on(form):
            plan = services.draft_plan(by=request.user, at=timezone.now(), today=today, **act)
            messages.success(request, _("Draft saved. The learner can't see it yet."))
            return redirect("assessments:action-plan-detail", plan.pk)

    context = {"form": form, "concern": concern, **people_of(preceptorship)}
    return render(request, "assessments/concerns/action_plan_create.html", context)


def _named_concern(request, preceptorship):
    named = uuids_in([request.GET.get("concern", "")])
    return (
        Concern.objects.handled_by(request.user)
        .filter(preceptorship=preceptorship, pk__in=named)
        .first()
    )


@require_safe
def action_plan_detail(request, pk):
    plan, today = visible_plan(request, pk), timezone.localdate()
    preceptorship = plan.preceptorship
    can_run, is_own = can_run_plan(request.user, plan), can_answer_plan(request.user, plan)
    readings = {reading.version: reading for reading in plan.readings.all()}
    context = {
        "plan": plan,
        "aims": plan.aims.select_related("checked_by", "withdrawn_by"),
        "meetings": plan.meetings.select_related("noted_by"),
        "outcomes": plan.outcomes.select_related("decided_by"),
        "answers": plan.answers.select_related("author"),
        "reading": readings.get(plan.version),
        "earlier_readings": [each for each in readings.values() if each.version < plan.version],
        "is_own": is_own,
        "can_run": can_run and plan.can_change,
        "can_help": plan.is_running
        and preceptorship.is_open
        and (can_run or can_help_with_plan(request.user, plan, on=today)),
        "can_write": is_own and not plan.is_draft,
        "today": today,
        "readers": (draft_readers if plan.is_draft else plan_readers)(preceptorship, on=today),
        **people_of(preceptorship),
    }
    return render(request, "assessments/concerns/action_plan_detail.html", context)


@require_http_methods(["GET", "POST"])
def action_plan_update(request, pk):
    plan, today = plan_to_run(request, pk), timezone.localdate()
    form = PlanUpdateForm(
        posted(request),
        label=_("Save the draft"),
        readers=draft_readers(plan.preceptorship, on=today),
        initial={"reason": plan.reason, "ends_on": plan.ends_on},
    )
    if form.is_valid():
        with refusals_on(form):
            services.update_plan(plan=plan, by=request.user, today=today, **form.cleaned_data)
            messages.success(request, _("Draft saved. The learner can't see it yet."))
            return redirect("assessments:action-plan-detail", pk)
    return _form_page(request, plan, form, "action_plan_update")


@require_http_methods(["GET", "POST"])
def action_plan_discard(request, pk):
    plan = plan_to_run(request, pk)
    form = ConfirmForm(posted(request), label=_("Delete the draft"), css_class="btn-danger")
    if form.is_valid():
        with refusals_on(form):
            services.discard_plan(plan=plan, by=request.user)
            messages.success(request, _("Deleted. The learner never saw it."))
            return redirect("assessments:concern-list", plan.preceptorship_id)
    return _form_page(request, plan, form, "action_plan_discard")


@require_POST
def action_plan_open(request, pk):
    plan = plan_to_run(request, pk)
    with refusals_told(request):
        services.open_plan(plan=plan, by=request.user, at=timezone.now())
        messages.success(request, _("Open. We've told the learner and those who work with them."))
    return redirect("assessments:action-plan-detail", pk)


@require_http_methods(["GET", "POST"])
def action_plan_answer(request, pk):
    plan = visible_plan(request, pk)
    require(can_answer_plan(request.user, plan))
    readers = plan_readers(plan.preceptorship, on=timezone.localdate())
    form = AnswerForm(posted(request), label=_("Add my answer"), readers=readers)
    if form.is_valid():
        with refusals_on(form):
            services.answer_plan(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Added to the plan."))
            return redirect("assessments:action-plan-detail", pk)
    return _form_page(request, plan, form, "action_plan_answer")


@require_http_methods(["GET", "POST"])
def action_plan_read(request, pk):
    """The learner signs that they have read it; what they see is what they sign."""
    plan, now = visible_plan(request, pk), timezone.now()
    require(can_answer_plan(request.user, plan))
    shown = {"version": plan.version}
    form = ReadingForm(posted(request), initial=shown, request=request, at=now)
    if form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            services.sign_reading(plan=plan, version=version, by=request.user, at=now)
            messages.success(request, _("Signed: you have read the plan."))
            return redirect("assessments:action-plan-detail", pk)
    aims = plan.aims.filter(withdrawn_at=None)
    return _form_page(request, plan, form, "action_plan_read", aims=aims)


@require_http_methods(["GET", "POST"])
def action_plan_extend(request, pk):
    plan, today = plan_to_run(request, pk), timezone.localdate()
    readers = plan_readers(plan.preceptorship, on=today)
    form = ExtendPlanForm(posted(request), label=_("Extend the plan"), readers=readers)
    if form.is_valid():
        act = {"plan": plan, "by": request.user, "at": timezone.now(), "today": today}
        with refusals_on(form):
            services.extend_plan(**act, **form.cleaned_data)
            messages.success(request, _("Extended. The earlier end stays in its history."))
            return redirect("assessments:action-plan-detail", pk)
    return _form_page(request, plan, form, "action_plan_extend")


@require_http_methods(["GET", "POST"])
def action_plan_end(request, pk):
    plan = plan_to_run(request, pk)
    readers = plan_readers(plan.preceptorship, on=timezone.localdate())
    form = EndPlanForm(posted(request), label=_("Record the outcome"), readers=readers)
    if form.is_valid():
        with refusals_on(form):
            services.end_plan(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Recorded. We've told everyone who takes part."))
            return redirect("assessments:action-plan-detail", pk)
    return _form_page(request, plan, form, "action_plan_end")


def visible_plan(request, pk):
    visible = ActionPlan.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(visible.with_people(), pk=pk)


def plan_to_run(request, pk):
    plan = visible_plan(request, pk)
    require(can_run_plan(request.user, plan))
    return plan


def _form_page(request, plan, form, template, **more):
    context = {"form": form, "plan": plan, **people_of(plan.preceptorship), **more}
    return render(request, f"assessments/concerns/{template}.html", context)
