from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.redirects import posted_from
from common.show_refusal import refusals_on
from programs.mentoring.goals.forms.goal import MilestoneForm
from programs.mentoring.goals.models import Goal, Milestone
from programs.mentoring.goals.services import milestone as services
from programs.mentoring.goals.services.goal import current_share
from programs.mentoring.goals.views.goal_page import goal_page, my_goal, steps_context
from programs.mentoring.wall import readers


@posted_from("programs:goal-detail")
def milestone_add(request, pk):
    goal = my_goal(request, pk)
    share = current_share(goal)
    who = readers.of_goal(goal, share, person=request.user)
    form = MilestoneForm(request.POST, share=share, who=who, prefix="step")
    if not form.is_valid():
        return goal_page(request, goal, form=form)

    with refusals_on(form):
        services.add_milestone(goal=goal, **form.cleaned_data)
        return _steps(request, goal, share, _("Step added."))
    form.name_readers_of_today()
    return goal_page(request, goal, form=form)


@require_POST
def milestone_done(request, pk):
    step = _my_step(request, pk)
    services.complete_milestone(milestone=step, on=timezone.localdate())
    return _steps(request, step.goal, current_share(step.goal), _("Done. Well done."))


@require_POST
def milestone_undo(request, pk):
    step = _my_step(request, pk)
    services.reopen_milestone(milestone=step)
    return _steps(request, step.goal, current_share(step.goal), _("Reopened."))


@require_POST
def milestone_remove(request, pk):
    step = _my_step(request, pk)
    services.remove_milestone(milestone=step)
    return _steps(request, step.goal, current_share(step.goal), _("Step removed."))


def _my_step(request, pk):
    mine = Goal.objects.readable_by(request.user)
    steps = Milestone.objects.filter(goal__in=mine).select_related("goal")
    step = get_object_or_404(steps, pk=pk)
    my_goal(request, step.goal_id)
    return step


def _steps(request, goal, share, done):
    """Answer with the list of steps alone where htmx asked, else with the whole page."""
    if request.htmx:
        context = steps_context(goal, share, request.user) | {"announce": done}
        return render(request, "programs/mentoring/goals/_milestone_list.html", context)
    messages.success(request, done)
    return redirect("programs:goal-detail", goal.pk)
