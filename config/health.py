"""What machines ask: whether this process runs, can serve, and how the whole stands.

``/livez`` and ``/readyz`` answer anybody, by whatever name they are asked (config/middleware.py):
they say nothing about anybody. ``/status`` takes STATUS_TOKEN, or an administrator.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.readiness import fault
from config.status import take_status, told_to_prometheus
from people.permissions import can_administer, require

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@never_cache
@login_not_required
def livez(request):
    """The process runs. Asks nothing of anybody: a restart mends no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def readyz(request):
    """Answer 200 when pages can be served, else 503 with what is missing.

    Redis is left out: without it pages go on working, and a restart would mend nothing.
    """
    missing = fault()
    status = 503 if missing else 200
    return HttpResponse(f"{missing or 'ok'}\n", content_type="text/plain", status=status)


@require_safe
@never_cache
def status(request):
    """How beat, worker, mail, seals and backups stand: numbers alone, as text or as JSON."""
    if not is_told_the_token(request):
        require(can_administer(request.user))
    figures = take_status(at=timezone.now())
    if request.path.endswith(".json") or _prefers_json(request):
        return JsonResponse(figures)
    return HttpResponse(told_to_prometheus(figures), content_type=PROMETHEUS)


def is_told_the_token(request) -> bool:
    """Whether the request carries ``Authorization: Bearer`` and STATUS_TOKEN."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.STATUS_TOKEN
    return bool(wanted) and scheme == "Bearer" and constant_time_compare(token, wanted)


def refuse_token(request) -> HttpResponse:
    """Answer a machine that brings a token which will not do; no log-in page helps it."""
    headers = {"WWW-Authenticate": "Bearer"}
    return HttpResponse("no\n", content_type="text/plain", status=401, headers=headers)


def _prefers_json(request):
    if request.path.endswith(".txt"):
        return False
    return request.get_preferred_type(["text/plain", "application/json"]) == "application/json"
