"""The page of one goal, which the acts of several nouns lead back to."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from common.charts import line_chart
from common.paging import keyset_page
from people.permissions import require
from programs.mentoring.goals.forms.goal import MilestoneForm
from programs.mentoring.goals.forms.goal_comment import GoalCommentForm
from programs.mentoring.goals.models import (
    Goal,
    GoalComment,
    GoalEntry,
    Milestone,
)
from programs.mentoring.goals.permissions import (
    can_comment_on_goal,
    can_log_goal,
    can_remove_comment,
    can_update_goal,
)
from programs.mentoring.goals.services.goal import current_share
from programs.mentoring.wall import readers
from programs.mentoring.wall.models import Reading
from programs.mentoring.wall.views.reading_note import note_reading

ENTRIES = 20
COMMENTS = 100
CHART_POINTS = 60


def readable_goal(request, pk):
    """Return the goal if the person may read it now; nobody else finds it (M5)."""
    goals = Goal.objects.readable_by(request.user)
    return get_object_or_404(goals.select_related("owner", "shared_achievement"), pk=pk)


def my_goal(request, pk):
    """Return the goal to its owner; its mentor, who sees it, may not do this."""
    goal = readable_goal(request, pk)
    require(can_update_goal(request.user, goal))
    return goal


def goal_page(request, goal, *, form=None):
    """Show the goal; ``form`` is one of its forms that came back with errors."""
    person, share = request.user, current_share(goal)
    is_owner = can_update_goal(person, goal)
    who = readers.of_goal(goal, share, person=person)
    comments = _comments(goal, share, person)
    _note_reading(request, goal, share, comments)
    context = {
        "goal": goal,
        "share": share,
        "is_owner": is_owner,
        "partner": share and share.mentorship.partner_of(person),
        "readers": who,
        "readers_icon": readers.icon(who),
        "can_log": can_log_goal(person, goal) and not goal.achieved_on,
        "chart": _chart(goal, share, person),
        "page": _entries(request, goal, share),
        "comments": comments,
        "achievement": getattr(goal, "shared_achievement", None) if is_owner else None,
        "today": timezone.localdate(),
        "form": form,
        **steps_context(goal, share, person, form=form),
        **_comment_context(goal, share, person, form),
    }
    return render(request, "programs/mentoring/goals/goal_detail.html", context)


def _note_reading(request, goal, share, comments):
    """Its mentor has read it; its owner has, where a mentor said something about it."""
    said = [row.mentorship for row, __ in comments if row.author_id != request.user.pk]
    if goal.owner_id != request.user.pk:
        note_reading(request, share.mentorship, Reading.What.GOAL, goal.pk)
    elif said:
        note_reading(request, said[-1], Reading.What.GOAL, goal.pk)


def steps_context(goal, share, person, *, form=None):
    """What ``programs/mentoring/goals/_milestone_list.html`` needs, on the page and alone."""
    steps = Milestone.objects.filter(goal=goal)
    is_owner = can_update_goal(person, goal)
    who = readers.of_goal(goal, share, person=person)
    step_form = form if isinstance(form, MilestoneForm) else None
    if is_owner and goal.is_current and step_form is None:
        step_form = MilestoneForm(share=share, who=who, prefix="step")
    return {
        "goal": goal,
        "steps": steps,
        "steps_done": sum(step.done_on is not None for step in steps),
        "step_form": step_form,
        "is_owner": is_owner,
        "today": timezone.localdate(),
    }


def comment_form(request, goal, share):
    who = readers.of_goal(goal, share, person=request.user)
    return GoalCommentForm(request.POST or None, goal=goal, share=share, who=who)


def _comment_context(goal, share, person, form):
    if not can_comment_on_goal(person, goal, share):
        return {"comment_form": None}
    if isinstance(form, GoalCommentForm):
        return {"comment_form": form}
    who = readers.of_goal(goal, share, person=person)
    return {"comment_form": GoalCommentForm(goal=goal, share=share, who=who)}


def _entries(request, goal, share):
    entries = GoalEntry.objects.in_goal(goal, share, request.user).select_related("file")
    order, cursor = ("-logged_at", "-id"), request.GET.get("cursor")
    page = keyset_page(entries, order=order, cursor=cursor, size=ENTRIES)
    for entry in page:
        entry.readers = readers.of_entry(entry, share, person=request.user)
        entry.readers_icon = readers.icon(entry.readers)
    return page


def _comments(goal, share, person):
    """The newest, in the order of a talk."""
    comments = GoalComment.objects.in_goal(goal, share, person)
    comments = comments.select_related("author", "mentorship").order_by("-written_at", "-id")
    newest = list(comments[:COMMENTS])
    return [(comment, can_remove_comment(person, comment)) for comment in reversed(newest)]


def _chart(goal, share, person):
    """The measured values that this person may read, over time."""
    field = "number" if goal.is_measured_by_number else "progress"
    entries = GoalEntry.objects.in_goal(goal, share, person).exclude(**{field: None})
    newest = entries.order_by("-logged_at").values_list("logged_at", field)[:CHART_POINTS]
    values = [(moment, float(value)) for moment, value in newest]
    if goal.is_measured_by_number:
        target = goal.target_number
        return line_chart(values, target=None if target is None else float(target))
    return line_chart(values, low=0, high=100)
