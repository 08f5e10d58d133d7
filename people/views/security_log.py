from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.paging import keyset_page
from people.forms.security_log import SecurityLogForm
from people.permissions import can_read_security_log, require
from people.security_log import find_events, lines
from people.services import security_log as services


@require_safe
def security_log(request):
    """Who came in, was refused, may do more now. That it was read stands in it too."""
    require(can_read_security_log(request.user))
    form = SecurityLogForm(request.GET)
    form.full_clean()
    found = form.cleaned_data
    events = find_events(
        kind=found.get("kind", ""), words=found.get("person", ""), day=found.get("day")
    )
    page = keyset_page(events, order=("-recorded_at", "-id"), cursor=request.GET.get("cursor"))
    services.record(services.Kind.LOG_READ)

    context = {
        "form": form,
        "page": page,
        "lines": lines(page, services.ALARMING),
        "is_filtered": any(found.values()),
        "days": settings.SECURITY_LOG_DAYS,
        "now": timezone.now(),
    }
    return render(request, "people/security_log.html", context)
