from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.external.services import suspension as services
from assessments.permissions import can_reinstate_sign_off, require
from assessments.progress.views.checklist import people_of
from assessments.sign_offs.views.sign_off import reason_form, visible_sign_off
from common.show_refusal import refusals_on


@require_http_methods(["GET", "POST"])
def sign_off_reinstate(request, pk):
    """A coordinator has asked whoever disowned a signature: it counts again."""
    sign_off = visible_sign_off(request, pk)
    require(can_reinstate_sign_off(request.user, sign_off))
    if not sign_off.is_suspended:
        return redirect("assessments:sign-off-detail", pk)

    now = timezone.now()
    form = reason_form(
        request,
        sign_off,
        _("How do you know that %(name)s signed it?") % {"name": _signed_as(sign_off)},
        at=now,
    )
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        with refusals_on(form):
            services.reinstate_sign_off(sign_off=sign_off, by=request.user, reason=reason, at=now)
            messages.success(request, _("It counts again. Progress is up to date."))
            return redirect("assessments:sign-off-detail", pk)

    context = {"form": form, "sign_off": sign_off, **people_of(sign_off.preceptorship)}
    return render(request, "assessments/external/sign_off_reinstate.html", context)


def _signed_as(sign_off):
    """The name under it, or who signed where the words of the entry were erased."""
    content = getattr(sign_off.entry, "content", None)
    return content.signed_as if content else sign_off.signer
