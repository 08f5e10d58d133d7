from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from programs.forms.goal_entry import GoalEntryForm
from programs.models import GoalEntry
from programs.permissions import can_log_goal, require
from programs.services import goal_entry as services
from programs.services.goal import GoalError, current_share
from programs.views.goal_page import my_goal


@require_http_methods(["GET", "POST"])
def goal_log(request, pk):
    goal = my_goal(request, pk)
    require(can_log_goal(request.user, goal))
    form = GoalEntryForm(request.POST or None, goal=goal, share=current_share(goal))
    if form.is_valid():
        try:
            services.log_goal_entry(goal=goal, at=timezone.now(), **form.entry())
        except GoalError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Logged."))
            return redirect("programs:goal-detail", pk)
    return render(request, "programs/goal_log.html", {"form": form, "goal": goal})


@require_http_methods(["GET", "POST"])
def goal_entry_remove(request, pk):
    entry = _my_entry(request, pk)
    if request.method == "GET":
        return render(request, "programs/goal_entry_remove.html", {"entry": entry})

    services.remove_goal_entry(entry=entry)
    messages.success(request, _("Removed from the log, for everybody."))
    return redirect("programs:goal-detail", entry.goal_id)


@require_POST
def goal_entry_private(request, pk):
    entry = _my_entry(request, pk)
    services.make_goal_entry_private(entry=entry)
    messages.success(request, _("From now on only you can read that entry."))
    return redirect("programs:goal-detail", entry.goal_id)


def _my_entry(request, pk):
    entries = GoalEntry.objects.readable_by(request.user).select_related("goal")
    entry = get_object_or_404(entries, pk=pk)
    my_goal(request, entry.goal_id)
    return entry
