from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.downloads import json_file, pdf_file
from common.timeline import timeline
from people.journey import export_of, journey_of, story_of, stretches_of


@never_cache
@require_http_methods(["GET", "POST"])
def journey(request, pk):
    """One's own years on one line, to be taken along by a POST; nobody else finds it."""
    if pk != request.user.pk:
        raise Http404
    at = timezone.now()
    today = timezone.localdate(at)
    entries = journey_of(request.user, today=today)
    if request.method == "GET":
        context = {
            "timeline": timeline(stretches_of(entries), today=today),
            "person": request.user,
        }
        return render(request, "people/journey.html", context)

    export = export_of(request.user, entries, at=at)
    if request.POST.get("as") == "json":
        return json_file("journey.json", export)
    return pdf_file("journey.pdf", "story", story_of(export, entries), at=at)
