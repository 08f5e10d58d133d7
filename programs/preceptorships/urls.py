"""The life of a preceptorship."""

from django.urls import path

from programs.preceptorships.views import (
    preceptor_assignment,
    preceptorship,
    preceptorship_many,
    program_reminder,
    review,
)

PRECEPTORSHIP = "preceptorships/<uuid:pk>/"
PROGRAM = "programs/<uuid:pk>/"

urlpatterns = [
    path(f"{PRECEPTORSHIP}plan/", preceptorship.preceptorship_plan, name="preceptorship-plan"),
    path(f"{PRECEPTORSHIP}pause/", preceptorship.preceptorship_pause, name="preceptorship-pause"),
    path(
        f"{PRECEPTORSHIP}resume/", preceptorship.preceptorship_resume, name="preceptorship-resume"
    ),
    path(
        f"{PRECEPTORSHIP}extend/", preceptorship.preceptorship_extend, name="preceptorship-extend"
    ),
    path(
        f"{PRECEPTORSHIP}complete/",
        preceptorship.preceptorship_complete,
        name="preceptorship-complete",
    ),
    path(
        f"{PRECEPTORSHIP}withdraw/",
        preceptorship.preceptorship_withdraw,
        name="preceptorship-withdraw",
    ),
    path(
        f"{PRECEPTORSHIP}take-back/",
        preceptorship.preceptorship_take_back,
        name="preceptorship-take-back",
    ),
    path(f"{PRECEPTORSHIP}backups/new/", preceptor_assignment.preceptor_add, name="preceptor-add"),
    path(
        f"{PRECEPTORSHIP}primary/", preceptor_assignment.preceptor_change, name="preceptor-change"
    ),
    path(
        "preceptor-changes/<uuid:pk>/take-back/",
        preceptor_assignment.preceptor_change_take_back,
        name="preceptor-change-take-back",
    ),
    path("backups/<uuid:pk>/end/", preceptor_assignment.preceptor_end, name="preceptor-end"),
    path("reviews/<uuid:pk>/hold/", review.review_hold, name="review-hold"),
    path("reviews/<uuid:pk>/arrange/", review.review_arrange, name="review-arrange"),
    path(
        f"{PROGRAM}extend/",
        preceptorship_many.preceptorships_extend,
        name="preceptorships-extend",
    ),
    path(
        f"{PROGRAM}reminders/",
        program_reminder.program_reminders,
        name="program-reminders",
    ),
]
