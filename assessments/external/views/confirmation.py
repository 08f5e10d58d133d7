from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments.external.links import find_confirmation
from assessments.external.services import confirmation as services
from assessments.progress.views.checklist import people_of
from common.open_links import limited
from common.show_refusal import refusals_told
from people.device import person_of_browser
from programs.preceptorships.permissions import is_learner_of


# Whoever holds the link may open it; looking changes nothing, because scanners open links.
@never_cache
@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation_disown(request, token):
    """What was signed in one's name: "yes, I signed this" where it waits, "this was not me"."""
    confirmation, now = _linked(token), timezone.now()
    if request.method == "POST":
        with refusals_told(request):
            services.disown_signature(confirmation=confirmation, at=now)
        return redirect("assessments:confirmation-disown", token)

    holder, sign_off = person_of_browser(request), confirmation.sign_off
    context = {
        "confirmation": confirmation,
        "token": token,
        "sign_off": sign_off,
        "is_over": now >= confirmation.expires_at,
        "is_learners": bool(holder) and is_learner_of(holder, sign_off.preceptorship),
        "can_confirm": sign_off.is_awaiting and now < sign_off.confirm_until,
        **people_of(sign_off.preceptorship),
    }
    return render(request, "assessments/external/confirmation_disown.html", context)


@never_cache
@login_not_required
@limited
@require_POST
def confirmation_confirm(request, token):
    """Let it count, from any browser but the learner's own."""
    confirmation = _linked(token)
    with refusals_told(request):
        services.confirm_signature(
            confirmation=confirmation, holder=person_of_browser(request), at=timezone.now()
        )
    return redirect("assessments:confirmation-disown", token)


def _linked(token):
    confirmation = find_confirmation(token)
    if confirmation is None:
        raise Http404
    return confirmation
