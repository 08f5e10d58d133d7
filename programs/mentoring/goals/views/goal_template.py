from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.show_refusal import refusals_on
from programs.cohorts.presets import MENTORSHIP
from programs.cohorts.views.program import coordinated_program
from programs.mentoring.goals.forms.goal_template import GoalTemplateForm
from programs.mentoring.goals.services import goal_template as services


@require_http_methods(["GET", "POST"])
def program_goal_templates(request, pk):
    """Ideas for goals: listed, and added in place. Who took one up is known to nobody."""
    program = coordinated_program(request, pk, kind=MENTORSHIP)
    form = GoalTemplateForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.add_goal_template(program=program, **form.cleaned_data)
            messages.success(request, _("Added. Mentees will see it when they write a goal."))
            return redirect("programs:program-goal-templates", pk)

    context = {"program": program, "form": form, "templates": program.goal_templates.all()}
    return render(request, "programs/mentoring/goals/program_goal_templates.html", context)


@require_POST
def program_goal_template_remove(request, pk, template):
    program = coordinated_program(request, pk, kind=MENTORSHIP)
    template = get_object_or_404(program.goal_templates, pk=template)
    services.remove_goal_template(template=template)
    messages.success(request, _("Removed. Goals that started from it stay."))
    return redirect("programs:program-goal-templates", pk)
