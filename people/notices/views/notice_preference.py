from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from people.notices.forms import NoticePreferenceForm
from people.notices.services import notice_preference as services
from people.notices.stop_links import read_stop
from people.reader_flags import parts_of
from people.registry import kinds_for


@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request):
    stopped = set(request.user.notice_preferences.values_list("kind", flat=True))
    parts = parts_of(request.user)
    form = NoticePreferenceForm(request.POST if request.method == "POST" else None, parts=parts)
    if form.is_valid():
        services.choose_notices(
            person=request.user,
            offered=[kind.code for kind in form.nudges],
            mailed=form.cleaned_data["mailed"],
            at=timezone.now(),
        )
        messages.success(request, _("Saved. Your inbox still shows every notice."))
        return redirect("people:notice-settings")

    context = {
        "form": form,
        "choices": [(kind, kind.code not in stopped) for kind in form.nudges],
        "duties": [kind for kind in kinds_for(parts) if kind.is_duty],
    }
    return render(request, "people/notices/notice_settings.html", context)


# Mail programs send this POST by themselves, without a cookie or a form of ours (RFC 8058):
# the signed token is what allows it. A GET changes nothing, because scanners open links.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_stop(request, token):
    stop = read_stop(token)
    if stop is None:
        raise Http404
    person, kind = stop
    is_stopped = request.method == "POST"
    if is_stopped:
        services.stop_notices(person=person, kind=kind.code, at=timezone.now())
    return render(
        request, "people/notices/notice_stop.html", {"kind": kind, "is_stopped": is_stopped}
    )
