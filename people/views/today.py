from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Unit
from people.today import today_of


@require_safe
def today(request):
    now = timezone.now()
    # Two steps up, so that the path from the site down needs no further query.
    units = Unit.objects.select_related("parent__parent").filter(pk=request.user.unit_id)
    context = {"today": today_of(request.user, now), "unit": units.first(), "now": now}
    return render(request, "people/today.html", context)
