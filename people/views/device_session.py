from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.models import DeviceSession
from people.services import device_session as services


@require_POST
def session_end(request, pk):
    sessions = DeviceSession.objects.of(request.user, at=timezone.now())
    session = get_object_or_404(sessions, public_id=pk)
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    services.end_session(session)
    messages.success(request, _("That device is logged out."))
    return redirect("people:profile")


@require_POST
def session_end_others(request):
    services.end_sessions(request.user, but=request.session)
    messages.success(request, _("All other devices are logged out."))
    return redirect("people:profile")


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
