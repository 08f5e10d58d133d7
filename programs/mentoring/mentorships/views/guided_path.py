from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.cohorts.presets import MENTORSHIP
from programs.cohorts.views.program import coordinated_program
from programs.mentoring.meetings.permissions import can_plan_check_in
from programs.mentoring.meetings.services import agenda as agenda_services
from programs.mentoring.mentorships.forms.guided_path import PathTopicForm, PathTopicUpdateForm
from programs.mentoring.mentorships.guided_path import current_month, on_agenda, topics_of
from programs.mentoring.mentorships.models import PathTopic
from programs.mentoring.mentorships.services import guided_path as services
from programs.mentoring.mentorships.views.mentorship import my_mentorship


@require_http_methods(["GET", "POST"])
def program_guided_path(request, pk):
    """The topics of a program by month: listed, and added in place."""
    program = coordinated_program(request, pk, kind=MENTORSHIP)
    form = PathTopicForm(request.POST or None, label=_("Add the topic"))
    if form.is_valid():
        with refusals_on(form):
            services.add_topic(program=program, **form.cleaned_data)
            messages.success(request, _("Added. Pairs will see it in that month."))
            return redirect("programs:program-path", pk)

    context = {"program": program, "form": form, "topics": program.guided_path.all()}
    return render(request, "programs/mentoring/mentorships/program_guided_path.html", context)


@require_POST
def program_guided_path_start(request, pk):
    program = coordinated_program(request, pk, kind=MENTORSHIP)
    if services.start_guided_path(program=program):
        messages.success(request, _("Twelve topics added. Change them as you like."))
    return redirect("programs:program-path", pk)


@require_http_methods(["GET", "POST"])
def program_guided_path_update(request, pk, topic):
    program = coordinated_program(request, pk, kind=MENTORSHIP)
    topic = get_object_or_404(program.guided_path, pk=topic)
    fields = ("month", "title", "starter", "resource_url")
    form = PathTopicUpdateForm(
        request.POST or None,
        label=_("Save"),
        initial={name: getattr(topic, name) for name in fields},
    )
    if form.is_valid():
        services.update_topic(topic=topic, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("programs:program-path", pk)
    context = {"program": program, "form": form, "topic": topic}
    return render(
        request, "programs/mentoring/mentorships/program_guided_path_update.html", context
    )


@require_POST
def program_guided_path_remove(request, pk, topic):
    program = coordinated_program(request, pk, kind=MENTORSHIP)
    services.remove_topic(topic=get_object_or_404(program.guided_path, pk=topic))
    messages.success(request, _("Removed."))
    return redirect("programs:program-path", pk)


@require_GET
def mentorship_guided_path(request, pk):
    """All the topics that their program offers the two, this month's first in view."""
    mentorship = my_mentorship(request, pk)
    check_in = mentorship.check_ins.upcoming(timezone.now()).first()
    context = {
        "mentorship": mentorship,
        "partner": mentorship.partner_of(request.user),
        "topics": topics_of(mentorship.program),
        "month": current_month(mentorship, today=timezone.localdate()),
        "can_plan": can_plan_check_in(request.user, mentorship),
        "is_booked": check_in is not None,
        "on_agenda": on_agenda(check_in, request.user),
    }
    return render(request, "programs/mentoring/mentorships/mentorship_guided_path.html", context)


@require_POST
def guided_path_topic_take(request, pk, topic):
    """Put a topic on the agenda of the next check-in; nobody else learns of it."""
    mentorship, at = my_mentorship(request, pk), timezone.now()
    topic = get_object_or_404(PathTopic, pk=topic, program=mentorship.program_id)
    require(can_plan_check_in(request.user, mentorship))
    check_in = mentorship.check_ins.upcoming(at).first()
    if check_in is None:
        messages.info(request, _("Book a check-in first, then you can add it to the agenda."))
        return redirect("programs:check-in-plan", pk)
    with refusals_told(request):
        agenda_services.add_to_agenda(check_in=check_in, by=request.user, text=topic.title, at=at)
        messages.success(request, _("On the agenda."))
    return redirect("programs:check-in-detail", check_in.pk)
