from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.paging import keyset_page
from common.show_refusal import refusals_on, refusals_told
from programs.mentoring.goals.forms.goal import GoalAudienceForm, GoalForm, GoalUpdateForm
from programs.mentoring.goals.ideas import idea_of, ideas_for
from programs.mentoring.goals.models import Goal
from programs.mentoring.goals.services import goal as services
from programs.mentoring.goals.views.goal_page import goal_page, my_goal, readable_goal
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.wall import readers

GOALS = 20
LISTS = {
    "current": Goal.objects.current,
    "achieved": Goal.objects.achieved,
    "archived": Goal.objects.archived,
}


@require_GET
def goal_list(request):
    shown = request.GET.get("show", "current")
    shown = shown if shown in LISTS else "current"
    goals = LISTS[shown]().own_with_progress(request.user).with_mentor()
    order, cursor = ("-created_at", "-id"), request.GET.get("cursor")
    context = {
        "page": keyset_page(goals, order=order, cursor=cursor, size=GOALS),
        "shown": shown,
        "today": timezone.localdate(),
        "has_mentor": Mentorship.objects.running().of_mentee(request.user).exists(),
    }
    return render(request, "programs/mentoring/goals/goal_list.html", context)


@require_http_methods(["GET", "POST"])
def goal_create(request):
    mentorships = _shareable(request.user)
    idea = idea_of(request.user, request.GET.get("idea", ""))
    form = GoalForm(request.POST or None, mentorships=mentorships, idea=idea)
    if form.is_valid():
        at = timezone.now()
        with refusals_on(form):
            goal = services.create_goal(
                owner=request.user,
                mentorship=form.mentorship,
                steps=form.first_steps,
                at=at,
                **form.words(),
            )
            messages.success(request, _("Saved. Add a first small step to get going."))
            return redirect("programs:goal-detail", goal.pk)
    context = {"form": form, "idea": idea, "ideas": ideas_for(request.user)}
    return render(request, "programs/mentoring/goals/goal_create.html", context)


@require_GET
def goal_detail(request, pk):
    return goal_page(request, readable_goal(request, pk))


@require_http_methods(["GET", "POST"])
def goal_update(request, pk):
    goal = my_goal(request, pk)
    share = services.current_share(goal)
    form = GoalUpdateForm(
        request.POST or None,
        share=share,
        who=readers.of_goal(goal, share, person=request.user),
        initial=GoalUpdateForm.words_of(goal),
    )
    if form.is_valid():
        with refusals_on(form):
            services.update_goal(
                goal=goal,
                readers=form.cleaned_data["readers"],
                at=timezone.now(),
                **form.words(),
            )
            messages.success(request, _("Saved."))
            return redirect("programs:goal-detail", pk)
        form.name_readers_of_today()
    return render(
        request, "programs/mentoring/goals/goal_update.html", {"form": form, "goal": goal}
    )


@require_http_methods(["GET", "POST"])
def goal_audience(request, pk):
    """Choose who reads it; whoever would read more is named on a page of its own first."""
    goal = my_goal(request, pk)
    share = services.current_share(goal)
    now = str(share.mentorship_id) if share else Goal.Audience.ONLY_ME
    mentorships = _shareable(request.user)
    form = GoalAudienceForm(
        request.POST or None, mentorships=mentorships, initial={"audience": now}
    )
    context = {"form": form, "goal": goal, "share": share}
    if not form.is_valid():
        return render(request, "programs/mentoring/goals/goal_audience.html", context)

    is_wider = form.mentorship and form.cleaned_data["audience"] != now
    if is_wider and not form.cleaned_data["is_confirmed"]:
        context |= {"mentor": form.mentorship.mentor.person, **_written_before(goal)}
        return render(request, "programs/mentoring/goals/goal_audience_confirm.html", context)

    if _set_audience(request, goal, form.mentorship):
        return redirect("programs:goal-detail", pk)
    return redirect("programs:goal-audience", pk)


@require_POST
def goal_achieve(request, pk):
    goal = my_goal(request, pk)
    at = timezone.now()
    with refusals_told(request):
        services.achieve_goal(goal=goal, on=timezone.localdate(at), at=at)
    return redirect("programs:goal-detail", pk)


@require_POST
def goal_reopen(request, pk):
    services.reopen_goal(goal=my_goal(request, pk), at=timezone.now())
    messages.success(request, _("Undone. The goal is active again."))
    return redirect("programs:goal-detail", pk)


@require_POST
def goal_archive(request, pk):
    services.archive_goal(goal=my_goal(request, pk), at=timezone.now())
    messages.success(request, _("Archived. You can restore it from “Archived”."))
    return redirect("programs:goal-detail", pk)


@require_POST
def goal_restore(request, pk):
    services.restore_goal(goal=my_goal(request, pk))
    messages.success(request, _("Restored."))
    return redirect("programs:goal-detail", pk)


def _shareable(mentee):
    """The mentorships in which one may share a goal."""
    return Mentorship.objects.running().of_mentee(mentee).with_both().order_by("created_at")


def _written_before(goal):
    """How much stays as it is when the goal is shared from now on."""
    return {
        "entry_count": goal.entries.count(),
        "steps": list(goal.milestones.all()),
    }


def _set_audience(request, goal, mentorship):
    """Return whether it was done, and say who reads from now on."""
    at = timezone.now()
    if mentorship is None:
        services.make_goal_private(goal=goal, at=at)
        messages.success(request, _("From now on only you can read this goal and its log."))
        return True
    with refusals_told(request):
        services.share_goal(goal=goal, mentorship=mentorship, at=at)
        name = mentorship.mentor.person.name
        messages.success(request, _("From now on you and %(name)s can read it.") % {"name": name})
        return True
    return False
