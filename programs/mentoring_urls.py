"""Mentorships, goals and check-ins; included by ``programs.urls`` in its namespace."""

from django.urls import path

from programs.views import (
    achievement,
    check_in,
    check_in_note,
    goal,
    goal_comment,
    goal_entry,
    mentorship,
    milestone,
)

urlpatterns = [
    path("mentorships/", mentorship.mentorship_list, name="mentorship-list"),
    path("mentorships/<uuid:pk>/", mentorship.mentorship_detail, name="mentorship-detail"),
    path("mentorships/<uuid:pk>/leave/", mentorship.mentorship_leave, name="mentorship-leave"),
    path("mentorships/<uuid:pk>/pause/", mentorship.mentorship_pause, name="mentorship-pause"),
    path("mentorships/<uuid:pk>/resume/", mentorship.mentorship_resume, name="mentorship-resume"),
    path("mentorships/<uuid:pk>/check-ins/new/", check_in.check_in_plan, name="check-in-plan"),
    path("mentorships/<uuid:pk>/check-ins/met/", check_in.check_in_record, name="check-in-record"),
    path(
        "mentorship-reviews/<uuid:pk>/hold/",
        mentorship.mentorship_review_hold,
        name="mentorship-review-hold",
    ),
    path("check-ins/<uuid:pk>/", check_in.check_in_detail, name="check-in-detail"),
    path("check-ins/<uuid:pk>/move/", check_in.check_in_move, name="check-in-move"),
    path("check-ins/<uuid:pk>/hold/", check_in.check_in_hold, name="check-in-hold"),
    path("check-ins/<uuid:pk>/missed/", check_in.check_in_missed, name="check-in-missed"),
    path("check-ins/<uuid:pk>/cancel/", check_in.check_in_cancel, name="check-in-cancel"),
    path("check-ins/<uuid:pk>/undo/", check_in.check_in_undo, name="check-in-undo"),
    path("check-ins/<uuid:pk>/notes/", check_in_note.check_in_note, name="check-in-note"),
    path("notes/<uuid:pk>/", check_in_note.check_in_note_update, name="check-in-note-update"),
    path("notes/<uuid:pk>/share/", check_in_note.check_in_note_share, name="check-in-note-share"),
    path(
        "notes/<uuid:pk>/private/",
        check_in_note.check_in_note_private,
        name="check-in-note-private",
    ),
    path(
        "notes/<uuid:pk>/remove/", check_in_note.check_in_note_remove, name="check-in-note-remove"
    ),
    path("goals/", goal.goal_list, name="goal-list"),
    path("goals/new/", goal.goal_create, name="goal-create"),
    path("goals/<uuid:pk>/", goal.goal_detail, name="goal-detail"),
    path("goals/<uuid:pk>/edit/", goal.goal_update, name="goal-update"),
    path("goals/<uuid:pk>/readers/", goal.goal_audience, name="goal-audience"),
    path("goals/<uuid:pk>/achieve/", goal.goal_achieve, name="goal-achieve"),
    path("goals/<uuid:pk>/reopen/", goal.goal_reopen, name="goal-reopen"),
    path("goals/<uuid:pk>/archive/", goal.goal_archive, name="goal-archive"),
    path("goals/<uuid:pk>/restore/", goal.goal_restore, name="goal-restore"),
    path("goals/<uuid:pk>/log/", goal_entry.goal_log, name="goal-log"),
    path("goals/<uuid:pk>/comments/", goal_comment.goal_comment, name="goal-comment"),
    path("goals/<uuid:pk>/steps/", milestone.milestone_add, name="milestone-add"),
    path("goals/<uuid:pk>/tell/", achievement.achievement_share, name="achievement-share"),
    path("goals/<uuid:pk>/untell/", achievement.achievement_withdraw, name="achievement-withdraw"),
    path("entries/<uuid:pk>/remove/", goal_entry.goal_entry_remove, name="goal-entry-remove"),
    path("entries/<uuid:pk>/private/", goal_entry.goal_entry_private, name="goal-entry-private"),
    path(
        "comments/<uuid:pk>/remove/",
        goal_comment.goal_comment_remove,
        name="goal-comment-remove",
    ),
    path("steps/<uuid:pk>/done/", milestone.milestone_done, name="milestone-done"),
    path("steps/<uuid:pk>/undo/", milestone.milestone_undo, name="milestone-undo"),
    path("steps/<uuid:pk>/remove/", milestone.milestone_remove, name="milestone-remove"),
    path(
        "programs/<uuid:pk>/mentorships/",
        mentorship.program_mentorships,
        name="program-mentorships",
    ),
    path(
        "programs/<uuid:pk>/achievements/",
        achievement.program_achievements,
        name="program-achievements",
    ),
]
