import hashlib
import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.sign_offs.offline import files
from programs.shifts.models import TaughtSkill


@login_not_required
@require_safe
def offline(request):
    """A page that knows nobody: what to note, and what is not sent, is on the device alone."""
    context = {"ways": TaughtSkill.Way.choices}
    return render(request, "assessments/sign_offs/offline.html", context)


@login_not_required
@cache_control(no_cache=True)
@require_safe
def service_worker(request):
    """The script that keeps the offline page; another address for each of its versions' files."""
    kept = json.dumps(files())
    version = hashlib.sha256(kept.encode()).hexdigest()[:12]
    context = {"files": kept, "version": version, "offline": reverse("assessments:offline")}
    return render(request, "assessments/service_worker.js", context, content_type="text/javascript")


@login_not_required
@require_safe
def manifest(request):
    """What makes the site installable."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    facts = {
        "name": "Alongside",
        "short_name": "Alongside",
        "description": _("Preceptorship and mentoring programs"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f6f3",
        "theme_color": "#0b6b63",
        "icons": [*icons, icons[1] | {"purpose": "maskable"}],
    }
    return HttpResponse(json.dumps(facts), content_type="application/manifest+json")
