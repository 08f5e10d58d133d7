from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.redirects import next_path, posted_from
from common.show_refusal import refusals_on
from people.permissions import require
from programs.mentoring.meetings.forms.agenda import ActionItemForm, AgendaItemForm
from programs.mentoring.meetings.models import ActionItem, AgendaItem
from programs.mentoring.meetings.permissions import can_record_check_in, can_remove_agenda_item
from programs.mentoring.meetings.services import agenda as services
from programs.mentoring.meetings.views.check_in import check_in_page, my_check_in


@posted_from("programs:check-in-detail")
def agenda_add(request, pk):
    check_in = my_check_in(request, pk)
    partner = check_in.mentorship.partner_of(request.user)
    form = AgendaItemForm(request.POST, partner=partner, action=request.path)
    if form.is_valid():
        with refusals_on(form):
            services.add_to_agenda(
                check_in=check_in, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("On the agenda."))
            return redirect("programs:check-in-detail", pk)
    return check_in_page(request, check_in, form=form)


@require_POST
def agenda_remove(request, pk):
    readable = AgendaItem.objects.readable_by(request.user)
    item = get_object_or_404(readable, pk=pk)
    require(can_remove_agenda_item(request.user, item))
    services.remove_from_agenda(item=item)
    messages.success(request, _("Removed from the agenda."))
    return redirect("programs:check-in-detail", item.check_in_id)


@posted_from("programs:check-in-detail")
def action_add(request, pk):
    """Written down on the page of a check-in, and open until it is done."""
    check_in = my_check_in(request, pk)
    partner = check_in.mentorship.partner_of(request.user)
    form = ActionItemForm(request.POST, person=request.user, partner=partner, action=request.path)
    if form.is_valid():
        with refusals_on(form):
            services.take_on(mentorship=check_in.mentorship, at=timezone.now(), **form.item())
            messages.success(request, _("To-do added."))
            return redirect("programs:check-in-detail", pk)
    return check_in_page(request, check_in, form=form)


@require_POST
def action_done(request, pk):
    action = _my_action(request, pk)
    services.finish_action(action=action, on=timezone.localdate())
    messages.success(request, _("Done."))
    return _back(request, action)


@require_POST
def action_undo(request, pk):
    action = _my_action(request, pk)
    services.reopen_action(action=action)
    return _back(request, action)


@require_POST
def action_remove(request, pk):
    action = _my_action(request, pk)
    services.remove_action(action=action)
    messages.success(request, _("Removed, for both of you."))
    return _back(request, action)


def _back(request, action):
    """To the check-in where it was pressed, or the mentorship."""
    mentorship_url = reverse("programs:mentorship-detail", args=[action.mentorship_id])
    return redirect(next_path(request, mentorship_url))


def _my_action(request, pk):
    readable = ActionItem.objects.readable_by(request.user).select_related(
        "mentorship__mentor", "mentorship__learner"
    )
    action = get_object_or_404(readable, pk=pk)
    require(can_record_check_in(request.user, action.mentorship))
    return action
