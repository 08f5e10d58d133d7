from uuid import UUID

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Unit
from people.prepared import prepared
from people.today import today_of


@require_safe
def today(request):
    now = timezone.now()
    units = _units(request.user.unit_id) if request.user.unit_id else []
    context = {"today": today_of(request.user, now), "units": units, "now": now}
    return render(request, "people/today.html", context)


@prepared
def _units(pk: UUID):
    # Two steps up, so that the path from the site down needs no further query.
    return Unit.objects.select_related("parent__parent").filter(pk=pk)
