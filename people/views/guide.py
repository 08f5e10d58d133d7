"""Approvals and credentials on record; capacity and rest as guides choose them (S3)."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.show_refusal import refusals_on
from people.forms.guide import ApprovalForm, CapacityForm, CredentialForm, EndForm, RestForm
from people.models import Approval, Credential, GuidePause, GuideRole, Person
from people.permissions import can_record_standing, require
from people.services import guide as services
from people.services.guide import APPROVAL_DAYS


@require_http_methods(["GET", "POST"])
def approval_grant(request, pk):
    person = _person(request, pk)
    today = timezone.localdate()
    initial = {"valid_from": today, "valid_to": today + timedelta(days=APPROVAL_DAYS)}
    form = ApprovalForm(request.POST or None, label=_("Approve"), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            services.grant_approval(
                person=person, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("%(name)s is approved.") % {"name": person})
            return redirect("people:person-detail", person.pk)

    return render(request, "people/approval_grant.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def approval_end(request, pk):
    approval = get_object_or_404(_periods(request, Approval), pk=pk)
    require(can_record_standing(request.user, approval.person))
    today = timezone.localdate()
    form = EndForm(request.POST or None, label=_("End approval"), initial={"last_day": today})
    if form.is_valid():
        last_day = form.cleaned_data["last_day"]
        with refusals_on(form, "last_day"):
            services.end_approval(approval=approval, last_day=last_day, today=today)
            messages.success(request, _("Saved."))
            return redirect("people:person-detail", approval.person_id)

    context = {"form": form, "approval": approval, "person": approval.person}
    return render(request, "people/approval_end.html", context)


@require_http_methods(["GET", "POST"])
def credential_add(request, pk):
    person = _person(request, pk)
    initial = {"valid_from": timezone.localdate()}
    form = CredentialForm(request.POST or None, label=_("Add to the record"), initial=initial)
    if form.is_valid():
        services.add_credential(
            person=person, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Added to the record."))
        return redirect("people:person-detail", person.pk)

    return render(request, "people/credential_add.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def credential_end(request, pk):
    credential = get_object_or_404(_periods(request, Credential), pk=pk)
    require(can_record_standing(request.user, credential.person))
    initial = {"last_day": timezone.localdate()}
    form = EndForm(request.POST or None, label=_("End credential"), initial=initial)
    if form.is_valid():
        with refusals_on(form, "last_day"):
            services.end_credential(credential=credential, last_day=form.cleaned_data["last_day"])
            messages.success(request, _("Saved."))
            return redirect("people:person-detail", credential.person_id)

    context = {"form": form, "credential": credential, "person": credential.person}
    return render(request, "people/credential_end.html", context)


@require_http_methods(["GET", "POST"])
def capacity_update(request, role):
    """How many at once, as the guide decides."""
    guide = _own_guide(request, role)
    initial = {"capacity": guide.capacity}
    form = CapacityForm(request.POST or None, label=_("Save"), initial=initial)
    if form.is_valid():
        services.set_capacity(guide=guide, capacity=form.cleaned_data["capacity"])
        messages.success(request, _("Saved. It applies from the next pairing."))
        return redirect("people:profile")

    context = {"form": form, "role": GuideRole(role)}
    return render(request, "people/capacity_update.html", context)


@require_http_methods(["GET", "POST"])
def rest_start(request, role):
    """No new pairings for a while, as the guide decides."""
    guide = _own_guide(request, role)
    today = timezone.localdate()
    form = RestForm(request.POST or None, label=_("Start break"), initial={"valid_from": today})
    if form.is_valid():
        with refusals_on(form, "valid_from"):
            services.start_rest(person=guide.person, role=role, today=today, **form.cleaned_data)
            messages.success(request, _("You won't get new pairings during this time."))
            return redirect("people:profile")

    return render(request, "people/rest_start.html", {"form": form, "role": GuideRole(role)})


@require_POST
def rest_end(request, pk):
    pause = get_object_or_404(GuidePause.objects.filter(person=request.user), pk=pk)
    services.end_rest(pause=pause, today=timezone.localdate())
    messages.success(request, _("Welcome back: you can be paired again."))
    return redirect("people:profile")


def _person(request, pk):
    """The person whose record is added to, if one may."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    require(can_record_standing(request.user, person))
    return person


def _periods(request, model):
    """Approvals or credentials of the people one may see."""
    people = Person.objects.visible_to(request.user)
    return model.objects.filter(person__in=people).select_related("person")


def _own_guide(request, role):
    if role not in GuideRole.values:
        raise Http404
    return get_object_or_404(services.GUIDES[GuideRole(role)], person=request.user)
