"""Concerns, action plans, and the decision that somebody did not achieve it."""

from django.urls import path

from assessments.concerns.views import action_plan, concern, not_achieved, plan_parts

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
CONCERN = "concerns/<uuid:pk>/"
PLAN = "action-plans/<uuid:pk>/"
AIM = "plan-aims/<uuid:pk>/"
MEETING = "plan-meetings/<uuid:pk>/"
DECISION = "not-achieved/<uuid:pk>/"

urlpatterns = [
    path(f"{PRECEPTORSHIP}concerns/", concern.concern_list, name="concern-list"),
    path(f"{PRECEPTORSHIP}concerns/new/", concern.concern_create, name="concern-create"),
    path(CONCERN, concern.concern_detail, name="concern-detail"),
    path(f"{CONCERN}answer/", concern.concern_answer, name="concern-answer"),
    path(f"{CONCERN}close/", concern.concern_close, name="concern-close"),
    path(f"{CONCERN}release/", concern.concern_release, name="concern-release"),
    path(f"{PRECEPTORSHIP}plans/new/", action_plan.action_plan_create, name="action-plan-create"),
    path(PLAN, action_plan.action_plan_detail, name="action-plan-detail"),
    path(f"{PLAN}update/", action_plan.action_plan_update, name="action-plan-update"),
    path(f"{PLAN}discard/", action_plan.action_plan_discard, name="action-plan-discard"),
    path(f"{PLAN}open/", action_plan.action_plan_open, name="action-plan-open"),
    path(f"{PLAN}answer/", action_plan.action_plan_answer, name="action-plan-answer"),
    path(f"{PLAN}read/", action_plan.action_plan_read, name="action-plan-read"),
    path(f"{PLAN}extend/", action_plan.action_plan_extend, name="action-plan-extend"),
    path(f"{PLAN}end/", action_plan.action_plan_end, name="action-plan-end"),
    path(f"{PLAN}aims/new/", plan_parts.plan_aim_add, name="plan-aim-add"),
    path(f"{AIM}check/", plan_parts.plan_aim_check, name="plan-aim-check"),
    path(f"{AIM}withdraw/", plan_parts.plan_aim_withdraw, name="plan-aim-withdraw"),
    path(f"{PLAN}meetings/new/", plan_parts.plan_meeting_add, name="plan-meeting-add"),
    path(f"{MEETING}hold/", plan_parts.plan_meeting_hold, name="plan-meeting-hold"),
    path(f"{MEETING}cancel/", plan_parts.plan_meeting_cancel, name="plan-meeting-cancel"),
    path(
        f"{PRECEPTORSHIP}not-achieved/",
        not_achieved.not_achieved_propose,
        name="not-achieved-propose",
    ),
    path(DECISION, not_achieved.not_achieved_detail, name="not-achieved-detail"),
    path(f"{DECISION}agree/", not_achieved.not_achieved_agree, name="not-achieved-agree"),
    path(
        f"{DECISION}take-back/", not_achieved.not_achieved_take_back, name="not-achieved-take-back"
    ),
    path(f"{DECISION}tell/", not_achieved.not_achieved_tell, name="not-achieved-tell"),
]
