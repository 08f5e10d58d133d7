"""The page of one goal, which the acts of several nouns lead back to."""

from uuid import UUID

from django.shortcuts import render
from django.utils import timezone

from people.models import Person
from people.paging import keyset_pages
from people.prepared import found, prepared
from programs import readers
from programs.charts import line_chart
from programs.forms.goal import MilestoneForm
from programs.forms.goal_comment import GoalCommentForm
from programs.models import Goal, GoalComment, GoalEntry, Milestone, Reading
from programs.permissions import (
    can_comment_on_goal,
    can_log_goal,
    can_remove_comment,
    can_update_goal,
    require,
)
from programs.services.goal import current_share
from programs.views.reading_note import note_reading

ENTRIES = 20
COMMENTS = 100
CHART_POINTS = 60


def readable_goal(request, pk):
    """Return the goal if the person may read it now; nobody else finds it (M5)."""
    return found(_readable(request.user, pk))


@prepared
def _readable(person: Person, pk: UUID):
    goals = Goal.objects.readable_by(person).filter(pk=pk)
    return goals.select_related("owner", "shared_achievement")


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
    comments = _comments(goal, person)
    _note_reading(request, goal, share, comments)
    context = {
        "goal": goal,
        "share": share,
        "is_owner": is_owner,
        "partner": share and share.mentorship.partner_of(person),
        "readers": who,
        "readers_icon": readers.icon(who),
        "can_log": can_log_goal(person, goal),
        "chart": _chart(goal, person),
        "page": _entries(request, goal, share),
        "comments": comments,
        "achievement": getattr(goal, "shared_achievement", None) if is_owner else None,
        "today": timezone.localdate(),
        "form": form,
        **steps_context(goal, share, person, form=form),
        **_comment_context(goal, share, person, form),
    }
    return render(request, "programs/goal_detail.html", context)


def _note_reading(request, goal, share, comments):
    """Its mentor has read it; its owner has, where a mentor said something about it."""
    said = [row.mentorship for row, __ in comments if row.author_id != request.user.pk]
    if goal.owner_id != request.user.pk:
        note_reading(request, share.mentorship, Reading.What.GOAL, goal.pk)
    elif said:
        note_reading(request, said[-1], Reading.What.GOAL, goal.pk)


def steps_context(goal, share, person, *, form=None):
    """What ``programs/_milestone_list.html`` needs, on the page and alone."""
    steps = _steps_of(goal)
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


@prepared
def _steps_of(goal: Goal):
    return Milestone.objects.filter(goal=goal)


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


@keyset_pages(order=("-logged_at", "-id"), size=ENTRIES)
def _readable_entries(person: Person, goal: Goal):
    return GoalEntry.objects.readable_by(person).filter(goal=goal).select_related("file")


def _entries(request, goal, share):
    page = _readable_entries(request.user, goal, cursor=request.GET.get("cursor"))
    for entry in page:
        entry.readers = readers.of_entry(entry, share, person=request.user)
        entry.readers_icon = readers.icon(entry.readers)
    return page


def _comments(goal, person):
    """The newest, in the order of a talk."""
    newest = _newest_comments(person, goal)
    return [(comment, can_remove_comment(person, comment)) for comment in reversed(newest)]


@prepared
def _newest_comments(person: Person, goal: Goal):
    comments = GoalComment.objects.readable_by(person).filter(goal=goal)
    return comments.select_related("author", "mentorship").order_by("-written_at", "-id")[:COMMENTS]


def _chart(goal, person):
    """The measured values that this person may read, over time."""
    logged = (_numbers if goal.is_measured_by_number else _progress)(person, goal)
    values = [(moment, float(value)) for moment, value in logged]
    if goal.is_measured_by_number:
        target = goal.target_number
        return line_chart(values, target=None if target is None else float(target))
    return line_chart(values, low=0, high=100)


@prepared
def _numbers(person: Person, goal: Goal):
    return _newest_values(person, goal, "number")


@prepared
def _progress(person: Person, goal: Goal):
    return _newest_values(person, goal, "progress")


def _newest_values(person, goal, field):
    entries = GoalEntry.objects.readable_by(person).filter(goal=goal).exclude(**{field: None})
    return entries.order_by("-logged_at").values_list("logged_at", field)[:CHART_POINTS]
