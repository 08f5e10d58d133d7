"""The address that somebody logs in with: asked for, stopped, confirmed or vouched for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.open_links import limited
from common.show_refusal import refusals_on, refusals_told
from people.address_notices import find_change, link_to
from people.forms.address_change import AddressChangeForm, AddressVouchForm
from people.models import AddressChange, Person
from people.permissions import can_change_address, can_vouch_for_address, require
from people.services import address_change as services


@require_http_methods(["GET", "POST"])
def address_change(request, pk):
    """Ask for a new address; for oneself it leads on to the page that confirms it."""
    person = get_object_or_404(Person.objects.visible_to(request.user).activated(), pk=pk)
    require(can_change_address(request.user, person))
    now = timezone.now()
    form = AddressChangeForm(request.POST or None, request=request, at=now)
    if form.is_valid():
        with refusals_on(form):
            change = services.ask_address_change(
                person=person, new_email=form.cleaned_data["email"], by=request.user, at=now
            )
            if person == request.user:
                return redirect(link_to(change))
            messages.success(request, _("We've asked %(name)s to confirm it.") % {"name": person})
            return redirect("people:person-detail", pk)

    return render(request, "people/address_change.html", {"form": form, "person": person})


@login_not_required
@limited
@require_http_methods(["GET", "POST"])
def address_answer(request, token):
    """What the mail to the old address leads to: looking changes nothing, a press decides."""
    change = find_change(token)
    if change is None:
        return render(request, "people/address_answer_unknown.html", status=404)
    if request.method == "POST":
        decide = services.confirm_address if "confirm" in request.POST else services.stop_address
        with refusals_told(request):
            decide(change=change, at=timezone.now())
        return redirect(request.path)
    return render(request, "people/address_answer.html", {"change": change})


@require_http_methods(["GET", "POST"])
def address_vouch(request, pk):
    """A second administrator confirms it, because the old address is dead."""
    change = _waiting(request, pk)
    require(can_vouch_for_address(request.user, change))
    now = timezone.now()
    form = AddressVouchForm(request.POST or None, request=request, at=now)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.vouch_for_address(change=change, by=request.user, at=now)
            messages.success(request, _("%(email)s is confirmed.") % {"email": change.new_email})
            return redirect("people:person-detail", change.person_id)

    return render(request, "people/address_vouch.html", {"form": form, "change": change})


@require_POST
def address_withdraw(request, pk):
    change = _waiting(request, pk)
    require(can_change_address(request.user, change.person))
    with refusals_told(request):
        services.withdraw_address(change=change, by=request.user, at=timezone.now())
        messages.success(request, _("Withdrawn. The address stays as it is."))
    return redirect("people:person-detail", change.person_id)


def _waiting(request, pk):
    seen = Person.objects.visible_to(request.user)
    changes = AddressChange.objects.waiting().filter(person__in=seen)
    return get_object_or_404(changes.select_related("person", "asked_by"), pk=pk)
