"""Goals, their log and the talk about them."""

from django.urls import path

from programs.mentoring.goals.views import (
    achievement,
    goal,
    goal_comment,
    goal_entry,
    goal_template,
    milestone,
    road_map,
)

urlpatterns = [
    path("goals/", goal.goal_list, name="goal-list"),
    path("goals/road-map/", road_map.road_map, name="road-map"),
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
    path("goal-files/<uuid:pk>/", goal_entry.goal_file, name="goal-file"),
    path("goal-files/<uuid:pk>/preview/", goal_entry.goal_file_preview, name="goal-file-preview"),
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
        "programs/<uuid:pk>/goal-ideas/",
        goal_template.program_goal_templates,
        name="program-goal-templates",
    ),
    path(
        "programs/<uuid:pk>/goal-ideas/<uuid:template>/remove/",
        goal_template.program_goal_template_remove,
        name="program-goal-template-remove",
    ),
    path(
        "programs/<uuid:pk>/achievements/",
        achievement.program_achievements,
        name="program-achievements",
    ),
]
