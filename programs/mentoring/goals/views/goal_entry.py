from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import file_store
from common.downloads import kept_file
from common.show_refusal import refusals_on
from people.permissions import require
from programs.mentoring.goals.forms.goal_entry import GoalEntryForm
from programs.mentoring.goals.models import GoalEntry, GoalFile
from programs.mentoring.goals.permissions import can_log_goal
from programs.mentoring.goals.services import goal_entry as services
from programs.mentoring.goals.services.goal import current_share
from programs.mentoring.goals.services.goal_file import GoalFileError
from programs.mentoring.goals.views.goal_page import my_goal
from programs.mentoring.wall.models import Reading
from programs.mentoring.wall.views.reading_note import note_reading


@require_http_methods(["GET", "POST"])
def goal_log(request, pk):
    goal = my_goal(request, pk)
    require(can_log_goal(request.user, goal))
    form = GoalEntryForm(
        request.POST or None, goal=goal, share=current_share(goal), files=request.FILES or None
    )
    if form.is_valid():
        with refusals_on(form), refusals_on(form, "file", of=GoalFileError):
            services.log_goal_entry(goal=goal, at=timezone.now(), **form.entry())
            messages.success(request, _("Added to the log."))
            return redirect("programs:goal-detail", pk)
    return render(request, "programs/mentoring/goals/goal_log.html", {"form": form, "goal": goal})


@require_safe
def goal_file(request, pk):
    """The file of an entry to whoever reads the entry: always a download."""
    file = _readable_file(request, pk)
    day = timezone.localdate(file.entry.logged_at).isoformat()
    return kept_file(day, file.kind, _content(file.stored_as))


@require_safe
def goal_file_preview(request, pk):
    """The small picture beside the words."""
    file = _readable_file(request, pk)
    if not file.preview_as:
        raise Http404
    return kept_file("preview", GoalFile.Kind.JPEG, _content(file.preview_as))


@require_http_methods(["GET", "POST"])
def goal_entry_remove(request, pk):
    entry = _my_entry(request, pk)
    if request.method == "GET":
        return render(request, "programs/mentoring/goals/goal_entry_remove.html", {"entry": entry})

    services.remove_goal_entry(entry=entry)
    messages.success(request, _("Deleted from the log, for everyone."))
    return redirect("programs:goal-detail", entry.goal_id)


@require_POST
def goal_entry_private(request, pk):
    entry = _my_entry(request, pk)
    services.make_goal_entry_private(entry=entry)
    messages.success(request, _("From now on only you can read that entry."))
    return redirect("programs:goal-detail", entry.goal_id)


def _readable_file(request, pk):
    files = GoalFile.objects.readable_by(request.user).select_related("entry__goal")
    file = get_object_or_404(files, pk=pk)
    if file.entry.goal.owner_id != request.user.pk:
        mentorship = current_share(file.entry.goal).mentorship
        note_reading(request, mentorship, Reading.What.FILE, file.pk)
    return file


def _content(name):
    content = file_store.read(name)
    if content is None:
        raise Http404
    return content


def _my_entry(request, pk):
    entries = GoalEntry.objects.readable_by(request.user).select_related("goal")
    entry = get_object_or_404(entries, pk=pk)
    my_goal(request, entry.goal_id)
    return entry
