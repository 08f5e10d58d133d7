from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.paging import keyset_page
from common.show_refusal import refusals_told
from people.permissions import require
from programs.cohorts.models import Program
from programs.mentoring.goals.forms.goal import AchievementForm
from programs.mentoring.goals.models import Goal, SharedAchievement
from programs.mentoring.goals.services import achievement as services
from programs.mentoring.goals.views.goal_page import my_goal
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.wall import readers
from programs.mentoring.wall.permissions import can_read_mentorship_facts


@require_http_methods(["GET", "POST"])
def achievement_share(request, pk):
    """Choose the words, look at exactly what will be told and to whom, then tell it (M4)."""
    goal = my_goal(request, pk)
    mentorships = list(_programs_of(goal))
    if goal.achieved_on is None or not mentorships:
        return redirect("programs:goal-detail", pk)

    form = AchievementForm(
        request.POST or None, mentorships=mentorships, initial={"title": goal.title}
    )
    context = {"goal": goal, "form": form}
    if not form.is_valid():
        return render(request, "programs/mentoring/goals/achievement_share.html", context)
    if not form.cleaned_data["is_confirmed"]:
        return render(
            request, "programs/mentoring/goals/achievement_share_confirm.html", _preview(context)
        )

    with refusals_told(request):
        services.share_achievement(
            goal=goal,
            mentorship=form.mentorship,
            title=form.cleaned_data["title"],
            at=timezone.now(),
        )
        messages.success(request, _("Shared with the program: your name, the title and the date."))
    return redirect("programs:goal-detail", pk)


@require_POST
def achievement_withdraw(request, pk):
    services.withdraw_achievement(goal=my_goal(request, pk))
    messages.success(request, _("No longer shared with the program."))
    return redirect("programs:goal-detail", pk)


@require_GET
def program_achievements(request, pk):
    """What mentees chose to tell: who, the title in their words for it, the date (M4)."""
    program = get_object_or_404(Program.objects.coordinated_by(request.user), pk=pk)
    require(can_read_mentorship_facts(request.user, program))
    achievements = SharedAchievement.objects.of_program(program)
    context = {
        "program": program,
        "page": keyset_page(
            achievements, order=("-achieved_on", "-id"), cursor=request.GET.get("cursor")
        ),
    }
    return render(request, "programs/mentoring/goals/program_achievements.html", context)


def _programs_of(goal: Goal):
    return Mentorship.objects.begun().of_mentee(goal.owner).with_people().order_by("-created_at")


def _preview(context):
    mentorship = context["form"].mentorship
    return context | {
        "title": context["form"].cleaned_data["title"],
        "program": mentorship.program,
        "readers": readers.of_achievement(mentorship.program),
    }
