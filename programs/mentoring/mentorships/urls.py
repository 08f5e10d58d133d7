"""Mentorships from the first proposal to what comes after."""

from django.urls import path

from programs.mentoring.mentorships.views import (
    agreement,
    closing,
    departure,
    guided_path,
    mentor,
    mentorship,
    mentorship_proposal,
)

urlpatterns = [
    path("mentoring/", mentor.mentor_page, name="mentor-page"),
    path("mentorships/", mentorship.mentorship_list, name="mentorship-list"),
    path("mentorships/<uuid:pk>/", mentorship.mentorship_detail, name="mentorship-detail"),
    path("mentorships/<uuid:pk>/leave/", mentorship.mentorship_leave, name="mentorship-leave"),
    path("mentorships/<uuid:pk>/pause/", mentorship.mentorship_pause, name="mentorship-pause"),
    path("mentorships/<uuid:pk>/resume/", mentorship.mentorship_resume, name="mentorship-resume"),
    path(
        "mentorships/<uuid:pk>/proposal/",
        mentorship_proposal.mentorship_proposal,
        name="mentorship-proposal",
    ),
    path(
        "mentorships/<uuid:pk>/accept/",
        mentorship_proposal.mentorship_accept,
        name="mentorship-accept",
    ),
    path(
        "mentorships/<uuid:pk>/decline/",
        mentorship_proposal.mentorship_decline,
        name="mentorship-decline",
    ),
    path("mentorships/<uuid:pk>/closing/", closing.mentorship_closing, name="mentorship-closing"),
    path(
        "mentorships/<uuid:pk>/next-step/",
        closing.mentorship_next_step,
        name="mentorship-next-step",
    ),
    path("mentorships/<uuid:pk>/end/", closing.mentorship_end, name="mentorship-end"),
    path(
        "mentorships/<uuid:pk>/wind-down/",
        closing.mentorship_wind_down,
        name="mentorship-wind-down",
    ),
    path(
        "mentorships/<uuid:pk>/withdraw/",
        departure.mentorship_withdraw,
        name="mentorship-withdraw",
    ),
    path(
        "mentorships/<uuid:pk>/end-gone/",
        departure.mentorship_end_gone,
        name="mentorship-end-gone",
    ),
    path("mentorships/<uuid:pk>/agreement/", agreement.agreement_detail, name="agreement-detail"),
    path(
        "mentorships/<uuid:pk>/agreement/answers/",
        agreement.agreement_answer,
        name="agreement-answer",
    ),
    path(
        "mentorships/<uuid:pk>/agreement/text/",
        agreement.agreement_write,
        name="agreement-write",
    ),
    path(
        "mentorships/<uuid:pk>/agreement/accept/",
        agreement.agreement_accept,
        name="agreement-accept",
    ),
    path(
        "mentorships/<uuid:pk>/agreement/discard/",
        agreement.agreement_discard,
        name="agreement-discard",
    ),
    path(
        "mentorships/<uuid:pk>/agreement/history/",
        agreement.agreement_history,
        name="agreement-history",
    ),
    path(
        "mentorship-reviews/<uuid:pk>/hold/",
        mentorship.mentorship_review_hold,
        name="mentorship-review-hold",
    ),
    path(
        "programs/<uuid:pk>/mentorships/",
        mentorship.program_mentorships,
        name="program-mentorships",
    ),
    path("mentorships/<uuid:pk>/path/", guided_path.mentorship_guided_path, name="mentorship-path"),
    path(
        "mentorships/<uuid:pk>/path/<uuid:topic>/take/",
        guided_path.guided_path_topic_take,
        name="path-topic-take",
    ),
    path("programs/<uuid:pk>/path/", guided_path.program_guided_path, name="program-path"),
    path(
        "programs/<uuid:pk>/path/start/",
        guided_path.program_guided_path_start,
        name="program-path-start",
    ),
    path(
        "programs/<uuid:pk>/path/<uuid:topic>/",
        guided_path.program_guided_path_update,
        name="program-path-update",
    ),
    path(
        "programs/<uuid:pk>/path/<uuid:topic>/remove/",
        guided_path.program_guided_path_remove,
        name="program-path-remove",
    ),
]
