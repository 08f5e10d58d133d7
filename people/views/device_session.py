from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.forms.device_session import SessionEndForm
from people.models import DeviceSession, Person
from people.permissions import can_log_out, require
from people.services import device_session as services


@require_http_methods(["GET", "POST"])
def session_end(request, pk):
    """Log out one device, of which the one at hand needs no password."""
    now = timezone.now()
    session = get_object_or_404(DeviceSession.objects.of(request.user, at=now), public_id=pk)
    if session.session_key == request.session.session_key:
        return _log_out_here(request)
    form = SessionEndForm(request.POST or None, request=request, at=now)
    if form.is_valid():
        services.end_session(session)
        messages.success(request, _("That device is logged out."))
        return redirect("people:profile")
    return render(request, "people/session_end.html", {"form": form, "session": session})


@require_http_methods(["GET", "POST"])
def session_end_others(request):
    form = SessionEndForm(request.POST or None, request=request, at=timezone.now())
    if form.is_valid():
        services.end_sessions(request.user, but=request.session)
        messages.success(request, _("All other devices are logged out."))
        return redirect("people:profile")
    return render(request, "people/session_end.html", {"form": form})


@require_http_methods(["GET", "POST"])
def person_log_out(request, pk):
    """A site administrator ends every session of somebody who lost a phone, say; asked first."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    require(can_log_out(request.user, person))
    if request.method == "POST":
        services.log_out_everywhere(person=person, by=request.user)
        messages.success(request, _("%(name)s is logged out on every device.") % {"name": person})
        return redirect("people:person-detail", pk)
    return render(request, "people/person_log_out.html", {"person": person})


@require_POST
def session_keep(request):
    """This is my own phone, or no longer."""
    is_own = "own" in request.POST
    services.keep_on_own_device(request.session, is_own=is_own)
    messages.success(
        request,
        _("You stay logged in here for seven days without using it.")
        if is_own
        else _("You're logged out here after 30 minutes without using it."),
    )
    return redirect("people:profile")


def _log_out_here(request):
    if request.method != "POST":
        return redirect("account_logout")
    logout(request)
    return redirect("account_login")
