from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.external.links import find_confirmation
from assessments.external.services import confirmation as services
from assessments.progress.views.checklist import people_of
from common.open_links import limited
from common.show_refusal import refusals_told


# Whoever holds the link may open it; looking changes nothing, because scanners open links.
@never_cache
@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation_disown(request, token):
    """What was signed in one's name, and "this was not me"."""
    confirmation = find_confirmation(token)
    if confirmation is None:
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        with refusals_told(request):
            services.disown_signature(confirmation=confirmation, at=now)
        return redirect("assessments:confirmation-disown", token)

    context = {
        "confirmation": confirmation,
        "sign_off": confirmation.sign_off,
        "is_over": now >= confirmation.expires_at,
        **people_of(confirmation.sign_off.preceptorship),
    }
    return render(request, "assessments/external/confirmation_disown.html", context)
