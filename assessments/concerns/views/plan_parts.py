from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.concerns.forms.action_plan import (
    AimForm,
    CheckAimForm,
    HoldMeetingForm,
    MeetingForm,
)
from assessments.concerns.models import ActionPlan, PlanAim, PlanMeeting
from assessments.concerns.permissions import can_help_with_plan, can_run_plan, require
from assessments.concerns.readers import draft_readers, plan_readers
from assessments.concerns.services import plan_parts as services
from assessments.concerns.views.action_plan import plan_to_run
from assessments.concerns.views.concern import posted
from assessments.progress.views.checklist import people_of
from common.show_refusal import refusals_on, refusals_told
from programs.preceptorships.forms.preceptorship import ConfirmForm


@require_http_methods(["GET", "POST"])
def plan_aim_add(request, pk):
    plan = plan_to_run(request, pk)
    form = AimForm(
        posted(request),
        label=_("Add the aim"),
        readers=_readers(plan),
        initial={"due_on": plan.ends_on},
    )
    if form.is_valid():
        act = {"plan": plan, "by": request.user, "at": timezone.now()}
        with refusals_on(form):
            services.add_aim(**act, today=timezone.localdate(), **form.cleaned_data)
            messages.success(request, _("Added."))
            return redirect("assessments:action-plan-detail", pk)
    return _form_page(request, plan, form, "plan_aim_add")


@require_http_methods(["GET", "POST"])
def plan_aim_check(request, pk):
    aim = _visible(request, PlanAim, pk)
    today = timezone.localdate()
    require(can_help_with_plan(request.user, aim.plan, on=today))
    form = CheckAimForm(
        posted(request),
        label=_("Save the result"),
        readers=_readers(aim.plan),
        initial={"result": aim.result, "note": aim.result_note},
    )
    if form.is_valid():
        act = {"aim": aim, "by": request.user, "at": timezone.now(), "today": today}
        with refusals_on(form):
            services.check_aim(**act, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("assessments:action-plan-detail", aim.plan_id)
    return _form_page(request, aim.plan, form, "plan_aim_check", aim=aim)


@require_http_methods(["GET", "POST"])
def plan_aim_withdraw(request, pk):
    aim = _visible(request, PlanAim, pk)
    require(can_run_plan(request.user, aim.plan))
    form = ConfirmForm(posted(request), label=_("Remove this aim"), css_class="btn-danger")
    if form.is_valid():
        with refusals_on(form):
            services.withdraw_aim(aim=aim, by=request.user, at=timezone.now())
            messages.success(request, _("Removed."))
            return redirect("assessments:action-plan-detail", aim.plan_id)
    return _form_page(request, aim.plan, form, "plan_aim_withdraw", aim=aim)


@require_http_methods(["GET", "POST"])
def plan_meeting_add(request, pk):
    plan = plan_to_run(request, pk)
    form = MeetingForm(posted(request), label=_("Add the meeting"))
    if form.is_valid():
        act = {"plan": plan, "by": request.user, "at": timezone.now()}
        with refusals_on(form):
            services.plan_meeting(**act, today=timezone.localdate(), **form.cleaned_data)
            messages.success(request, _("Added."))
            return redirect("assessments:action-plan-detail", pk)
    return _form_page(request, plan, form, "plan_meeting_add")


@require_http_methods(["GET", "POST"])
def plan_meeting_hold(request, pk):
    meeting, today = _visible(request, PlanMeeting, pk), timezone.localdate()
    require(can_help_with_plan(request.user, meeting.plan, on=today))
    form = HoldMeetingForm(
        posted(request),
        label=_("Save the notes"),
        readers=_readers(meeting.plan),
        initial={"held_on": min(meeting.meets_on, today)},
    )
    if form.is_valid():
        act = {"meeting": meeting, "by": request.user, "at": timezone.now(), "today": today}
        with refusals_on(form):
            services.hold_meeting(**act, **form.cleaned_data)
            messages.success(request, _("Saved in the plan."))
            return redirect("assessments:action-plan-detail", meeting.plan_id)
    return _form_page(request, meeting.plan, form, "plan_meeting_hold", meeting=meeting)


@require_POST
def plan_meeting_cancel(request, pk):
    meeting = _visible(request, PlanMeeting, pk)
    require(can_run_plan(request.user, meeting.plan))
    with refusals_told(request):
        services.cancel_meeting(meeting=meeting, by=request.user, at=timezone.now())
        messages.success(request, _("Cancelled."))
    return redirect("assessments:action-plan-detail", meeting.plan_id)


def _visible(request, model, pk):
    """A part of a plan that the reader sees, with the plan."""
    plans = ActionPlan.objects.visible_to(request.user, on=timezone.localdate())
    people = ("plan__preceptorship__program__preceptorship_rules", "plan__opened_by")
    parts = model.objects.select_related(*people, "plan__preceptorship__learner__person")
    return get_object_or_404(parts, pk=pk, plan__in=plans.values("pk"))


def _readers(plan):
    said = draft_readers if plan.is_draft else plan_readers
    return said(plan.preceptorship, on=timezone.localdate())


def _form_page(request, plan, form, template, **more):
    context = {"form": form, "plan": plan, **people_of(plan.preceptorship), **more}
    return render(request, f"assessments/concerns/{template}.html", context)
