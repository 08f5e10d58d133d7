from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.redirects import posted_from
from common.show_refusal import refusals_on
from people.permissions import require
from programs.mentoring.goals.models import GoalComment
from programs.mentoring.goals.permissions import can_comment_on_goal, can_remove_comment
from programs.mentoring.goals.services import goal_comment as services
from programs.mentoring.goals.services.goal import current_share
from programs.mentoring.goals.views.goal_page import comment_form, goal_page, readable_goal


@posted_from("programs:goal-detail")
def goal_comment(request, pk):
    goal = readable_goal(request, pk)
    share = current_share(goal)
    require(can_comment_on_goal(request.user, goal, share))

    form = comment_form(request, goal, share)
    if form.is_valid():
        with refusals_on(form):
            services.comment_on_goal(
                goal=goal, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Comment added."))
            return redirect("programs:goal-detail", pk)
        form.name_readers_of_today()
    return goal_page(request, goal, form=form)


@require_POST
def goal_comment_remove(request, pk):
    comments = GoalComment.objects.readable_by(request.user)
    comment = get_object_or_404(comments, pk=pk)
    require(can_remove_comment(request.user, comment))

    services.remove_goal_comment(comment=comment, at=timezone.now())
    messages.success(request, _("Comment deleted, for both of you."))
    return redirect("programs:goal-detail", comment.goal_id)
